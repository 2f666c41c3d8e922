//! A house where poems are asked for by name: futures in one thread, and a
//! librarian, who may block, in another.

mod guest;
mod librarian;

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use crowd::Crowd;
use librarian::Librarian;
use rt_reactor::net::{TcpListener, UdpSocket};

/// A house with its doors open.
#[derive(Debug)]
pub struct House {
    listener: TcpListener,
    /// Whoever sends anything to it is told the names.
    board: UdpSocket,
    librarian: Rc<Librarian>,
}

impl House {
    /// Opens the doors; inside of `block_on`. Port 0 chooses a port.
    pub fn open(address: SocketAddr, folder: &Path) -> io::Result<House> {
        let listener = TcpListener::bind(address)?;
        let board = UdpSocket::bind(listener.local_addr()?)?;
        let librarian = Rc::new(Librarian::start(folder)?);
        Ok(House { listener, board, librarian })
    }

    /// Where it is.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The poems that it has.
    pub fn names(&self) -> &[String] {
        self.librarian.names()
    }

    /// Serves whoever comes. Returns only an error of the house itself.
    pub async fn serve(self) -> io::Error {
        let House { listener, board, librarian } = self;
        let crowd = Crowd::default();
        let names = librarian.names().join("\n");
        // ANCHOR: serve
        let mut guests = pin!(crowd.everybody());
        let mut door = pin!(receive(listener, librarian, &crowd));
        let mut board = pin!(tell_names(board, &names));
        poll_fn(|cx| {
            // Without guests it is ready, and the door may let in others.
            let _ = guests.as_mut().poll(cx);
            match door.as_mut().poll(cx) {
                Poll::Pending => board.as_mut().poll(cx),
                error => error,
            }
        })
        .await
        // ANCHOR_END: serve
    }
}

// ANCHOR: receive
/// Lets guests in. Returns only an error.
async fn receive(
    mut listener: TcpListener,
    librarian: Rc<Librarian>,
    crowd: &Crowd,
) -> io::Error {
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(guest) => guest,
            Err(error) => return error,
        };
        let librarian = Rc::clone(&librarian);
        crowd.add(&format!("guest {peer}"), async move {
            // One guest must not end the house.
            if let Err(error) = guest::serve(stream, &librarian).await {
                eprintln!("woken-house: {peer}: {error}");
            }
        });
    }
}
// ANCHOR_END: receive

/// Tells the names to whoever asks. Returns only an error.
async fn tell_names(mut board: UdpSocket, names: &str) -> io::Error {
    loop {
        // What the datagram says does not matter.
        let told = match board.recv_from(&mut [0]).await {
            Ok((_, peer)) => board.send_to(names.as_bytes(), peer).await,
            Err(error) => return error,
        };
        // Who is not told asks again.
        let _ = told;
    }
}

#[cfg(test)]
mod tests;
