//! Solution: counts the pauses of a poem, and the reads.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::rc::Rc;

use arguments::{Arguments, UsageError};
use poem_loop::{Counted, fetch_all};
use stackful::{Coroutine, Pause, STACK};

const HELP: &str = "\
Fetches a poem in a coroutine, and counts its pauses and its reads.

Usage: solution-count-pauses [--room <N>] <HOST:PORT>

Arguments:
  <HOST:PORT>  The server

Options:
  --room <N>   The bytes of the reader's buffer [default: 8192]
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let room = arguments.option("--room", "a whole number")?.unwrap_or(8192);
    let servers = arguments.text_operands()?;
    if servers.len() != 1 || room == 0 {
        return Err(
            UsageError::new("needs one server, and room for a byte").into()
        );
    }
    let count = fetch(&servers, room, &mut io::stdout())?;
    let Count { pauses, reads } = count;
    writeln!(io::stdout(), "{pauses} pauses, {reads} reads")?;
    Ok(())
}

/// What a poem has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    pauses: u32,
    reads: u32,
}

fn fetch(
    servers: &[String],
    room: usize,
    out: &mut impl Write,
) -> Result<Count, Box<dyn Error>> {
    let count = Rc::new(Cell::new(Count::default()));
    let begin = |stream| {
        let count = Rc::clone(&count);
        let mut coroutine = Coroutine::new(STACK, move |pause| {
            count_lines(Counting { stream, pause, count: &count }, room)
        })?;
        Ok(Box::new(move || coroutine.resume()) as _)
    };
    fetch_all(servers, begin, out)?;
    Ok(count.get())
}

fn count_lines(poem: impl Read, room: usize) -> io::Result<Counted> {
    let mut counted = Counted::default();
    for line in BufReader::with_capacity(room, poem).lines() {
        counted.count(&line?);
    }
    Ok(counted)
}

/// A socket that pauses, and counts what it does.
struct Counting<'a> {
    stream: Rc<TcpStream>,
    pause: &'a Pause,
    count: &'a Cell<Count>,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count @ Count { pauses, reads } = self.count.get();
            self.count.set(Count { reads: reads + 1, ..count });
            match (&*self.stream).read(buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.count
                        .set(Count { pauses: pauses + 1, reads: reads + 1 });
                    self.pause.pause();
                }
                answer => return answer,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    fn count(poem: &'static [u8], bytes: usize, room: usize) -> Count {
        within(Duration::from_secs(20), move || {
            let pace = Pace {
                bytes: bytes.try_into().unwrap(),
                delay: Duration::from_millis(50),
                jitter: Duration::ZERO,
            };
            let server = slow_server::start(poem, pace).unwrap();
            fetch(&[server.to_string()], room, &mut io::sink()).unwrap()
        })
    }

    /// The last piece and the end may come together: then there is no pause between them.
    #[test]
    fn a_pause_for_each_piece_and_perhaps_one_for_the_end() {
        let Count { pauses, reads } = count(b"ant\nbee\ncat\n", 4, 8192);
        assert!((3..=4).contains(&pauses), "{pauses}");
        // A read for each pause, one for each piece, one for the end.
        assert_eq!(reads, pauses + 3 + 1);
    }

    #[test]
    fn a_small_buffer_costs_reads_and_no_pauses() {
        let Count { pauses, reads } = count(b"ant\nbee\ncat\n", 12, 2);
        assert!((1..=2).contains(&pauses), "{pauses}");
        assert_eq!(reads, pauses + 6 + 1);
    }

    #[test]
    fn there_is_one_server() {
        let error = run(Arguments::new(["a:1", "b:2"])).unwrap_err();
        assert!(error.is::<UsageError>());
        let error = run(Arguments::new(["--room", "0", "a:1"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
