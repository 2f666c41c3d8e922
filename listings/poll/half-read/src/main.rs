//! A reader that leaves bytes behind, and is told again.

use std::error::Error;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

const HELP: &str = "\
Writes 20 bytes to itself and reads 8 at a time, asking poll before each read.
Then it writes one byte more, does not read it, and hangs up.

Usage: half-read

Options:
  -h, --help  Print this help
";

const PATIENCE: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    Ok(show(&mut io::stdout())?)
}

// ANCHOR: show
fn show(out: &mut impl Write) -> io::Result<()> {
    let (mut reader, mut writer) = UnixStream::pair()?;
    reader.set_nonblocking(true)?;
    writer.write_all(b"Who has seen the win")?;
    while is_told(&reader, PollFlags::IN)? {
        let count = reader.read(&mut [0; 8])?;
        writeln!(out, "read {count} bytes")?;
    }
    writeln!(out, "nothing more to read")?;

    writer.write_all(b"d")?;
    let told = count_told(&reader, PollFlags::IN)?;
    writeln!(out, "one byte, not read: told {told} times")?;

    drop(writer);
    let told = count_told(&reader, PollFlags::empty())?;
    writeln!(out, "nobody there, and no interest: told {told} times")
}

/// How often poll tells something while nobody acts on it.
fn count_told(socket: &UnixStream, interest: PollFlags) -> io::Result<u32> {
    let (begin, mut told) = (Instant::now(), 0);
    while begin.elapsed() < PATIENCE && is_told(socket, interest)? {
        told += 1;
    }
    Ok(told)
}
// ANCHOR_END: show

/// Whether poll tells something, now or soon.
fn is_told(socket: &UnixStream, interest: PollFlags) -> io::Result<bool> {
    let patience = Timespec::try_from(PATIENCE).map_err(io::Error::other)?;
    let mut list = [PollFd::new(socket, interest)];
    Ok(poll(&mut list, Some(&patience))? > 0)
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn what_is_left_is_told_until_it_is_read() {
        let out = within(Duration::from_secs(20), || {
            let mut out = Vec::new();
            show(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        });
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(
            lines[..4],
            [
                "read 8 bytes",
                "read 8 bytes",
                "read 4 bytes",
                "nothing more to read"
            ]
        );
        // macOS may say nothing of a socket that nobody is interested in.
        let told_again = if cfg!(target_os = "linux") { 2 } else { 1 };
        for line in &lines[4..][..told_again] {
            let told = line.split(' ').rev().nth(1).unwrap();
            assert!(told.parse::<u32>().unwrap() > 1, "{out}");
        }
    }
}
