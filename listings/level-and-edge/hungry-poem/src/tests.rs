//! Both ways to read, and a turn of one peer.

use peers::{FLOOD, PIECES, STAMP};
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(60);

fn served(budget: usize) -> Vec<Peer> {
    within(LIMIT, move || {
        let (peers, senders) = peers::connected().unwrap();
        let peers = serve(peers, budget).unwrap();
        for sender in senders {
            sender.join().unwrap().unwrap();
        }
        peers
    })
}

#[test]
fn every_byte_comes_with_any_budget() {
    for budget in [1, usize::MAX] {
        let peers = served(budget);
        let bytes: Vec<usize> = peers.iter().map(|peer| peer.bytes).collect();
        assert_eq!(bytes, [FLOOD, PIECES * STAMP], "with {budget}");
        assert!(peers[1].worst > Duration::ZERO);
    }
}

#[test]
fn a_turn_ends_with_its_budget() {
    within(LIMIT, || {
        let (mut peers, senders) = peers::connected().unwrap();
        let flood = &mut peers[0];
        // A blocking read never says that there is nothing.
        flood.stream.set_nonblocking(false).unwrap();
        assert_eq!(flood.go_on(3), Progress::BudgetSpent);
        assert!((1..FLOOD).contains(&flood.bytes));
        assert_eq!(flood.go_on(usize::MAX), Progress::Over);
        assert_eq!(flood.bytes, FLOOD);
        drop(peers);
        for sender in senders {
            // The one that recites finds nobody any more.
            let _ = sender.join().unwrap();
        }
    });
}

#[test]
fn nobody_stands_in_the_list_twice() {
    let mut ready = VecDeque::from([0, 1]);
    for index in [1, 2, 0, 2] {
        queue_once(&mut ready, index);
    }
    assert_eq!(ready, [0, 1, 2]);
}
