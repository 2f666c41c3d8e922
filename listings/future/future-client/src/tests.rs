//! The client, against the slow server, over real sockets.

use std::cell::RefCell;
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

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

fn lane() -> Lane {
    Lane::new(&Task::begin("block_on"), "poem")
}

#[test]
fn the_poem_comes_whole_and_unchanged() {
    within(LIMIT, || {
        let server = slow("Über allen Gipfeln", 7, 5);
        let poem = block_on(fetch(server, &lane())).unwrap();
        assert_eq!(poem, "Über allen Gipfeln".as_bytes());
    });
}

#[test]
fn three_poems_come_at_the_same_time() {
    within(LIMIT, || {
        // The first one is whole only when it has heard that the others are.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let first = listener.local_addr().unwrap();
        let (tell, hear) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let guest = listener.accept().unwrap();
            hear.iter().take(2).count();
            drop(guest);
        });
        let poem = |server: SocketAddr| {
            let (server, tell) = (server.to_string(), tell.clone());
            async move {
                let came =
                    fetch_and_tell(&server, Instant::now(), lane()).await;
                // The first server has gone when its own poem is over.
                let _ = tell.send(());
                came
            }
        };
        let poems = [poem(first), poem(slow("a", 1, 1)), poem(slow("b", 1, 1))];
        assert_eq!(block_on(all_joined(poems)), 0);
    });
}

/// The order in which two futures of different length are begun and ended.
fn order(
    all: impl AsyncFnOnce([std::pin::Pin<Box<dyn Future<Output = bool>>>; 3]),
) -> String {
    let order = std::rc::Rc::new(RefCell::new(String::new()));
    let note = |name: char, pauses: u32| {
        let order = order.clone();
        let future: std::pin::Pin<Box<dyn Future<Output = bool>>> =
            Box::pin(async move {
                order.borrow_mut().push(name);
                let mut left = pauses;
                std::future::poll_fn(|_| match left {
                    0 => std::task::Poll::Ready(()),
                    _ => {
                        left -= 1;
                        std::task::Poll::Pending
                    }
                })
                .await;
                order.borrow_mut().push(name.to_ascii_uppercase());
                true
            });
        future
    };
    block_on(all([note('a', 3), note('b', 1), note('c', 2)]));
    order.take()
}

#[test]
fn joined_poems_are_begun_together_and_end_in_their_own_order() {
    let order = order(async |poems| {
        all_joined(poems).await;
    });
    assert_eq!(order, "abcBCA");
}

#[test]
fn poems_in_turn_are_begun_when_the_one_before_is_over() {
    let order = order(async |poems| {
        all_in_turn(poems).await;
    });
    assert_eq!(order, "aAbBcC");
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    within(LIMIT, || {
        for option in [None, Some("--in-turn")] {
            let servers = [slow("a", 1, 1), slow("b", 1, 1)];
            let servers = servers.map(|server| server.to_string());
            let words = servers.into_iter().chain([NOBODY.to_string()]);
            let words = words.chain(option.map(String::from));
            let error = run(Arguments::new(words)).unwrap_err().to_string();
            assert_eq!(error, "1 of 3 poems missing");
        }
    });
}

#[test]
fn there_must_be_three_servers() {
    let error = run(Arguments::new(["a:1", "b:2"])).unwrap_err();
    assert!(error.is::<UsageError>());
}

/// The figure of the future that points into itself has these sizes.
#[test]
#[cfg(all(unix, target_pointer_width = "64"))]
fn the_fields_have_the_sizes_that_the_figure_shows() {
    assert_eq!(size_of::<std::net::TcpStream>(), 4);
    assert_eq!(size_of::<&std::net::TcpStream>(), 8);
    assert_eq!(size_of::<&mut [u8]>(), 16);
    assert_eq!(size_of::<rt_spin::Read<'_>>(), 24);
}
