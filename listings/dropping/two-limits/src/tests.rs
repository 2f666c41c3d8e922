//! Pieces that come in time, and a poem that does not.

use std::net::Ipv4Addr;

use rt_timeout::net::TcpListener;
use rt_timeout::{sleep, spawn};
use time_limit::within;

use super::*;

const MS: Duration = Duration::from_millis(1);

/// What comes of ten pieces, with a pause before each.
fn fetched(pause: Duration, each: Duration, all: Duration) -> String {
    within(LONG, move || {
        block_on(async {
            let address = (Ipv4Addr::LOCALHOST, 0).into();
            let mut listener = TcpListener::bind(address).unwrap();
            let address = listener.local_addr().unwrap();
            drop(spawn(async move {
                let (mut guest, _) = listener.accept().await.unwrap();
                for _ in 0..10 {
                    sleep(pause).await;
                    if guest.write_all(b"a piece").await.is_err() {
                        return;
                    }
                }
            }));
            match within_all(address, each, all).await {
                Ok(length) => length.to_string(),
                Err(error) => error.to_string(),
            }
        })
    })
}

#[test]
fn pieces_that_are_in_time_may_make_a_late_poem() {
    assert_eq!(fetched(MS, LONG, LONG), "70");
    assert_eq!(fetched(40 * MS, LONG, 100 * MS), "the poem is late");
    assert_eq!(fetched(LONG, 20 * MS, LONG), "a piece is late");
}

#[test]
fn the_inner_one_is_asked_first() {
    within(LONG, || {
        block_on(async {
            assert_eq!(both(SHORT, LONG).await, Err(Elapsed));
            assert_eq!(both(LONG, SHORT).await, Ok(Err(Elapsed)));
            assert_eq!(both(SHORT, SHORT).await, Ok(Err(Elapsed)));
        });
    });
}
