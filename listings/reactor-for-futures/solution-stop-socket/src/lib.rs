//! A server that a datagram stops.

use std::cell::Cell;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use crowd::Crowd;
use rt_reactor::net::{TcpListener, TcpStream, UdpSocket};

/// Sends back what comes, for whoever connects, until a datagram comes. Then
/// nobody is let in any more. Returns when the last guest has left: how many
/// there were.
pub async fn serve_until(
    listener: TcpListener,
    mut stop: UdpSocket,
) -> io::Result<usize> {
    let (crowd, count) = (Crowd::default(), Rc::new(Cell::new(0)));
    {
        let mut byte = [0];
        let mut stop = pin!(stop.recv_from(&mut byte));
        let mut door = pin!(let_in(listener, &crowd, &count));
        let mut guests = pin!(crowd.everybody());
        poll_fn(|cx| {
            if let Poll::Ready(told) = stop.as_mut().poll(cx) {
                return Poll::Ready(told.map(|_| ()));
            }
            // Without guests it is ready, and the door may let in others.
            let _ = guests.as_mut().poll(cx);
            door.as_mut().poll(cx).map(Err)
        })
        .await?;
        // The listener is dropped here, with the future that has it.
    }
    crowd.everybody().await;
    Ok(count.get())
}

/// Lets guests in. Returns only an error.
async fn let_in(
    mut listener: TcpListener,
    crowd: &Crowd,
    count: &Cell<usize>,
) -> io::Error {
    loop {
        match listener.accept().await {
            Err(error) => return error,
            Ok((stream, peer)) => {
                count.set(count.get() + 1);
                crowd.add(&format!("guest {peer}"), async move {
                    // One guest must not end the server.
                    if let Err(error) = echo(stream).await {
                        eprintln!("solution-stop-socket: {peer}: {error}");
                    }
                });
            }
        }
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 512];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            count => stream.write_all(&buffer[..count]).await?,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read, Write};
    use std::net::{Ipv4Addr, SocketAddr};
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use rt_reactor::block_on;
    use time_limit::within;

    use super::*;

    /// A server in a thread; where it is, where it is stopped, its result.
    fn start() -> (SocketAddr, SocketAddr, thread::JoinHandle<usize>) {
        let (tell, told) = mpsc::channel();
        let server = thread::spawn(move || {
            block_on(async {
                let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
                let listener = TcpListener::bind(any).unwrap();
                let stop = UdpSocket::bind(any).unwrap();
                let at = listener.local_addr().unwrap();
                tell.send((at, stop.local_addr().unwrap())).unwrap();
                serve_until(listener, stop).await.unwrap()
            })
        });
        let (address, stop) = told.recv().unwrap();
        (address, stop, server)
    }

    fn tell(stop: SocketAddr) {
        let socket = std::net::UdpSocket::bind((Ipv4Addr::LOCALHOST, 0));
        socket.unwrap().send_to(b".", stop).unwrap();
    }

    fn say(mut guest: &std::net::TcpStream) {
        guest.write_all(b"Ruh").unwrap();
        let mut answer = [0; 3];
        guest.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"Ruh");
    }

    #[test]
    fn who_is_in_is_served_and_nobody_is_let_in() {
        within(Duration::from_secs(20), || {
            let (address, stop, server) = start();
            let guests = [(); 2].map(|()| {
                let guest = std::net::TcpStream::connect(address).unwrap();
                say(&guest);
                guest
            });
            tell(stop);
            // The door is shut soon. Who is before it then is thrown out,
            // some of them (`ConnectionReset`) while they connect.
            loop {
                let guest = std::net::TcpStream::connect(address);
                match guest.map_err(|error| error.kind()) {
                    Err(ErrorKind::ConnectionRefused) => break,
                    Err(ErrorKind::ConnectionReset) => {}
                    Err(kind) => panic!("{kind}"),
                    Ok(_) => thread::sleep(Duration::from_millis(1)),
                }
            }
            assert!(!server.is_finished());
            guests.iter().for_each(say);
            drop(guests);
            assert!(server.join().unwrap() >= 2);
        });
    }

    #[test]
    fn without_guests_it_ends_at_once() {
        within(Duration::from_secs(20), || {
            let (_, stop, server) = start();
            tell(stop);
            assert_eq!(server.join().unwrap(), 0);
        });
    }
}
