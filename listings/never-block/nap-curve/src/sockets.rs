//! Connections of this process with itself, and threads that write to some of them.
//!
//! A message is 8 bytes: the time of its `write`, in nanoseconds since an epoch that both sides
//! know. They are threads of one process, so they read the same clock.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const MESSAGE: usize = size_of::<u64>();

/// The reading end of a connection, with what the next read needs to know.
#[derive(Debug)]
pub(crate) struct Reader {
    stream: TcpStream,
    /// The beginning of a message whose other bytes have not come.
    begun: Vec<u8>,
}

/// Connections: the ends to read from, which never wait, and the ends to write to.
pub(crate) fn connections(
    count: usize,
) -> io::Result<(Vec<Reader>, Vec<TcpStream>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let (mut readers, mut writers) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let stream = TcpStream::connect(address)?;
        stream.set_nonblocking(true)?;
        readers.push(Reader { stream, begun: Vec::new() });
        let (writer, _) = listener.accept()?;
        writer.set_nodelay(true)?;
        writers.push(writer);
    }
    Ok((readers, writers))
}

impl Reader {
    /// Asks the socket once. Adds the age of each message to `latencies`, and says whether
    /// anything came.
    pub(crate) fn ask(
        &mut self,
        epoch: Instant,
        latencies: &mut Vec<Duration>,
    ) -> io::Result<bool> {
        let mut buffer = [0; 512];
        let count = match self.stream.read(&mut buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => count,
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::Interrupted => {
                    return Ok(false);
                }
                _ => return Err(error),
            },
        };
        let now = epoch.elapsed();
        self.begun.extend_from_slice(&buffer[..count]);
        let (messages, rest) = self.begun.as_chunks::<MESSAGE>();
        for &message in messages {
            let written = Duration::from_nanos(u64::from_le_bytes(message));
            latencies.push(now.saturating_sub(written));
        }
        self.begun = rest.to_vec();
        Ok(true)
    }
}

/// Writes messages with pauses from 20 to 40 ms, until it is told to stop.
pub(crate) fn write_messages(
    mut writer: &TcpStream,
    number: usize,
    epoch: Instant,
    stop: &AtomicBool,
) -> io::Result<()> {
    // Multiples of the golden ratio, without their whole part, are spread evenly and never
    // repeat: no nap can be in step with such pauses.
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let mut place = number as f64 * 0.3;
    while !stop.load(Ordering::Relaxed) {
        place = (place + GOLDEN).fract();
        thread::sleep(Duration::from_millis(20).mul_f64(1.0 + place));
        let written = epoch.elapsed().as_nanos() as u64;
        writer.write_all(&written.to_le_bytes())?;
    }
    Ok(())
}
