//! The proxy, between guests and slow servers.

use ask_proxy::send_guests;
use slow_server::Pace;
use time_limit::within;

use super::*;

#[test]
fn each_guest_gets_its_poem_or_a_reason() {
    let pace = Pace {
        bytes: 3.try_into().unwrap(),
        delay: Duration::from_millis(1),
        jitter: Duration::ZERO,
    };
    let servers = Servers::from([
        ("goethe".into(), slow_server::start(b"Ruhest du", pace).unwrap()),
        // Port 1 needs a privileged server from another age.
        ("gone".into(), (Ipv4Addr::LOCALHOST, 1).into()),
    ]);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || serve(&listener, servers));
    let wishes = ["goethe", "gone", "nobody"].map(|it| it.parse().unwrap());
    let got = within(Duration::from_secs(20), move || {
        send_guests(address, wishes.into())
    });
    assert_eq!(got[0].0, Ok(b"Ruhest du".to_vec()));
    assert!(got[1].0.as_ref().unwrap_err().contains("refused"), "{got:?}");
    assert_eq!(got[2].0, Err("no such poem".to_string()));
}

/// What guests get from a proxy that has one poem, under these names.
fn got(poem: &[u8], names: &[&str], wishes: &[&str]) -> Vec<ask_proxy::Got> {
    let pace = Pace {
        bytes: (1 << 20).try_into().unwrap(),
        delay: Duration::ZERO,
        jitter: Duration::ZERO,
    };
    let server = slow_server::start(poem, pace).unwrap();
    let servers = names.iter().map(|name| (name.to_string(), server));
    let servers = servers.collect();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || serve(&listener, servers));
    let wishes = wishes.iter().map(|it| it.parse().unwrap()).collect();
    within(Duration::from_secs(30), move || {
        send_guests(address, wishes).into_iter().map(|it| it.0).collect()
    })
}

#[test]
fn a_name_has_a_limit() {
    let (long, longer) = ("n".repeat(80), "n".repeat(81));
    let names = [&long[..], &longer[..]];
    let got = got(b"Ruh", &names, &names);
    assert_eq!(got[0], Ok(b"Ruh".to_vec()));
    assert!(got[1].is_err(), "{got:?}");
}

#[test]
fn a_poem_has_a_limit() {
    let poem = vec![b'x'; 16_777_217];
    let got = got(&poem, &["long"], &["long"]);
    assert_eq!(got[0].as_ref().unwrap().len(), 16_777_216);
}
