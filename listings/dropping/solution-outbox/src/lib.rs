//! A write that can go on where it was dropped.

use std::io::{self, ErrorKind};

use rt_timeout::net::TcpStream;

/// What is still to be written.
#[derive(Debug, Default)]
pub struct Outbox {
    bytes: Vec<u8>,
    /// How many of them are out already.
    written: usize,
}

impl Outbox {
    /// Puts bytes behind those that are there. It writes nothing.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes all that is there. It can be dropped: the next call goes on.
    ///
    /// # Errors
    /// Those of the stream; after one, nobody knows what the peer has.
    pub async fn flush(&mut self, stream: &mut TcpStream) -> io::Result<()> {
        while self.written < self.bytes.len() {
            match stream.write(&self.bytes[self.written..]).await? {
                0 => return Err(ErrorKind::WriteZero.into()),
                // No `.await` between the write and this.
                count => self.written += count,
            }
        }
        self.bytes.clear();
        self.written = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;
    use std::time::Duration;

    use rt_timeout::net::TcpListener;
    use rt_timeout::{block_on, sleep, spawn, timeout};
    use time_limit::within;

    const MS: Duration = Duration::from_millis(1);

    /// Bytes at which one can see that some are missing or come twice.
    fn numbers() -> Vec<u8> {
        (0..4_u32 << 20).flat_map(u32::to_be_bytes).collect()
    }

    #[test]
    fn a_flush_that_is_dropped_again_and_again_writes_each_byte_once() {
        within(Duration::from_secs(60), || {
            block_on(async {
                let address = (Ipv4Addr::LOCALHOST, 0).into();
                let mut listener = TcpListener::bind(address).unwrap();
                let address = listener.local_addr().unwrap();
                let mut stream = TcpStream::connect(address).await.unwrap();
                let (mut peer, _) = listener.accept().await.unwrap();
                let heard = spawn(async move {
                    let (mut all, mut buffer) = (Vec::new(), vec![0; 1 << 20]);
                    loop {
                        match peer.read(&mut buffer).await.unwrap() {
                            0 => return all,
                            count => all.extend_from_slice(&buffer[..count]),
                        }
                        sleep(2 * MS).await;
                    }
                });
                let mut outbox = Outbox::default();
                outbox.push(&numbers());
                let mut drops = 0;
                while timeout(MS, outbox.flush(&mut stream)).await.is_err() {
                    drops += 1;
                }
                outbox.push(b"the end");
                outbox.flush(&mut stream).await.unwrap();
                drop(stream);
                let heard = heard.await.unwrap();
                let sent = [&numbers()[..], b"the end"].concat();
                assert!(drops > 1, "nothing was dropped");
                assert!(heard == sent, "{} of {}", heard.len(), sent.len());
            });
        });
    }
}
