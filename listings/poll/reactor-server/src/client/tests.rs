//! A client goes through its states as the figure of the chapter shows them.

use std::collections::BTreeSet;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::num::NonZeroUsize;

use time_limit::within;

use super::*;

const FIGURE: &str =
    include_str!("../../../../../figures/poll-client-states.toml");

/// More than all buffers hold.
const PIECE: usize = 64 << 20;

/// From which state to which.
type Transitions = BTreeSet<(String, String)>;

/// A client of a poem of two pieces, its peer, and when its first pause is over.
fn client() -> (Client, TcpStream, Instant) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let peer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (stream, _) = listener.accept().unwrap();
    let pace = Pace {
        bytes: NonZeroUsize::new(PIECE).unwrap(),
        delay: Duration::from_secs(3600),
        jitter: Duration::ZERO,
    };
    let poem = vec![b'x'; 2 * PIECE].into();
    let client = Client::new(stream, poem, pace).unwrap();
    let due = client.deadline().unwrap();
    (client, peer, due)
}

fn name(client: &Client) -> String {
    let name = match client.state {
        State::Pausing { .. } => "pausing",
        State::Writing { .. } => "writing",
        State::Over => "over",
    };
    name.to_string()
}

/// Goes on, and notes what that changed.
fn go_on(
    client: &mut Client,
    readiness: PollFlags,
    now: Instant,
    seen: &mut Transitions,
) {
    let before = name(client);
    client.go_on(readiness, now);
    seen.insert((before, name(client)));
}

/// Writes until the peer has all of a piece.
fn write_piece(
    client: &mut Client,
    peer: &mut TcpStream,
    now: Instant,
    seen: &mut Transitions,
) {
    let end = client.sent.next_multiple_of(PIECE);
    while client.sent < end {
        // What is on its way is lost to nobody: the test counts nothing.
        let _ = peer.read(&mut vec![0; 1 << 20]).unwrap();
        go_on(client, PollFlags::OUT, now, seen);
    }
}

/// What happens to clients that read, that do not, and that go away.
fn seen() -> Transitions {
    let mut seen = Transitions::new();
    let (mut reader, mut peer, due) = client();
    go_on(&mut reader, PollFlags::empty(), due, &mut seen);
    write_piece(&mut reader, &mut peer, due, &mut seen);
    let due = reader.deadline().unwrap();
    go_on(&mut reader, PollFlags::empty(), due, &mut seen);
    write_piece(&mut reader, &mut peer, due, &mut seen);

    let (mut silent, _peer, due) = client();
    go_on(&mut silent, PollFlags::empty(), due, &mut seen);
    let late = silent.deadline().unwrap();
    go_on(&mut silent, PollFlags::empty(), late, &mut seen);
    assert!(silent.is_over());

    let (mut gone, _peer, due) = client();
    let early = due - Duration::from_secs(1);
    go_on(&mut gone, PollFlags::HUP, early, &mut seen);
    assert!(gone.is_over());
    seen
}

#[test]
fn the_states_change_as_the_figure_shows() {
    let figure: toml::Table = FIGURE.parse().unwrap();
    let shown: Transitions = figure["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let of = |key: &str| it[key].as_str().unwrap().to_string();
            (of("from"), of("to"))
        })
        .collect();
    assert_eq!(within(Duration::from_secs(30), seen), shown);
}
