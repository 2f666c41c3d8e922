//! Writes to a peer that does not read yet, and tells how long the call took.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use trace::{Task, Wait};

const HELP: &str = "\
Writes to a peer that does not read yet, and tells how long the call took.

Usage: unread [OPTIONS]

Options:
  --bytes <N>   How many bytes to write [default: 200]
  --pause <MS>  How long the reader sleeps before it reads [default: 500]
  -h, --help    Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let bytes = arguments.option("--bytes", "a whole number")?.unwrap_or(200);
    let pause = arguments
        .milliseconds("--pause")?
        .unwrap_or(Duration::from_millis(500));
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let Unread { wrote, read, received } = write_unread(bytes, pause)?;
    let mut out = io::stdout();
    writeln!(out, "write_all of {bytes} bytes returned after {}", ms(wrote))?;
    writeln!(out, "the first read was called after {}", ms(read))?;
    writeln!(out, "{received} bytes arrived")?;
    Ok(())
}

/// What happened, and when, from the moment when both sides set out.
#[derive(Debug)]
struct Unread {
    /// `write_all` returned.
    wrote: Duration,
    /// The reader woke and began to read.
    read: Duration,
    /// How many bytes it read until the end.
    received: u64,
}

// ANCHOR: write-unread
fn write_unread(bytes: usize, pause: Duration) -> io::Result<Unread> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    // Nobody has called `accept` yet: this returns all the same.
    let mut reader = TcpStream::connect(listener.local_addr()?)?;
    let (mut writer, _) = listener.accept()?;
    let poem = vec![b'x'; bytes];

    let writing = Task::begin("writer");
    let reading = Task::begin("reader");
    let begin = Instant::now();
    thread::scope(|scope| {
        let writer = scope.spawn(move || {
            writing.wait(Wait::Socket("write"));
            writer.write_all(&poem)?;
            writing.run();
            let wrote = begin.elapsed();
            writing.end();
            Ok::<_, io::Error>(wrote)
        });

        reading.wait(Wait::Timer);
        thread::sleep(pause);
        reading.run();
        let read = begin.elapsed();
        let received = io::copy(&mut reader, &mut io::sink())?;
        reading.end();

        let wrote = writer.join().expect("the writer returns its errors")?;
        Ok(Unread { wrote, read, received })
    })
}
// ANCHOR_END: write-unread

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(30);
    const PAUSE: Duration = Duration::from_secs(1);

    #[test]
    fn a_poem_is_written_before_anybody_reads() {
        let unread = within(LIMIT, || write_unread(200, PAUSE).unwrap());
        assert!(unread.wrote < unread.read, "{unread:?}");
        assert_eq!(unread.received, 200);
    }

    #[test]
    fn what_fits_nowhere_is_written_when_somebody_reads() {
        let unread = within(LIMIT, || write_unread(64 << 20, PAUSE).unwrap());
        assert!(unread.wrote > unread.read, "{unread:?}");
        assert_eq!(unread.received, 64 << 20);
    }

    #[test]
    fn there_are_no_operands() {
        let error = run(Arguments::new(["poem.txt"])).unwrap_err().to_string();
        assert_eq!(error, r#"takes no operands, and got "poem.txt""#);
    }
}
