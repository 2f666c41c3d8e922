//! Every cut, and a drop at every poll.

use std::net::Ipv4Addr;
use std::time::Duration;

use rt_lock::net::{TcpListener, TcpStream};
use rt_lock::{block_on, sleep, spawn, yield_now};
use time_limit::within;

use super::*;

const MESSAGE: &[u8] = b"02hi0003you";
const FRAMES: [&[u8]; 3] = [b"hi", b"", b"you"];
/// Where a cut is between two frames.
const BETWEEN: [usize; 2] = [4, 6];

/// The frames that a way reads, and its error.
type Read = (Vec<Vec<u8>>, Option<String>);

/// Sends the pieces, and has them read in this way. The other thing of the
/// `select` is ready at every second poll.
fn read(way: &'static str, pieces: Vec<Vec<u8>>) -> Read {
    within(Duration::from_secs(20), move || {
        block_on(async {
            let mut frames = Vec::new();
            let tell = |event| match event {
                Event::Frame(frame) => frames.push(frame),
                Event::Beat => {}
            };
            let stream = connected_to(pieces).await;
            let result = match way {
                "local-bytes" => local_bytes(stream, yield_now, tell).await,
                "kept-bytes" => kept_bytes(stream, yield_now, tell).await,
                "kept-future" => kept_future(stream, yield_now, tell).await,
                _ => reader_task(stream, yield_now, tell).await,
            };
            (frames, result.err().map(|error| error.to_string()))
        })
    })
}

/// A connection to a peer that sends these pieces, with pauses.
async fn connected_to(pieces: Vec<Vec<u8>>) -> TcpStream {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into());
    let mut listener = listener.unwrap();
    let stream = TcpStream::connect(listener.local_addr().unwrap()).await;
    let (mut peer, _) = listener.accept().await.unwrap();
    drop(spawn(async move {
        for piece in pieces {
            // When this is over, the piece before it has been read: sockets
            // are looked at before timers.
            sleep(Duration::from_millis(1)).await;
            if peer.write_all(&piece).await.is_err() {
                return;
            }
        }
    }));
    stream.unwrap()
}

// ANCHOR: all-ways
#[test]
fn no_cut_and_no_drop_makes_a_difference() {
    let everywhere: Vec<_> = MESSAGE.chunks(1).map(<[u8]>::to_vec).collect();
    for way in ["kept-bytes", "kept-future", "reader-task"] {
        for cut in 1..MESSAGE.len() {
            let (frames, error) = read(way, pieces(cut));
            assert_eq!(
                (&frames[..], error),
                (&FRAMES.map(Vec::from)[..], None)
            );
        }
        let (frames, error) = read(way, everywhere.clone());
        assert_eq!((&frames[..], error), (&FRAMES.map(Vec::from)[..], None));
    }
}

#[test]
fn the_wrong_way_needs_cuts_between_frames() {
    for cut in 1..MESSAGE.len() {
        let (frames, error) = read("local-bytes", pieces(cut));
        let is_whole = frames == FRAMES && error.is_none();
        assert_eq!(is_whole, BETWEEN.contains(&cut), "cut at {cut}");
    }
}
// ANCHOR_END: all-ways

fn pieces(cut: usize) -> Vec<Vec<u8>> {
    let (one, two) = MESSAGE.split_at(cut);
    vec![one.to_vec(), two.to_vec()]
}

#[test]
fn an_end_inside_a_frame_is_an_error() {
    for way in ["local-bytes", "kept-bytes", "kept-future", "reader-task"] {
        for end in [b"02hi0".as_slice(), b"02hi03", b"02hi03y"] {
            let (frames, error) = read(way, vec![end.to_vec()]);
            assert_eq!(frames, [b"hi"], "{way}");
            assert_eq!(error.unwrap(), "unexpected end of file", "{way}");
        }
    }
}

#[test]
fn what_is_no_number_is_no_length() {
    for way in ["local-bytes", "kept-bytes", "kept-future", "reader-task"] {
        for wrong in ["+1x", "1x"] {
            let (frames, error) = read(way, vec![wrong.into()]);
            assert!(frames.is_empty());
            let why = format!("not a length: {:?}", &wrong[..2]);
            assert_eq!(error.unwrap(), why, "{way}");
        }
        let long = format!("42{}", "x".repeat(42)).into_bytes();
        let (frames, error) = read(way, vec![long]);
        assert_eq!((frames, error), (vec![vec![b'x'; 42]], None));
    }
}

#[test]
fn the_file_has_the_lines_of_the_poem() {
    let poem = include_str!("../../../../poems/rossetti.txt");
    let frames = include_str!("../wind.frames");
    let lines = poem.split_inclusive('\n');
    let expected = lines.map(|line| format!("{:02}{line}", line.len()));
    assert_eq!(frames, expected.collect::<String>());
}

#[test]
fn the_figure_shows_where_the_pieces_end() {
    const PIECE: usize = 60;
    let figure = include_str!("../../../../figures/dropping-lost.toml");
    let frames = include_str!("../wind.frames");
    let mut ends = Vec::new();
    let mut end = 0;
    for line in frames.split_inclusive('\n') {
        end += line.len();
        ends.push(end);
    }
    let (first, second) = (&frames[ends[1]..PIECE], &frames[PIECE..2 * PIECE]);
    let missing = ends[2] - PIECE;
    for (name, size) in [
        ("frame 1", ends[0]),
        ("frame 2", ends[1] - ends[0]),
        (&first[..2], 2),
        (&first[2..], first.len() - 2),
        (&format!("room for {missing} more")[..], missing),
        (&second[..2], 2),
        (second[2..missing].trim_end(), missing - 2),
        ("frame 4", ends[3] - ends[2]),
        ("frame 5", ends[4] - ends[3]),
        (&frames[ends[4]..2 * PIECE], 2 * PIECE - ends[4]),
    ] {
        let cell = format!("{{ name = {name:?}, size = {size}");
        assert!(figure.contains(&cell), "{cell}");
    }
}
