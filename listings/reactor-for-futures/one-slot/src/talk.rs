//! Two futures and one socket: one reads, and the other writes.

use std::cell::Cell;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use crowd::Crowd;
use rt_reactor::join;

use crate::runtime::block_on;
use crate::runtime::net::{ReadHalf, TcpStream, WriteHalf};

/// Far more than the kernel's buffers hold.
const LETTER: usize = 64 << 20;
const ANSWER: &[u8] = b"stop writing";

/// How long the peer lets the letter lie.
const PAUSE: Duration = Duration::from_millis(100);

/// Returns how many of the two futures ended well.
pub fn talk(joined: bool) -> io::Result<usize> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let peer = thread::spawn(move || answer(&listener));
    let done = Rc::new(Cell::new(0));
    block_on(async {
        let (from, to) = TcpStream::connect(address).await?.split();
        let reader = told("reader", receive(from), Rc::clone(&done));
        let writer = told("writer", send(to), Rc::clone(&done));
        // ANCHOR: two
        if joined {
            join(reader, writer).await;
        } else {
            let crowd = Crowd::default();
            crowd.add("reader", reader);
            crowd.add("writer", writer);
            crowd.everybody().await;
        }
        // ANCHOR_END: two
        io::Result::Ok(())
    })?;
    peer.join().expect("the peer returns its errors")?;
    Ok(done.get())
}

// ANCHOR: futures
async fn receive(mut from: ReadHalf) -> io::Result<usize> {
    from.read(&mut [0; 512]).await
}

async fn send(mut to: WriteHalf) -> io::Result<usize> {
    to.write_all(&vec![b'x'; LETTER]).await?;
    Ok(LETTER)
}
// ANCHOR_END: futures

/// Says how it ended.
async fn told(
    name: &str,
    bytes: impl Future<Output = io::Result<usize>>,
    done: Rc<Cell<usize>>,
) {
    match bytes.await {
        Ok(count) => {
            println!("the {name} is done: {count} bytes");
            done.set(done.get() + 1);
        }
        Err(error) => println!("the {name}: {error}"),
    }
}

// ANCHOR: peer
/// What the peer does: it answers the first byte, and reads the rest later.
fn answer(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    stream.read_exact(&mut [0])?;
    stream.write_all(ANSWER)?;
    thread::sleep(PAUSE);
    io::copy(&mut stream, &mut io::sink())?;
    Ok(())
}
// ANCHOR_END: peer
