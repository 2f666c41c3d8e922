//! Who is woken, by whom, and when.

use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Instant;

use super::*;
use crate::reactor::Reactor;

/// How many wakes are sent from thread to thread: so many, or fewer if they
/// take longer than [`ENOUGH`].
const WAKES: usize = 1_000_000;
const ENOUGH: Duration = Duration::from_secs(2);

/// Counts how often it wakes.
#[derive(Debug, Default)]
struct Counter(AtomicUsize);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn poll<F: Future>(
    future: Pin<&mut F>,
    counter: &Arc<Counter>,
) -> Poll<F::Output> {
    let waker = Waker::from(Arc::clone(counter));
    future.poll(&mut Context::from_waker(&waker))
}

#[test]
fn no_wake_of_many_from_another_thread_is_lost() {
    on_reactor(|| async {
        let (throw, catch) = mpsc::channel::<LetterSender<usize>>();
        let thread = thread::spawn(move || {
            catch.into_iter().enumerate().for_each(|(n, ball)| ball.send(n));
        });
        let begin = Instant::now();
        for expected in (0..WAKES).take_while(|_| begin.elapsed() < ENOUGH) {
            let (sender, letter) = letter();
            throw.send(sender).unwrap();
            assert_eq!(letter.await, Ok(expected));
        }
        drop(throw);
        thread.join().unwrap();
    });
}

#[test]
fn only_the_waker_of_the_last_poll_is_woken() {
    on_reactor(|| async {
        let (mut client, mut server) = pair().await;
        let [first, second] = [(); 2].map(|()| Arc::new(Counter::default()));
        let mut buffer = [0];
        {
            let mut read = pin!(server.read(&mut buffer));
            assert!(poll(read.as_mut(), &first).is_pending());
            assert!(poll(read.as_mut(), &second).is_pending());
            client.write_all(b"x").await.unwrap();
            wait_until(|| second.0.load(Ordering::Relaxed) > 0).await;
            assert!(poll(read, &second).is_ready());
        }
        assert_eq!(first.0.load(Ordering::Relaxed), 0);
        assert_eq!(second.0.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_waker_is_used_once() {
    on_reactor(|| async {
        let (mut client, mut server) = pair().await;
        let counter = Arc::new(Counter::default());
        let mut buffer = [0];
        let mut read = pin!(server.read(&mut buffer));
        assert!(poll(read.as_mut(), &counter).is_pending());
        client.write_all(b"x").await.unwrap();
        wait_until(|| counter.0.load(Ordering::Relaxed) > 0).await;
        // Another event, and nobody who has left a waker since the first.
        client.shutdown(std::net::Shutdown::Write).unwrap();
        let reactor = Reactor::current().unwrap();
        for _ in 0..3 {
            let wakers = reactor.wait(Some(Duration::from_millis(1)));
            wakers.into_iter().for_each(Waker::wake);
        }
        assert_eq!(counter.0.load(Ordering::Relaxed), 1);
        assert!(poll(read, &counter).is_ready());
    });
}

/// Wakes itself again and again until something is true.
async fn wait_until(is_true: impl Fn() -> bool) {
    poll_fn(|cx| {
        if is_true() {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[test]
fn a_future_that_wakes_itself_does_not_keep_the_sockets_waiting() {
    on_reactor(|| async {
        let (mut client, mut server) = pair().await;
        let has_come = Cell::new(false);
        let receive = async {
            server.read(&mut [0]).await.unwrap();
            has_come.set(true);
        };
        let send = async { client.write_all(b"x").await.unwrap() };
        let all = join(wait_until(|| has_come.get()), join(receive, send));
        all.await;
    });
}

#[test]
fn it_is_not_polled_without_a_wake() {
    on_reactor(|| async {
        let (listener, address) = listener();
        let (sender, mut letter) = letter();
        let mut polls = 0;
        thread::spawn(move || {
            // Many events, and nobody who waits for them.
            for _ in 0..10 {
                drop(std::net::TcpStream::connect(address).unwrap());
                thread::sleep(Duration::from_millis(1));
            }
            sender.send(());
        });
        poll_fn(|cx| {
            polls += 1;
            Pin::new(&mut letter).poll(cx)
        })
        .await
        .unwrap();
        assert_eq!(polls, 2);
        drop(listener);
    });
}

#[test]
fn block_on_inside_of_block_on_panics_and_then_all_is_as_before() {
    within(Duration::from_secs(20), || {
        let nested = || block_on(async { block_on(async {}) });
        let payload = catch_unwind(nested).unwrap_err();
        let text = payload.downcast_ref::<&str>().unwrap();
        assert!(text.starts_with("block_on inside of block_on"), "{text}");
        assert_eq!(block_on(async { 7 }), 7);
    });
}

#[test]
fn after_a_panic_the_thread_can_block_on_again() {
    within(Duration::from_secs(20), || {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            block_on(async {
                let _sockets = pair().await;
                panic!("the reason");
            })
        }));
        assert!(outcome.is_err());
        block_on(async { drop(pair().await) });
    });
}

thread_local! {
    static KEPT: Cell<Option<TcpStream>> = const { Cell::new(None) };
}

fn is_gone() -> bool {
    let kept = KEPT.take();
    let is_gone = kept.is_none();
    KEPT.set(kept);
    is_gone
}

/// Its wake, and its drop, drop a socket: user code that comes back to the
/// reactor in the midst of its work.
struct Meddler;

impl Wake for Meddler {
    fn wake(self: Arc<Self>) {
        drop(KEPT.take());
    }
}

impl Drop for Meddler {
    fn drop(&mut self) {
        drop(KEPT.take());
    }
}

#[test]
fn a_waker_may_drop_a_socket_when_it_is_replaced_woken_or_dropped() {
    on_reactor(|| async {
        let counter = Arc::new(Counter::default());
        for by in ["replaced", "woken", "dropped"] {
            let (kept, _other) = pair().await;
            KEPT.set(Some(kept));
            let (mut client, mut server) = pair().await;
            let mut buffer = [0];
            let mut read = Box::pin(server.read(&mut buffer));
            let waker = Waker::from(Arc::new(Meddler));
            let mut cx = Context::from_waker(&waker);
            assert!(read.as_mut().poll(&mut cx).is_pending());
            drop(waker);
            match by {
                "replaced" => {
                    assert!(poll(read.as_mut(), &counter).is_pending());
                }
                "woken" => {
                    client.write_all(b"x").await.unwrap();
                    wait_until(is_gone).await;
                }
                _ => {}
            }
            drop(read);
            drop(server);
            assert!(is_gone());
        }
    });
}

#[test]
fn a_read_that_was_ready_is_not_polled_again() {
    let outcome = within(Duration::from_secs(20), || {
        catch_unwind(|| {
            block_on(async {
                let (client, mut server) = pair().await;
                drop(client);
                let mut buffer = [0];
                let mut read = pin!(server.read(&mut buffer));
                let _ = read.as_mut().await;
                let _ = read.await;
            })
        })
        .is_err()
    });
    assert!(outcome);
}

#[test]
fn a_wake_after_the_end_rings_nobodys_bell() {
    within(Duration::from_secs(20), || {
        let kept = Rc::new(Cell::new(None));
        let keep = kept.clone();
        block_on(poll_fn(move |cx| {
            keep.set(Some(cx.waker().clone()));
            Poll::Ready(())
        }));
        let waker = kept.take().unwrap();
        thread::spawn(move || waker.wake()).join().unwrap();
        block_on(async { drop(pair().await) });
    });
}
