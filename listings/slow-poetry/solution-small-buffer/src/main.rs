//! Fetches one poem twice: with a buffer of 8 bytes, and with one of 512.
//!
//! A piece of 20 bytes takes three reads with the small buffer: 8, 8 and 4 bytes. Only the first
//! of the three waits; the other two find their bytes in the kernel's receive buffer. So there are
//! about three times as many calls, and the poem takes as long as before: the pauses decide.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Fetches a poem with a small buffer and with a large one.

Usage: solution-small-buffer <HOST:PORT>

Arguments:
  <HOST:PORT>  The server

Options:
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [server] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    for size in [8, 512] {
        let Fetched { poem, reads, total } = fetch(&server, size)?;
        let (bytes, ms) = (poem.len(), total.as_secs_f64() * 1000.0);
        writeln!(
            io::stdout(),
            "buffer of {size}: {bytes} bytes, {reads} reads, {ms:.1} ms"
        )?;
    }
    Ok(())
}

#[derive(Debug)]
struct Fetched {
    poem: Vec<u8>,
    reads: usize,
    total: Duration,
}

fn fetch(server: &str, buffer_size: usize) -> io::Result<Fetched> {
    let begin = Instant::now();
    let mut stream = TcpStream::connect(server)?;
    let mut poem = Vec::new();
    let mut buffer = vec![0; buffer_size];
    let mut reads = 0;
    loop {
        reads += 1;
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => poem.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Fetched { poem, reads, total: begin.elapsed() })
}

#[cfg(test)]
mod tests {
    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);
    const POEM: &str = "Die Vögelein schweigen im Walde.";

    #[test]
    fn a_small_buffer_takes_more_reads_for_the_same_poem() {
        let pace = Pace {
            bytes: 20.try_into().unwrap(),
            delay: Duration::from_millis(100),
            jitter: Duration::ZERO,
        };
        let server =
            slow_server::start(POEM.as_bytes(), pace).unwrap().to_string();
        let (small, large) = within(LIMIT, move || {
            (fetch(&server, 8).unwrap(), fetch(&server, 512).unwrap())
        });
        assert_eq!(small.poem, POEM.as_bytes());
        assert_eq!(large.poem, POEM.as_bytes());
        // 33 bytes, 8 at most at a time, and the end.
        assert!(small.reads >= 6, "{small:?}");
        assert!(large.reads <= 3, "{large:?}");
    }
}
