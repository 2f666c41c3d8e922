//! The client, against servers that a test plays.

use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use time_limit::within;

use super::*;

#[test]
fn the_third_is_not_asked_before_one_of_two_has_ended() {
    within(Duration::from_secs(20), || {
        let listeners = [(); 3]
            .map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
        let servers = listeners
            .iter()
            .map(|it| it.local_addr().unwrap().to_string())
            .collect::<Vec<_>>();
        let fetching = thread::spawn(move || {
            let mut out = Vec::new();
            fetch_all(&servers, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        });
        // It steps the last first; whichever two it is, the third waits.
        let mut accepted = Vec::new();
        for listener in &listeners {
            listener.set_nonblocking(true).unwrap();
        }
        let look = |until: usize| {
            let mut all = Vec::new();
            while all.len() < until {
                for listener in &listeners {
                    all.extend(listener.accept().ok().map(|it| it.0));
                }
            }
            all
        };
        let mut two = look(2);
        assert!(listeners.iter().all(|it| it.accept().is_err()));
        two[0].write_all(b"Ruh").unwrap();
        drop(two.remove(0));
        accepted.extend(look(1));
        drop(two);
        drop(accepted);
        let out = fetching.join().unwrap();
        assert_eq!(out.lines().count(), 3, "{out}");
        assert!(out.contains(" 3 bytes"), "{out}");
    });
}

#[test]
fn one_that_fails_gives_its_permit_back() {
    within(Duration::from_secs(20), || {
        // Port 1 needs a privileged server from another age.
        let servers = vec!["127.0.0.1:1".to_string(); 5];
        let mut out = Vec::new();
        fetch_all(&servers, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.matches("refused").count(), 5, "{out}");
    });
}

#[test]
fn there_must_be_a_server() {
    let error = run(Arguments::new([""; 0])).unwrap_err();
    assert!(error.is::<UsageError>());
}
