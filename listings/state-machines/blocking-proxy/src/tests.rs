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
