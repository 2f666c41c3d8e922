//! Real servers: slow ones, silent ones, and one that counts.

use std::cell::Cell;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::num::NonZeroUsize;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Wake, Waker};
use std::thread;
use std::time::Duration;

use slow_server::Pace;
use time_limit::within;

use crate::engine::{block_on, sleep, spawn, timeout};
use crate::*;

const LIMIT: Duration = Duration::from_secs(20);

const EASY: Limits = Limits {
    time: Duration::from_secs(10),
    attempts: 1,
    pause: Duration::from_millis(1),
    bytes: 1000,
};

/// Runs a test inside of `block_on`.
fn in_time<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    within(LIMIT, || block_on(test()));
}

/// An address where nobody listens: port 1 needs a privileged server from
/// another age.
fn nobody() -> SocketAddr {
    (Ipv4Addr::LOCALHOST, 1).into()
}

fn slow(poem: &[u8]) -> SocketAddr {
    let bytes = NonZeroUsize::new(3).unwrap();
    let (delay, jitter) = (Duration::from_millis(2), Duration::ZERO);
    slow_server::start(poem, Pace { bytes, delay, jitter }).unwrap()
}

/// A house with six doors, which is silent to its first guests, and counts
/// all. With how many it has at once, at most.
struct Moody {
    doors: [SocketAddr; 6],
    guests: Arc<AtomicUsize>,
    at_once: Arc<AtomicUsize>,
}

fn moody(silences: usize) -> Moody {
    let [guests, here, at_once] =
        [(); 3].map(|()| Arc::new(AtomicUsize::new(0)));
    let doors = [(); 6].map(|()| {
        let door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = door.local_addr().unwrap();
        let counts = [&guests, &here, &at_once].map(Arc::clone);
        thread::spawn(move || {
            for stream in door.incoming() {
                let (stream, counts) = (stream.unwrap(), counts.clone());
                thread::spawn(move || receive(stream, silences, counts));
            }
        });
        address
    });
    Moody { doors, guests, at_once }
}

fn receive(
    mut stream: TcpStream,
    silences: usize,
    [guests, here, at_once]: [Arc<AtomicUsize>; 3],
) {
    let number = guests.fetch_add(1, Ordering::SeqCst);
    let now = here.fetch_add(1, Ordering::SeqCst) + 1;
    at_once.fetch_max(now, Ordering::SeqCst);
    if number < silences {
        // Until the guest has gone.
        let _ = stream.read(&mut [0]);
    } else {
        thread::sleep(Duration::from_millis(20));
        let _ = stream.write_all(b"a poem");
    }
    // Before the guest sees the end.
    here.fetch_sub(1, Ordering::SeqCst);
}

#[test]
fn many_readers_and_one_fetch() {
    in_time(|| async {
        let server = moody(0);
        let library = Library::new(EASY, 4);
        let readers: Vec<_> = (0..20)
            .map(|n| {
                let library = Rc::clone(&library);
                let server = server.doors[0];
                spawn(&n.to_string(), async move { library.ask(server).await })
            })
            .collect();
        for reader in readers {
            assert_eq!(&*reader.await.unwrap().unwrap(), b"a poem");
        }
        // And whoever comes later.
        assert_eq!(&*library.ask(server.doors[0]).await.unwrap(), b"a poem");
        assert_eq!(server.guests.load(Ordering::SeqCst), 1);
        assert_eq!(library.fetches(), 1);
    });
}

#[test]
fn each_server_has_its_poem() {
    in_time(|| async {
        let library = Library::new(EASY, 4);
        let [one, two] = [slow(b"one poem"), slow(b"another one")];
        assert_eq!(&*library.ask(one).await.unwrap(), b"one poem");
        assert_eq!(&*library.ask(two).await.unwrap(), b"another one");
        assert_eq!(library.fetches(), 2);
    });
}

#[test]
fn the_others_get_their_poem_when_the_first_one_is_gone() {
    in_time(|| async {
        let server = moody(0);
        let library = Library::new(EASY, 1);
        let first = library.ask(server.doors[0]);
        assert!(timeout(Duration::ZERO, first).await.is_err());
        let second = library.ask(server.doors[0]).await;
        assert_eq!(&*second.unwrap(), b"a poem");
        assert_eq!(library.fetches(), 1);
    });
}

#[test]
fn an_attempt_that_takes_too_long_is_followed_by_another() {
    in_time(|| async {
        let server = moody(2);
        let time = Duration::from_millis(300);
        let library = Library::new(Limits { time, attempts: 3, ..EASY }, 1);
        let poem = library.ask(server.doors[0]).await.unwrap();
        assert_eq!(&*poem, b"a poem");
        assert_eq!(server.guests.load(Ordering::SeqCst), 3);
        assert_eq!(library.fetches(), 1);
    });
}

#[test]
fn after_the_last_attempt_all_who_wait_hear_why() {
    in_time(|| async {
        let server = moody(2);
        let time = Duration::from_millis(100);
        let library = Library::new(Limits { time, attempts: 2, ..EASY }, 1);
        let both = [1, 2].map(|n| {
            let (library, server) = (Rc::clone(&library), server.doors[0]);
            spawn(&n.to_string(), async move { library.ask(server).await })
        });
        for reader in both {
            let missing = reader.await.unwrap().unwrap_err();
            assert_eq!(missing.to_string(), "2 attempts, timed out");
        }
        // A failure is not kept.
        let poem = library.ask(server.doors[0]).await.unwrap();
        assert_eq!(&*poem, b"a poem");
        assert_eq!(library.fetches(), 2);
    });
}

#[test]
fn so_many_connections_at_once_and_no_more() {
    in_time(|| async {
        let house = moody(0);
        let library = Library::new(EASY, 2);
        let readers = house.doors.map(|door| {
            let library = Rc::clone(&library);
            spawn("reader", async move { library.ask(door).await })
        });
        for reader in readers {
            assert!(reader.await.unwrap().is_ok());
        }
        assert_eq!(house.guests.load(Ordering::SeqCst), 6);
        assert_eq!(house.at_once.load(Ordering::SeqCst), 2);
    });
}

#[test]
fn a_poem_without_end_is_given_up_at_once() {
    in_time(|| async {
        let server = slow(&[b'x'; 30]);
        let limits = Limits { attempts: 3, bytes: 29, ..EASY };
        let failed = Library::new(limits, 1).ask(server).await.unwrap_err();
        assert_eq!(failed.to_string(), "1 attempt, file too large");
        let limits = Limits { bytes: 30, ..limits };
        assert!(Library::new(limits, 1).ask(server).await.is_ok());
    });
}

#[test]
fn the_pause_needs_no_connection() {
    in_time(|| async {
        let pause = Duration::from_secs(60);
        let library = Library::new(Limits { attempts: 2, pause, ..EASY }, 1);
        let mut hopeless = Box::pin(library.ask(nobody()));
        let moment = Duration::from_millis(1);
        // Its fetch has begun, and is the first to ask for the connection.
        assert!(timeout(moment, &mut hopeless).await.is_err());
        let poem = library.ask(slow(b"a poem")).await.unwrap();
        assert_eq!(&*poem, b"a poem");
    });
}

#[test]
fn each_pause_is_twice_as_long() {
    in_time(|| async {
        let pause = Duration::from_millis(20);
        let library = Library::new(Limits { attempts: 4, pause, ..EASY }, 1);
        let begin = std::time::Instant::now();
        let missing = library.ask(nobody()).await.unwrap_err().to_string();
        assert!(missing.starts_with("4 attempts, "), "{missing}");
        // A sleep is never too early: 20, 40 and 80 ms.
        assert!(begin.elapsed() >= pause * 7);
    });
}

#[test]
fn a_fetch_that_is_gone_is_not_on_its_way_for_ever() {
    within(LIMIT, || {
        let library = Library::new(EASY, 1);
        let server = moody(usize::MAX).doors[0];
        let waits = Rc::clone(&library);
        let ask = Box::pin(async move { waits.ask(server).await });
        let (mut ask, early) = block_on(async {
            let mut ask = ask;
            let early = timeout(Duration::from_millis(5), &mut ask).await;
            (ask, early)
        });
        assert!(early.is_err());
        // The end of that `block_on` has dropped the task that fetched.
        let late = block_on(async { ask.as_mut().await });
        assert!(matches!(late, Err(Missing::Lost)));
        let again = library.ask(slow(b"a poem"));
        assert!(block_on(again).is_ok());
        assert_eq!(library.fetches(), 2);
        let answer =
            block_on(timeout(Duration::from_millis(5), library.ask(server)));
        assert!(answer.is_err(), "a new fetch was begun");
        assert_eq!(library.fetches(), 3);
    });
}

/// One panic, not two, which would end the process. The words are the engine's.
#[test]
#[should_panic]
fn whoever_asks_without_a_runtime_hears_why() {
    let library = Library::new(EASY, 1);
    let server = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    let mut cx = Context::from_waker(Waker::noop());
    let _ = pin!(library.ask(server)).poll(&mut cx);
}

/// One that waits, and the one that asks again as soon as it is woken.
type Asks = Pin<Box<dyn Future<Output = Answer>>>;

thread_local! {
    static AGAIN: Cell<Option<Asks>> = const { Cell::new(None) };
}

/// Its wake polls the one that asks again.
struct Eager;

impl Wake for Eager {
    fn wake(self: Arc<Self>) {
        let mut again = AGAIN.take().expect("it is woken once");
        let mut cx = Context::from_waker(Waker::noop());
        assert!(again.as_mut().poll(&mut cx).is_pending());
        AGAIN.set(Some(again));
    }
}

#[test]
fn whoever_asks_again_in_its_wake_does_not_lose_the_new_fetch() {
    in_time(|| async {
        let server = moody(1);
        let time = Duration::from_millis(300);
        let library = Library::new(Limits { time, ..EASY }, 1);
        let ask = || -> Asks {
            let (library, server) = (Rc::clone(&library), server.doors[0]);
            Box::pin(async move { library.ask(server).await })
        };
        let (mut first, second) = (ask(), ask());
        let waker = Waker::from(Arc::new(Eager));
        let mut cx = Context::from_waker(&waker);
        assert!(first.as_mut().poll(&mut cx).is_pending());
        AGAIN.set(Some(second));
        while library.fetches() < 2 {
            sleep(Duration::from_millis(1)).await;
        }
        assert!(first.await.is_err());
        let poem = AGAIN.take().expect("it waits").await;
        assert_eq!(&*poem.expect("the second fetch goes on"), b"a poem");
    });
}
