//! The proxy, between guests and servers, over real sockets.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream as Stream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
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

const HOUR: Duration = Duration::from_secs(3600);
const LIMITS: Limits = Limits { patience: HOUR, keep: HOUR, regret: HOUR };

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
    Proxy::open(HERE.into(), servers, LIMITS).unwrap()
}

/// Runs a proxy for as long as the test needs, and gives what that gives, and the log.
fn with<T: Send + 'static>(
    mut proxy: Proxy,
    test: impl FnOnce(SocketAddr) -> T + Send + 'static,
) -> (T, Vec<String>) {
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
    let mut log = Vec::new();
    while !done.load(Ordering::Acquire) {
        log.extend(proxy.turn().unwrap());
    }
    (testing.join().unwrap(), log)
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
    })
    .0;
    assert_eq!(got[0].0, Ok(POEM.to_vec()));
    assert!(got[1].0.as_ref().unwrap_err().contains("refused"), "{got:?}");
    assert_eq!(got[2].0, Err("no such poem".to_string()));
}

#[test]
fn many_guests_at_once_all_get_the_whole_poem() {
    let proxy = proxy(&[("goethe", slow(1, 1))]);
    let got = with(proxy, |it| send_guests(it, wishes(&["goethe"; 30]))).0;
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
    })
    .0;
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
    })
    .0;
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
    })
    .0;
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
fn many_guests_wait_for_one_fetch() {
    let server = Server::new();
    let proxy = proxy(&[("goethe", server.address)]);
    let (_, log) = with(proxy, move |proxy| {
        let guests = [(); 3].map(|()| asking(proxy, "goethe"));
        let mut fetch = server.accept();
        fetch.write_all(POEM).unwrap();
        drop(fetch);
        for guest in guests {
            assert_eq!(heard(guest), netstring(POEM));
        }
        assert_eq!(heard(asking(proxy, "goethe")), netstring(POEM));
        // Nobody stands in the queue: there was one fetch.
        server.listener.set_nonblocking(true).unwrap();
        let error = server.listener.accept().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
    });
    assert_eq!(log, ["goethe: fetching", "goethe: kept"]);
}

#[test]
fn one_of_two_leaves_and_the_fetch_goes_on() {
    let server = Server::new();
    let poems = [("goethe", server.address)];
    let (got, log) = with(proxy(&poems), move |proxy| {
        let leaver = asking(proxy, "goethe");
        let mut fetch = server.accept();
        let stayer = asking(proxy, "goethe");
        // Who came later has its answer, so both before are waiting.
        heard(asking(proxy, "nobody"));
        drop(leaver);
        heard(asking(proxy, "nobody"));
        fetch.write_all(POEM).unwrap();
        drop(fetch);
        heard(stayer)
    });
    assert_eq!(got, netstring(POEM));
    assert_eq!(log, ["goethe: fetching", "goethe: kept"]);
}

#[test]
fn a_failed_fetch_is_the_answer_of_all_and_is_remembered() {
    let gone = (Ipv4Addr::LOCALHOST, 1).into();
    let (got, log) = with(proxy(&[("gone", gone)]), |proxy| {
        let mut got = send_guests(proxy, wishes(&["gone", "gone"]));
        got.extend(send_guests(proxy, wishes(&["gone"])));
        got
    });
    assert_eq!(got.len(), 3);
    for (got, _) in got {
        assert!(got.unwrap_err().contains("refused"));
    }
    assert_eq!(log, ["gone: fetching", "gone: failed"]);
}

#[test]
fn time_alone_ends_a_fetch_and_what_is_kept() {
    let moment = Duration::from_millis(50);
    let limits = Limits { patience: moment, keep: moment, regret: moment };
    within(LIMIT, move || {
        let silent = Server::new();
        let servers = BTreeMap::from([
            ("good".to_string(), slow(20, 1)),
            ("silent".to_string(), silent.address),
        ]);
        let mut proxy = Proxy::open(HERE.into(), servers, limits).unwrap();
        let address = proxy.address().unwrap();
        let guests = thread::spawn(move || {
            send_guests(address, wishes(&["silent", "good"]))
        });
        let mut log = Vec::new();
        while log.len() < 6 {
            log.extend(proxy.turn().unwrap());
        }
        let got = guests.join().unwrap();
        assert_eq!(got[0].0, Err("no poem in time".to_string()));
        assert_eq!(got[1].0, Ok(POEM.to_vec()));
        log.sort();
        let good = ["good: empty", "good: fetching", "good: kept"];
        let silent = ["silent: empty", "silent: failed", "silent: fetching"];
        assert_eq!(log, [good, silent].concat());
    });
}

/// How often each can do something: two guests send half a request, a server a third of a poem.
const TIMES: [(char, usize); 3] = [('a', 2), ('b', 2), ('s', 3)];

/// All orders of what is left to do.
fn orders(left: [usize; 3]) -> Vec<String> {
    if left == [0; 3] {
        return vec![String::new()];
    }
    let mut all = Vec::new();
    for who in 0..left.len() {
        let mut left = left;
        if left[who] > 0 {
            left[who] -= 1;
            let rest = orders(left).into_iter();
            all.extend(rest.map(|it| format!("{}{it}", TIMES[who].0)));
        }
    }
    all
}

/// Lets one order happen; the proxy takes a turn after each event.
fn in_order(order: &str) {
    let server = Server::new();
    let mut proxy = proxy(&[("goethe", server.address)]);
    let address = proxy.address().unwrap();
    let mut guests = [(); 2].map(|()| Stream::connect(address).unwrap());
    let mut requests = [(); 2].map(|()| [&b"goe"[..], b"the\n"].into_iter());
    let mut thirds = POEM.chunks(POEM.len() / 3);
    // What comes before the server was asked waits in the channel.
    let (give, parts) = mpsc::channel();
    let serving = thread::spawn(move || {
        let mut fetch = server.accept();
        for part in parts {
            fetch.write_all(part).unwrap();
        }
    });
    for event in order.chars() {
        match event {
            's' => give.send(thirds.next().unwrap()).unwrap(),
            guest => {
                let number = usize::from(guest == 'b');
                let half = requests[number].next().unwrap();
                guests[number].write_all(half).unwrap();
            }
        }
        let soon = Some(Duration::from_millis(1));
        proxy.poll.poll(&mut proxy.events, soon).unwrap();
        proxy.act().unwrap();
    }
    drop(give);
    while proxy.left() < 2 {
        proxy.turn().unwrap();
    }
    serving.join().unwrap();
    for guest in guests {
        assert_eq!(heard(guest), netstring(POEM), "{order}");
    }
}

#[test]
fn in_every_order_both_get_the_whole_poem() {
    let orders = orders(TIMES.map(|(_, times)| times));
    assert_eq!(orders.len(), 210);
    within(LIMIT, move || orders.iter().for_each(|order| in_order(order)));
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

#[test]
fn two_poems_can_be_on_their_way() {
    let poems = ["goethe", "rossetti"].map(|name| (name, slow(1, 1)));
    let names = ["rossetti", "goethe", "rossetti"];
    let (got, log) =
        with(proxy(&poems), move |it| send_guests(it, wishes(&names)));
    assert!(got.into_iter().all(|(got, _)| got == Ok(POEM.to_vec())));
    assert_eq!(log.len(), 4, "{log:?}");
}
