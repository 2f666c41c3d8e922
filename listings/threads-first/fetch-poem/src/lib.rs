//! Fetches one poem with blocking calls, and tells how long it waited.

use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use trace::{Task, Wait};

/// A poem, and where the time went.
#[derive(Debug)]
pub struct Fetched {
    /// The poem's bytes.
    pub poem: Vec<u8>,
    /// From the call of `connect` to the end of the poem.
    pub total: Duration,
    /// Inside `connect` and all calls of `read`.
    pub waiting: Duration,
}

impl fmt::Display for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} bytes in {} ({} waiting)",
            self.poem.len(),
            ms(self.total),
            ms(self.waiting),
        )
    }
}

/// Fetches a poem from a server. Blocks until it is whole or lost.
pub fn fetch(server: &str, task: &Task) -> io::Result<Fetched> {
    task.run();
    let begin = Instant::now();
    task.wait(Wait::Socket("connect"));
    let stream = TcpStream::connect(server)?;
    task.run();
    let connecting = begin.elapsed();
    let (poem, reading) = receive(stream, task)?;
    task.end();
    let waiting = connecting + reading;
    Ok(Fetched { poem, total: begin.elapsed(), waiting })
}

/// Reads to the end. Returns the poem, and the time inside `read`.
fn receive(
    mut stream: TcpStream,
    task: &Task,
) -> io::Result<(Vec<u8>, Duration)> {
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    let mut reading = Duration::ZERO;
    loop {
        let call = Instant::now();
        task.wait(Wait::Socket("read"));
        let result = stream.read(&mut buffer);
        task.run();
        reading += call.elapsed();
        match result {
            Ok(0) => return Ok((poem, reading)),
            Ok(count) => poem.extend_from_slice(&buffer[..count]),
            // A signal came while the thread waited. Nothing is lost.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A duration as the programs of this chapter print it.
pub fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn a_poem_comes_whole_and_most_of_the_time_is_waiting() {
        let pace = Pace {
            bytes: 7.try_into().unwrap(),
            delay: Duration::from_millis(50),
            jitter: Duration::ZERO,
        };
        let poem = "Über allen Gipfeln".as_bytes();
        let server = slow_server::start(poem, pace).unwrap().to_string();
        let fetched = within(LIMIT, move || {
            fetch(&server, &Task::begin("poem")).unwrap()
        });
        assert_eq!(fetched.poem, poem);
        // Three pieces, each after its pause; and no time is counted twice.
        assert!(fetched.waiting >= 3 * pace.delay, "{fetched:?}");
        assert!(fetched.waiting <= fetched.total, "{fetched:?}");
    }

    #[test]
    fn a_server_that_is_down_is_an_error() {
        // Port 1 needs a privileged server from another age.
        let error = within(LIMIT, || {
            fetch("127.0.0.1:1", &Task::begin("poem")).unwrap_err()
        });
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    }
}
