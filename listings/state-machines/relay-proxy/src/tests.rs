//! The proxy, between guests and servers, over real sockets.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream as Stream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use ask_proxy::{Wish, send_guests};
use rustix::net::sockopt::set_socket_linger;
use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(30);
const HERE: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);
const POEM: &[u8] = b"Ruhest du auch.";
fn slow(bytes: usize, delay: u64) -> SocketAddr {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(POEM, pace).unwrap()
}

fn proxy(poems: &[(&str, SocketAddr)]) -> Proxy {
    let named =
        |(name, server): &(&str, SocketAddr)| (name.to_string(), *server);
    let servers = poems.iter().map(named).collect();
    Proxy::open(HERE.into(), servers).unwrap()
}

/// Runs a proxy for as long as the test needs, and gives what that gives.
fn with<T: Send + 'static>(
    mut proxy: Proxy,
    test: impl FnOnce(SocketAddr) -> T + Send + 'static,
) -> T {
    // A registry that is shared by `Rc` stays in its thread.
    let address = proxy.address().unwrap();
    let done = Arc::new(AtomicBool::new(false));
    let its_done = Arc::clone(&done);
    let testing = thread::spawn(move || {
        let result =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                within(LIMIT, move || test(address))
            }));
        its_done.store(true, Ordering::Release);
        // One more event, lest the last turn wait for ever.
        drop(Stream::connect(address));
        result.unwrap()
    });
    while !done.load(Ordering::Acquire) {
        proxy.turn().unwrap();
    }
    testing.join().unwrap()
}

fn wishes(names: &[&str]) -> Vec<Wish> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

/// A server that a test plays.
struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    fn new() -> Server {
        let listener = TcpListener::bind(HERE).unwrap();
        let address = listener.local_addr().unwrap();
        Server { listener, address }
    }

    fn accept(&self) -> Stream {
        self.listener.accept().unwrap().0
    }
}

/// A guest that has asked for a poem.
fn asking(proxy: SocketAddr, name: &str) -> Stream {
    let mut guest = Stream::connect(proxy).unwrap();
    guest.write_all(format!("{name}\n").as_bytes()).unwrap();
    guest
}

/// All that comes, until the end.
fn heard(mut guest: Stream) -> Vec<u8> {
    let mut heard = Vec::new();
    guest.read_to_end(&mut heard).unwrap();
    heard
}

fn netstring(poem: &[u8]) -> Vec<u8> {
    proxy_parts::netstring(&Ok(poem.into()))
}

#[test]
fn each_guest_gets_its_poem_or_a_reason() {
    // Port 1 needs a privileged server from another age.
    let gone = (Ipv4Addr::LOCALHOST, 1).into();
    let proxy = proxy(&[("goethe", slow(3, 1)), ("gone", gone)]);
    let got = with(proxy, |proxy| {
        send_guests(proxy, wishes(&["goethe", "gone", "nobody"]))
    });
    assert_eq!(got[0].0, Ok(POEM.to_vec()));
    assert!(got[1].0.as_ref().unwrap_err().contains("refused"), "{got:?}");
    assert_eq!(got[2].0, Err("no such poem".to_string()));
}

#[test]
fn many_guests_at_once_all_get_the_whole_poem() {
    let proxy = proxy(&[("goethe", slow(1, 1))]);
    let got = with(proxy, |it| send_guests(it, wishes(&["goethe"; 30])));
    assert!(got.into_iter().all(|(got, _)| got == Ok(POEM.to_vec())));
}

#[test]
fn a_long_poem_reaches_a_guest_that_reads_late() {
    let poem = vec![b'x'; fetch_machine::LONGEST];
    let server = Server::new();
    let proxy = proxy(&[("long", server.address)]);
    let sent = poem.clone();
    let got = with(proxy, move |proxy| {
        let guest = asking(proxy, "long");
        server.accept().write_all(&sent).unwrap();
        // The answer has begun to come; most of it is on its way.
        guest.peek(&mut [0]).unwrap();
        heard(guest)
    });
    assert!(got == netstring(&poem));
}

#[test]
fn a_guest_that_leaves_takes_its_fetch_with_it() {
    let server = Server::new();
    let proxy = proxy(&[("goethe", server.address)]);
    with(proxy, move |proxy| {
        let guest = asking(proxy, "goethe");
        let mut fetch = server.accept();
        fetch.write_all(b"Ruh").unwrap();
        drop(guest);
        assert_eq!(fetch.read(&mut [0]).unwrap(), 0);
    });
}

#[test]
fn a_guest_that_talks_while_it_waits_is_not_heard() {
    let server = Server::new();
    let proxy = proxy(&[("goethe", server.address)]);
    let got = with(proxy, move |proxy| {
        let mut guest = asking(proxy, "goethe");
        let mut fetch = server.accept();
        guest.write_all(b"rossetti\n").unwrap();
        fetch.write_all(POEM).unwrap();
        drop(fetch);
        let mut got = vec![0; netstring(POEM).len()];
        guest.read_exact(&mut got).unwrap();
        got
    });
    assert_eq!(got, netstring(POEM));
}

#[test]
fn a_guest_that_says_no_name_gets_nothing() {
    let proxy = proxy(&[("goethe", slow(1, 1))]);
    let got = with(proxy, |proxy| {
        let mut guest = Stream::connect(proxy).unwrap();
        guest.write_all(b"goethe").unwrap();
        guest.shutdown(Shutdown::Write).unwrap();
        heard(guest)
    });
    assert_eq!(got, b"");
}

#[test]
fn who_has_its_answer_has_left() {
    within(LIMIT, || {
        let mut proxy = proxy(&[("goethe", slow(5, 1))]);
        let address = proxy.address().unwrap();
        let guests = thread::spawn(move || {
            send_guests(address, wishes(&["goethe", "nobody"]))
        });
        while proxy.left() < 2 {
            proxy.turn().unwrap();
        }
        guests.join().unwrap();
    });
}

#[test]
fn each_guest_has_a_fetch_of_its_own() {
    let server = Server::new();
    let proxy = proxy(&[("goethe", server.address)]);
    with(proxy, move |proxy| {
        let guests = [asking(proxy, "goethe"), asking(proxy, "goethe")];
        for mut fetch in [server.accept(), server.accept()] {
            fetch.write_all(POEM).unwrap();
        }
        for guest in guests {
            assert_eq!(heard(guest), netstring(POEM));
        }
    });
}

#[test]
fn a_guest_that_breaks_its_connection_during_the_answer_has_left() {
    within(LIMIT, || {
        let server = Server::new();
        let mut proxy = proxy(&[("long", server.address)]);
        let address = proxy.address().unwrap();
        let guest = thread::spawn(move || {
            let guest = asking(address, "long");
            let poem = vec![b'x'; fetch_machine::LONGEST];
            server.accept().write_all(&poem).unwrap();
            guest.peek(&mut [0]).unwrap();
            // Now the drop of `guest` breaks the connection.
            set_socket_linger(&guest, Some(Duration::ZERO)).unwrap();
        });
        while proxy.left() < 1 {
            proxy.turn().unwrap();
        }
        guest.join().unwrap();
    });
}
