//! Tasks that never have enough.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::*;

#[test]
fn tasks_that_are_always_ready_do_not_keep_the_sockets_waiting() {
    in_tasks(|| async {
        let over = Rc::new(Cell::new(false));
        for _ in 0..100 {
            let over = over.clone();
            spawn(async move {
                while !over.get() {
                    yield_now().await;
                }
            });
        }
        let (mut client, mut server) = pair().await;
        client.write_all(b"x").await.unwrap();
        assert_eq!(server.read(&mut [0]).await.unwrap(), 1);
        over.set(true);
    });
}

#[test]
fn the_sockets_are_looked_at_after_so_many_polls() {
    in_tasks(|| async {
        let (mut client, mut server) = pair().await;
        let reader = spawn(async move { client.read(&mut [0]).await });
        // Now it waits, and its socket is not known to be ready.
        yield_now().await;
        server.write_all(b"x").await.unwrap();
        let polls = Rc::new(Cell::new(0));
        let count = polls.clone();
        spawn(async move {
            loop {
                count.set(count.get() + 1);
                yield_now().await;
            }
        });
        reader.await.unwrap().unwrap();
        // Main and the reader have had a few of the 64.
        assert!((55..=64).contains(&polls.get()), "{} polls", polls.get());
    });
}

/// Answers each datagram of `peer` with another one, for ever.
async fn bounce(mut socket: net::UdpSocket, peer: SocketAddr) {
    let mut buffer = [0; 4];
    loop {
        socket.send_to(b"x", peer).await.unwrap();
        socket.recv_from(&mut buffer).await.unwrap();
    }
}

#[test]
fn a_task_whose_socket_is_always_ready_gives_way() {
    in_tasks(|| async {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let socket = net::UdpSocket::bind(any).unwrap();
        let itself = socket.local_addr().unwrap();
        // What it sends comes at once: it never has to wait.
        drop(spawn(bounce(socket, itself)));
        let other = spawn(async { 7 });
        yield_now().await;
        assert_eq!(other.await, Ok(7));
    });
}

/// Whether it was woken.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_task_that_writes_much_gives_way_between_two_writes() {
    in_tasks(|| async {
        let (mut client, _server) = pair().await;
        // More than the socket's buffers hold.
        let much = vec![b'x'; 64 << 20];
        let mut write = pin!(client.write_all(&much));
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(woken.clone());
        // One more call, and the budget is spent.
        budget::renew();
        (1..budget::CALLS_A_POLL).for_each(|_| budget::spend());
        let polled = write.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(polled.is_pending());
        // It waits for its turn, and not for the socket.
        assert!(woken.0.load(Ordering::Relaxed));
    });
}

#[test]
fn a_budget_is_spent_by_success_only() {
    in_tasks(|| async {
        // More sockets than a task may use in one poll, and one of the last
        // has something to read.
        let count = budget::CALLS_A_POLL as usize + 50;
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut sockets: Vec<_> =
            (0..count).map(|_| net::UdpSocket::bind(any).unwrap()).collect();
        let last = sockets[count - 1].local_addr().unwrap();
        let mut sender = net::UdpSocket::bind(any).unwrap();
        let reads: Vec<_> = sockets
            .iter_mut()
            .map(|socket| {
                Box::pin(async {
                    let mut buffer = [0; 4];
                    socket.recv_from(&mut buffer).await.unwrap().0
                })
            })
            .collect();
        let mut reads: Vec<Pin<Box<_>>> = reads;
        let mut polls = 0;
        let first = poll_fn(|cx| {
            polls += 1;
            let polled = reads.iter_mut().map(|read| read.as_mut().poll(cx));
            polled.fold(Poll::Pending, |found, now| match found {
                Poll::Pending => now,
                found => found,
            })
        });
        let send = async { sender.send_to(b"abc", last).await.unwrap() };
        assert_eq!(join(first, send).await, (3, 3));
        assert!(polls < 10, "{polls} polls");
    });
}
