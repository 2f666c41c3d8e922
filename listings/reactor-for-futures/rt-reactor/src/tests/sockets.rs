//! What sockets do.

use std::io::ErrorKind;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crowded_server::Crowded;
use mio::Token;

use super::*;
use crate::net::UdpSocket;
use crate::reactor::{Direction, Reactor};

fn known_sockets() -> usize {
    Reactor::current().unwrap().sockets()
}

#[test]
fn two_ends_talk_in_one_thread() {
    on_reactor(|| async {
        let (mut client, mut server) = pair().await;
        let poem: Vec<u8> = (0..8 << 20).map(|n| n as u8).collect();
        let send = async {
            client.write_all(&poem).await.unwrap();
            drop(client);
        };
        let receive = async {
            let (mut all, mut buffer) = (Vec::new(), [0; 65536]);
            loop {
                match server.read(&mut buffer).await.unwrap() {
                    0 => return all,
                    count => all.extend_from_slice(&buffer[..count]),
                }
            }
        };
        let ((), all) = join(send, receive).await;
        assert!(all == poem);
    });
}

#[test]
fn two_halves_go_their_own_ways() {
    on_reactor(|| async {
        let (client, server) = pair().await;
        let (mut from, mut to) = server.split();
        // It sends all back that it gets. Both directions are full at times.
        let echo = async {
            let mut buffer = [0; 4096];
            loop {
                match from.read(&mut buffer).await.unwrap() {
                    0 => return drop(to),
                    count => to.write_all(&buffer[..count]).await.unwrap(),
                }
            }
        };
        let (mut from, mut to) = client.split();
        let send = async {
            to.write_all(&[b'x'; 4 << 20]).await.unwrap();
            drop(to);
        };
        let receive = async {
            let (mut sum, mut buffer) = (0, [0; 4096]);
            loop {
                match from.read(&mut buffer).await.unwrap() {
                    0 => return sum,
                    count => sum += count,
                }
            }
        };
        let ((), ((), sum)) = join(echo, join(send, receive)).await;
        assert_eq!(sum, 4 << 20);
    });
}

#[test]
fn datagrams_come_and_go() {
    on_reactor(|| async {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut a = UdpSocket::bind(any).unwrap();
        let mut b = UdpSocket::bind(any).unwrap();
        let to = b.local_addr().unwrap();
        let mut buffer = [0; 16];
        // Whoever receives waits first.
        let (received, sent) =
            join(b.recv_from(&mut buffer), a.send_to(b"Ruh", to)).await;
        assert_eq!(sent.unwrap(), 3);
        assert_eq!(received.unwrap(), (3, a.local_addr().unwrap()));
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "other systems may let the client in"
)]
fn a_connect_does_not_hold_up_the_others() {
    on_reactor(|| async {
        let crowded = Crowded::bind(0).unwrap();
        let mut far = pin!(TcpStream::connect(crowded.address().unwrap()));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(far.as_mut().poll(&mut cx).is_pending());
        // Meanwhile another pair connects and talks.
        let (mut client, mut server) = pair().await;
        client.write_all(b"x").await.unwrap();
        assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 1);
        let _listener = crowded.open().unwrap();
        far.await.unwrap();
    });
}

#[test]
fn a_connection_that_is_refused_is_an_error_and_leaves_nothing() {
    on_reactor(|| async {
        // Port 1 needs a privileged server from another age.
        let nobody = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
        let error = TcpStream::connect(nobody).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        assert_eq!(known_sockets(), 0);
    });
}

#[test]
fn a_connection_that_breaks_is_an_error_and_the_socket_is_still_known() {
    on_reactor(|| async {
        let (mut client, server) = pair().await;
        client.write_all(b"never read").await.unwrap();
        let mut buffer = [0; 8];
        // It closes with something unread, and that breaks the connection.
        let (read, ()) =
            join(client.read(&mut buffer), async { drop(server) }).await;
        assert_eq!(read.unwrap_err().kind(), ErrorKind::ConnectionReset);
        assert_eq!(known_sockets(), 1);
        drop(client);
        assert_eq!(known_sockets(), 0);
    });
}

#[test]
fn a_socket_that_cannot_be_registered_leaves_nothing() {
    on_reactor(|| async {
        struct Unwilling;
        impl mio::event::Source for Unwilling {
            fn register(
                &mut self,
                _: &mio::Registry,
                _: Token,
                _: mio::Interest,
            ) -> std::io::Result<()> {
                Err(ErrorKind::Other.into())
            }
            fn reregister(
                &mut self,
                _: &mio::Registry,
                _: Token,
                _: mio::Interest,
            ) -> std::io::Result<()> {
                unreachable!("sockets are registered once")
            }
            fn deregister(&mut self, _: &mio::Registry) -> std::io::Result<()> {
                unreachable!("it was never registered")
            }
        }
        let reactor = Reactor::current().unwrap();
        assert!(reactor.register(&mut Unwilling).is_err());
        assert_eq!(known_sockets(), 0);
    });
}

#[test]
fn a_socket_that_is_dropped_is_known_no_more() {
    on_reactor(|| async {
        let (client, server) = pair().await;
        let (from, to) = server.split();
        assert_eq!(known_sockets(), 2);
        drop(from);
        assert_eq!(known_sockets(), 2);
        drop((to, client));
        assert_eq!(known_sockets(), 0);
    });
}

#[test]
fn readiness_is_remembered_until_a_call_would_wait() {
    on_reactor(|| async {
        let (mut client, mut server) = pair().await;
        client.write_all(b"abc").await.unwrap();
        // One event, three reads.
        for _ in 0..3 {
            assert_eq!(server.read(&mut [0]).await.unwrap(), 1);
        }
        let mut buffer = [0];
        let mut cx = Context::from_waker(Waker::noop());
        let mut read = pin!(server.read(&mut buffer));
        assert_eq!(read.as_mut().poll(&mut cx).map(|_| ()), Poll::Pending);
    });
}

#[test]
fn without_a_reactor_there_is_an_error_that_says_so() {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let error = TcpListener::bind(any).unwrap_err();
    let text = "there is no reactor on this thread: call inside block_on";
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_socket_does_not_work_with_another_reactor() {
    within(Duration::from_secs(20), || {
        let (mut client, _server) = block_on(pair());
        let read = |client: &mut TcpStream| {
            let mut cx = Context::from_waker(Waker::noop());
            match pin!(client.read(&mut [0])).poll(&mut cx) {
                Poll::Ready(result) => result.unwrap_err().to_string(),
                Poll::Pending => panic!("nobody would ever wake it"),
            }
        };
        assert!(read(&mut client).starts_with("there is no reactor"));
        let error = block_on(async { read(&mut client) });
        assert!(error.contains("the reactor of another block_on"));
        // Its drop finds its own reactor.
        drop(client);
    });
}

#[test]
fn a_token_of_a_socket_that_is_gone_finds_nobody() {
    on_reactor(|| async {
        let reactor = Reactor::current().unwrap();
        let any = "127.0.0.1:0".parse().unwrap();
        let mut tokens = Vec::new();
        for _ in 0..3 {
            let mut socket = mio::net::UdpSocket::bind(any).unwrap();
            let token = reactor.register(&mut socket).unwrap();
            assert!(!tokens.contains(&token));
            assert!(reactor.is_ready(token, Direction::Read));
            reactor.deregister(&mut socket, token);
            tokens.push(token);
        }
    });
}

#[test]
fn an_accept_loop_goes_on_without_events() {
    on_reactor(|| async {
        let (mut listener, address) = listener();
        let clients = [(); 3].map(|()| std::net::TcpStream::connect(address));
        let mut cx = Context::from_waker(Waker::noop());
        for client in clients {
            client.unwrap();
            let accepted = pin!(listener.accept()).poll(&mut cx);
            assert!(matches!(accepted, Poll::Ready(Ok(_))));
        }
        let mut accept = pin!(listener.accept());
        assert!(accept.as_mut().poll(&mut cx).is_pending());
        // The OS has nothing to tell any more: the queue is empty.
        let reactor = Reactor::current().unwrap();
        let wakers = reactor.wait(Some(Duration::ZERO));
        assert!(wakers.is_empty());
    });
}
