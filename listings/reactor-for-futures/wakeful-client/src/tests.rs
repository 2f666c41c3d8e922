//! The client, against the slow server, over real sockets.

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn slow(poem: &str, bytes: usize, delay: u64) -> SocketAddr {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem.as_bytes(), pace).unwrap()
}

/// An address where nobody listens: port 1 needs a privileged server from another age.
const NOBODY: &str = "127.0.0.1:1";

#[test]
fn the_poem_comes_whole_and_unchanged() {
    within(LIMIT, || {
        let server = slow("Über allen Gipfeln", 7, 5);
        let poem = block_on(fetch(server)).unwrap();
        assert_eq!(poem, "Über allen Gipfeln".as_bytes());
        // More than the buffer, in one piece.
        let server = slow(&"x".repeat(2000), 2000, 5);
        assert_eq!(block_on(fetch(server)).unwrap(), [b'x'; 2000]);
    });
}

#[test]
fn a_poem_that_never_ends_stops_no_other_one() {
    within(LIMIT, || {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let silent = silent.local_addr().unwrap();
        let poem = block_on(async {
            let mut never = pin!(fetch(silent));
            let mut some = pin!(fetch(slow("a poem", 2, 5)));
            poll_fn(|cx| {
                assert!(never.as_mut().poll(cx).is_pending());
                some.as_mut().poll(cx)
            })
            .await
        });
        assert_eq!(poem.unwrap(), b"a poem");
    });
}

#[test]
fn it_is_polled_only_when_something_has_happened() {
    within(LIMIT, || {
        let servers = [(); 3].map(|()| slow("abcdef", 2, 20).to_string());
        let servers = servers.each_ref().map(String::as_str);
        let (missing, polls) = fetch_all(servers, Instant::now());
        assert_eq!(missing, 0);
        // Once to begin; and each poem has a connection, three pieces and an
        // end, of which some may come together.
        assert!((4..=1 + 3 * 5).contains(&polls), "{polls}");
    });
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    within(LIMIT, || {
        let servers = [slow("a", 1, 1), slow("b", 1, 1)];
        let servers = servers.map(|server| server.to_string());
        let words = servers.into_iter().chain([NOBODY.to_string()]);
        let error = run(Arguments::new(words)).unwrap_err().to_string();
        assert_eq!(error, "1 of 3 poems missing");
    });
}

#[test]
fn there_must_be_three_servers() {
    let error = run(Arguments::new(["a:1", "b:2"])).unwrap_err();
    assert!(error.is::<UsageError>());
}
