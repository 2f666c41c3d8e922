//! The client gets its poems, and the sizes are in the order that is told.

use std::net::Ipv4Addr;
use std::num::NonZeroUsize;
use std::time::Duration;

use super::*;
use slow_server::Pace;
use time_limit::within;

const LIMIT: Duration = Duration::from_secs(20);
const POEM: &[u8] = include_bytes!("../../../../poems/goethe.txt");

fn server() -> SocketAddr {
    let pace = Pace {
        // A piece of a single byte is not the end.
        bytes: NonZeroUsize::new(1).unwrap(),
        delay: Duration::from_millis(1),
        jitter: Duration::ZERO,
    };
    slow_server::start(POEM, pace).unwrap()
}

/// An address where nobody listens: port 1 needs a privileged server from another age.
fn nobody() -> SocketAddr {
    (Ipv4Addr::LOCALHOST, 1).into()
}

#[test]
fn both_fetches_get_the_whole_poem() {
    within(LIMIT, || {
        assert_eq!(block_on(fetch(server())).unwrap(), POEM);
        assert_eq!(block_on(fetch_slim(server())).unwrap(), POEM);
        assert!(block_on(fetch(nobody())).is_err());
        assert!(block_on(fetch_slim(nobody())).is_err());
    });
}

#[test]
fn both_ways_count_what_is_missing() {
    within(LIMIT, || {
        let begin = Instant::now();
        let servers = [server(), nobody(), server()];
        assert_eq!(block_on(all_made(servers, begin)), 1);
        let given = servers.map(|it| tell(it, begin));
        assert_eq!(block_on(all_given(given)), 1);
        let all = servers.map(|_| server().to_string());
        run(Arguments::new(all.iter().map(String::as_str))).unwrap();
    });
}

#[test]
fn the_buffer_and_the_poems_make_the_size() {
    let sizes = sizes().map(|(_, size)| size);
    let [fetch, slim, tell, given, made] = sizes;
    assert!(fetch > 512 && slim < 512, "{sizes:?}");
    assert!(tell > fetch && given > 3 * tell, "{sizes:?}");
    assert!(made < tell, "{sizes:?}");
}

#[test]
fn three_servers_are_needed() {
    let error = run(Arguments::new(["a:1", "b:2"])).unwrap_err();
    assert!(error.is::<UsageError>());
    let error = run(Arguments::new(["--size", "a:1"])).unwrap_err();
    assert!(error.is::<UsageError>());
}
