//! The library, with two workers.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use slow_server::Pace;
use time_limit::within;

use crate::engine::{block_on, spawn};
use crate::*;

const LIMIT: Duration = Duration::from_secs(20);

const EASY: Limits = Limits {
    time: Duration::from_secs(10),
    attempts: 1,
    pause: Duration::from_millis(1),
    bytes: 1000,
};

fn slow(poem: &[u8]) -> SocketAddr {
    let bytes = NonZeroUsize::new(3).unwrap();
    let (delay, jitter) = (Duration::from_millis(2), Duration::ZERO);
    slow_server::start(poem, Pace { bytes, delay, jitter }).unwrap()
}

async fn read_by(
    library: &Arc<Library>,
    readers: usize,
    server: SocketAddr,
) -> Vec<Answer> {
    let tasks: Vec<_> = (0..readers)
        .map(|n| {
            let library = Arc::clone(library);
            spawn(&n.to_string(), async move { library.ask(server).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

#[test]
fn readers_on_two_workers_share_one_fetch() {
    within(LIMIT, || {
        block_on(async {
            let library = Library::new(EASY, 4);
            let answers = read_by(&library, 50, slow(b"a poem")).await;
            assert_eq!(answers.len(), 50);
            for answer in answers {
                assert_eq!(&*answer.unwrap(), b"a poem");
            }
            assert_eq!(library.fetches(), 1);
        });
    });
}

#[test]
fn all_hear_of_a_failure_and_it_is_not_kept() {
    within(LIMIT, || {
        block_on(async {
            let library = Library::new(Limits { bytes: 2, ..EASY }, 4);
            let server = slow(b"a poem");
            for answer in read_by(&library, 5, server).await {
                let missing = answer.unwrap_err().to_string();
                assert_eq!(missing, "1 attempt, file too large");
            }
            let fetches = library.fetches();
            assert!(library.ask(server).await.is_err());
            assert_eq!(library.fetches(), fetches + 1);
        });
    });
}

#[test]
fn one_place_at_a_time_serves_everybody() {
    within(LIMIT, || {
        block_on(async {
            let library = Library::new(EASY, 1);
            for poem in [b"one", b"two"] {
                let answers = read_by(&library, 3, slow(poem)).await;
                assert!(
                    answers.iter().all(|it| **it.as_ref().unwrap() == *poem)
                );
            }
            assert_eq!(library.fetches(), 2);
        });
    });
}
