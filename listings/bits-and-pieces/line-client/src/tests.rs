//! The client, against slow servers, over real sockets.

use slow_server::Pace;
use time_limit::within;

use super::*;

fn slow(poem: &[u8], bytes: usize, delay: u64) -> String {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem, pace).unwrap().to_string()
}

/// What is printed for these servers, without the times; and how many poems were lost.
fn printed(
    servers: Vec<String>,
    most: usize,
    limit: usize,
) -> (Vec<String>, usize) {
    within(Duration::from_secs(20), move || {
        let mut out = Vec::new();
        let lost = fetch_all(&servers, most, limit, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let line =
            |line: &str| line.split_once(" s  ").map_or(line, |it| it.1).into();
        (out.lines().map(line).collect(), lost)
    })
}

#[test]
fn lines_are_whole_whatever_the_pieces() {
    for bytes in [1, 2, 3, 50] {
        let server = slow("blême\r\n\nœ\n".as_bytes(), bytes, 5);
        let lines = ["poem 1  blême", "poem 1  ", "poem 1  œ"];
        let expected = (lines.map(String::from).to_vec(), 0);
        assert_eq!(printed(vec![server], 9, 80), expected);
    }
}

#[test]
fn a_slow_poem_does_not_hold_up_the_other() {
    let servers = vec![slow(b"a\nb\n", 2, 400), slow(b"c\nd\n", 2, 20)];
    let lines = ["poem 2  c", "poem 2  d", "poem 1  a", "poem 1  b"];
    assert_eq!(printed(servers, 9, 80).0, lines);
}

#[test]
fn a_broken_poem_is_named_and_the_other_comes() {
    let servers = vec![
        slow(b"a\nbcd", 9, 20),
        slow(b"c\n12345\n", 9, 300),
        slow(b"d\n", 9, 600),
        "127.0.0.1:1".to_string(),
    ];
    let (lines, lost) = printed(servers, 9, 4);
    assert!(lines[0].starts_with("127.0.0.1:1: "), "{lines:?}");
    let expected = [
        "poem 1  a",
        "poem 1: byte 5: the input ends inside a frame",
        "poem 2  c",
        "poem 2: byte 6: more than 4 bytes",
        "poem 3  d",
    ];
    assert_eq!(lines[1..], expected);
    assert_eq!(lost, 3);
}

#[test]
fn it_goes_away_after_so_many_lines() {
    let servers = vec![slow(b"a\nb\nc", 9, 1)];
    let expected = ["poem 1  a", "poem 1  b"].map(String::from).to_vec();
    assert_eq!(printed(servers, 2, 80), (expected, 0));
}

#[test]
fn there_must_be_a_server_and_a_line() {
    for words in [&["--lines", "0", "a:1"][..], &[]] {
        let error = run(Arguments::new(words)).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
