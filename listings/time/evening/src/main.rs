//! A server and its clients in one thread.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::time::Duration;

use rt_time::net::{TcpListener, TcpStream};
use rt_time::{block_on, spawn_named};
use sleeping_server::{Pace, serve};

const POEM: &[u8] = include_bytes!("../../../../poems/goethe.txt");

const PACE: Pace = Pace {
    bytes: NonZeroUsize::new(30).expect("30 is not 0"),
    delay: Duration::from_millis(100),
    limit: Duration::from_secs(30),
};

fn main() -> io::Result<()> {
    for (client, length) in (1..).zip(evening(3)?) {
        println!("client {client}: {length} bytes");
    }
    Ok(())
}

/// How many bytes each of so many clients gets.
fn evening(clients: u32) -> io::Result<Vec<usize>> {
    block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let address = listener.local_addr()?;
        drop(spawn_named("door", serve(listener, POEM.into(), PACE)));
        let clients: Vec<_> = (1..=clients)
            .map(|n| spawn_named(&format!("client {n}"), fetch(address)))
            .collect();
        let mut lengths = Vec::new();
        for client in clients {
            lengths.push(client.await.map_err(io::Error::other)??);
        }
        Ok(lengths)
    })
}

async fn fetch(address: SocketAddr) -> io::Result<usize> {
    let mut stream = TcpStream::connect(address).await?;
    let (mut length, mut buffer) = (0, [0; 512]);
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(length),
            count => length += count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn each_client_gets_the_poem() {
        let lengths = within(Duration::from_secs(20), || evening(3).unwrap());
        assert_eq!(lengths, [POEM.len(); 3]);
    }
}
