//! Passes bytes on between two connections, in both directions.

use std::io;

use rt_reactor::join;
use rt_reactor::net::{ReadHalf, TcpStream, WriteHalf};

/// Passes on what comes, in both directions, until both have ended. Returns how
/// many bytes went from `a` to `b`, and from `b` to `a`.
pub async fn relay(a: TcpStream, b: TcpStream) -> io::Result<(u64, u64)> {
    let ((from_a, to_a), (from_b, to_b)) = (a.split(), b.split());
    let (there, back) = join(pass(from_a, to_b), pass(from_b, to_a)).await;
    Ok((there?, back?))
}

/// One direction. `to` is dropped at its end, for the peer to see.
async fn pass(mut from: ReadHalf, mut to: WriteHalf) -> io::Result<u64> {
    let (mut sum, mut buffer) = (0, [0; 4096]);
    loop {
        match from.read(&mut buffer).await? {
            0 => return Ok(sum),
            count => {
                // Nothing is read meanwhile: who reads slowly is waited for.
                to.write_all(&buffer[..count]).await?;
                sum += count as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener};
    use std::thread;
    use std::time::Duration;

    use rt_reactor::block_on;
    use time_limit::within;

    use super::*;

    fn listen() -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    #[test]
    fn both_directions_flow_at_the_same_time() {
        within(Duration::from_secs(20), || {
            let ends = [listen(), listen()];
            let [a, b] = [ends[0].1, ends[1].1];
            // Each end writes more than the buffers hold, and reads only then.
            // Unless a second thread reads, neither would ever end.
            let talkers = ends.map(|(listener, _)| {
                thread::spawn(move || {
                    let (mut stream, _) = listener.accept().unwrap();
                    let mut reader = stream.try_clone().unwrap();
                    let reader = thread::spawn(move || {
                        let mut all = Vec::new();
                        reader.read_to_end(&mut all).unwrap();
                        all.len()
                    });
                    stream.write_all(&vec![b'x'; 16 << 20]).unwrap();
                    stream.shutdown(Shutdown::Write).unwrap();
                    reader.join().unwrap()
                })
            });
            let passed = block_on(async {
                let a = TcpStream::connect(a).await.unwrap();
                let b = TcpStream::connect(b).await.unwrap();
                relay(a, b).await.unwrap()
            });
            assert_eq!(passed, (16 << 20, 16 << 20));
            for talker in talkers {
                assert_eq!(talker.join().unwrap(), 16 << 20);
            }
        });
    }

    #[test]
    fn the_end_of_one_direction_leaves_the_other_one() {
        within(Duration::from_secs(20), || {
            let (client_side, a) = listen();
            let (server_side, b) = listen();
            let server = thread::spawn(move || {
                let (mut stream, _) = server_side.accept().unwrap();
                let mut question = String::new();
                // To the end: it has to be passed on.
                stream.read_to_string(&mut question).unwrap();
                stream.write_all(b"Ruh").unwrap();
                question
            });
            let client = thread::spawn(move || {
                let (mut stream, _) = client_side.accept().unwrap();
                stream.write_all(b"?").unwrap();
                stream.shutdown(Shutdown::Write).unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).unwrap();
                answer
            });
            let passed = block_on(async {
                let a = TcpStream::connect(a).await.unwrap();
                let b = TcpStream::connect(b).await.unwrap();
                relay(a, b).await.unwrap()
            });
            assert_eq!(passed, (1, 3));
            assert_eq!(server.join().unwrap(), "?");
            assert_eq!(client.join().unwrap(), "Ruh");
        });
    }
}
