//! The loop, over real sockets, with poems that count what they read.

use std::cell::Cell;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn slow(poem: &str, bytes: usize, delay: u64) -> String {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem.as_bytes(), pace).unwrap().to_string()
}

/// Reads once a turn; each piece is a "line".
fn begin(stream: Rc<TcpStream>) -> io::Result<GoOn> {
    let mut counted = Counted::default();
    Ok(Box::new(move || {
        let mut buffer = [0; 64];
        match (&*stream).read(&mut buffer) {
            Ok(0) => Poll::Ready(Ok(counted)),
            Ok(count) => {
                counted.count(&"x".repeat(count));
                Poll::Pending
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                Poll::Pending
            }
            Err(error) => Poll::Ready(Err(error)),
        }
    }))
}

fn fetched(servers: Vec<String>) -> (Vec<String>, Option<String>) {
    within(LIMIT, move || {
        let mut out = Vec::new();
        let end = fetch_all(&servers, begin, &mut out);
        let out = String::from_utf8(out).unwrap();
        let error = end.err().map(|error| error.to_string());
        (out.lines().map(String::from).collect(), error)
    })
}

#[test]
fn the_poem_that_is_whole_first_is_told_first() {
    let servers = vec![slow("Ruhest du", 3, 300), slow("auch.", 5, 1)];
    let (lines, error) = fetched(servers.clone());
    assert_eq!(error, None);
    assert!(lines[0].starts_with(&servers[1]), "{lines:?}");
    assert!(lines[0].contains("1 lines, the longest of 5 bytes"), "{lines:?}");
    assert!(lines[1].starts_with(&servers[0]), "{lines:?}");
    assert!(lines[1].contains("3 lines, the longest of 3 bytes"), "{lines:?}");
}

/// How often each poem went on.
fn turns(servers: Vec<String>) -> Vec<u32> {
    within(LIMIT, move || {
        let mut turns = Vec::new();
        let counting = |stream| -> io::Result<GoOn> {
            let (count, mut go_on) = (Rc::new(Cell::new(0)), begin(stream)?);
            turns.push(Rc::clone(&count));
            Ok(Box::new(move || {
                count.set(count.get() + 1);
                go_on()
            }))
        };
        fetch_all(&servers, counting, &mut io::sink()).unwrap();
        turns.iter().map(|count| count.get()).collect()
    })
}

/// Once to begin, once a piece, once for the end. The end may come with the last piece, or between
/// two looks at the socket.
#[test]
fn a_poem_goes_on_when_it_is_ready_and_only_then() {
    let counts = turns(vec![slow("ab", 2, 500), slow("abcdefgh", 1, 30)]);
    assert!((2..=3).contains(&counts[0]), "{counts:?}");
    assert!((9..=10).contains(&counts[1]), "{counts:?}");
}

#[test]
fn a_poem_that_fails_costs_itself_alone() {
    let fails = |stream: Rc<TcpStream>| -> io::Result<GoOn> {
        let mut go_on = begin(Rc::clone(&stream))?;
        let mut first = true;
        Ok(Box::new(move || {
            let Poll::Ready(end) = go_on() else {
                return Poll::Pending;
            };
            if std::mem::take(&mut first)
                && end.as_ref().is_ok_and(|c| c.longest == 5)
            {
                return Poll::Ready(Err(io::Error::other("the reason")));
            }
            Poll::Ready(end)
        }))
    };
    let (lines, error) = within(LIMIT, move || {
        let servers = [slow("Ruhest du", 3, 100), slow("auch.", 5, 1)];
        let mut out = Vec::new();
        let error = fetch_all(&servers, fails, &mut out).unwrap_err();
        (String::from_utf8(out).unwrap(), error.to_string())
    });
    assert!(lines.contains("the reason"), "{lines}");
    assert!(lines.contains("3 lines"), "{lines}");
    assert_eq!(error, "1 of 2 poems missing");
}

#[test]
fn a_server_that_is_down_is_named() {
    let (lines, error) = fetched(vec![String::from("127.0.0.1:1")]);
    assert_eq!(lines, [""; 0]);
    assert!(error.unwrap().starts_with("127.0.0.1:1: "));
}

/// Nobody sends anything, so only the first turn can end this.
#[test]
fn each_poem_begins_before_anything_has_come() {
    let ended = within(LIMIT, || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let server = listener.local_addr().unwrap().to_string();
        let begin = |_| -> io::Result<GoOn> {
            Ok(Box::new(|| Poll::Ready(Ok(Counted::default()))))
        };
        let mut out = Vec::new();
        fetch_all(&[server], begin, &mut out).is_ok()
    });
    assert!(ended);
}

#[test]
fn the_longest_line_is_kept() {
    let mut counted = Counted::default();
    for line in ["ant", "bumblebee", "", "cat"] {
        counted.count(line);
    }
    assert_eq!(counted, Counted { lines: 4, longest: 9 });
}
