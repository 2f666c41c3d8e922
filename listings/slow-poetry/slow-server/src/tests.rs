//! The server, over real sockets.

use std::io::Read;
use std::net::Shutdown;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const POEM: &[u8] = "Warte nur, balde\nRuhest du auch.\n".as_bytes();

fn pace(bytes: usize, delay: u64) -> Pace {
    Pace {
        bytes: NonZeroUsize::new(bytes).unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::from_millis(1),
    }
}

fn fetch(server: SocketAddr) -> Vec<u8> {
    let mut poem = Vec::new();
    TcpStream::connect(server).unwrap().read_to_end(&mut poem).unwrap();
    poem
}

#[test]
fn the_poem_arrives_whole_whatever_the_piece() {
    within(LIMIT, || {
        for bytes in [1, 7, POEM.len(), 1000] {
            assert_eq!(fetch(start(POEM, pace(bytes, 1)).unwrap()), POEM);
        }
    });
}

#[test]
fn an_empty_poem_is_an_end_and_nothing_before_it() {
    within(LIMIT, || assert_eq!(fetch(start(b"", pace(1, 1)).unwrap()), b""));
}

#[test]
fn pieces_go_out_one_by_one() {
    within(LIMIT, || {
        let server = start(POEM, pace(5, 300)).unwrap();
        let mut client = TcpStream::connect(server).unwrap();
        let mut buffer = [0; 1000];
        assert!(client.read(&mut buffer).unwrap() < POEM.len());
    });
}

#[test]
fn nobody_waits_for_another_client() {
    within(LIMIT, || {
        // Far slower than this test.
        let server = start(POEM, pace(1, 300)).unwrap();
        let mut first = TcpStream::connect(server).unwrap();
        first.read_exact(&mut [0; 1]).unwrap();
        let mut second = TcpStream::connect(server).unwrap();
        second.read_exact(&mut [0; 1]).unwrap();
        // The second is being served, and the first poem is not even whole.
        first.set_nonblocking(true).unwrap();
        let mut rest = Vec::new();
        let end = first.read_to_end(&mut rest).unwrap_err();
        assert_eq!(end.kind(), io::ErrorKind::WouldBlock);
        assert!(rest.len() < POEM.len() - 1);
    });
}

#[test]
fn a_client_that_goes_away_takes_nobody_with_it() {
    within(LIMIT, || {
        let server = start(POEM, pace(1, 5)).unwrap();
        let mut leaver = TcpStream::connect(server).unwrap();
        leaver.read_exact(&mut [0; 1]).unwrap();
        leaver.shutdown(Shutdown::Both).unwrap();
        drop(leaver);
        assert_eq!(fetch(server), POEM);
    });
}

#[test]
fn a_client_that_reads_nothing_is_given_half_a_minute() {
    within(LIMIT, || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let client = TcpStream::connect(address).unwrap();
        send(&client, b"", pace(1, 1)).unwrap();
        let patience = client.write_timeout().unwrap();
        assert_eq!(patience, Some(Duration::from_secs(30)));
    });
}
