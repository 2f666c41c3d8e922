//! A listener whose clients cannot be accepted, with its door open and shut.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Resource, getrlimit, setrlimit};

const HELP: &str = "\
Uses up all its file descriptors while a client waits, and counts for 50 ms how often
poll tells of that client: with an interest in clients, and without.

Usage: full-house

Options:
  -h, --help  Print this help
";

const PATIENCE: Duration = Duration::from_millis(50);

/// How many descriptors the process allows itself. It needs few.
const DESCRIPTORS: u64 = 64;

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
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = Some(DESCRIPTORS);
    setrlimit(Resource::Nofile, limit)?;
    Ok(show(&mut io::stdout())?)
}

fn show(out: &mut impl Write) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let _client = TcpStream::connect(listener.local_addr()?)?;
    // Each clone takes a descriptor, until none is left.
    let clones: Vec<_> =
        std::iter::from_fn(|| listener.try_clone().ok()).collect();
    match listener.accept() {
        Ok(_) => writeln!(out, "there was room")?,
        Err(error) => writeln!(out, "accept: {error}")?,
    }
    for (name, interest) in
        [("open", PollFlags::IN), ("shut", PollFlags::empty())]
    {
        let told = count_told(&listener, interest)?;
        writeln!(out, "{name}: told {told} times")?;
    }
    drop(clones);
    listener.accept()?;
    writeln!(out, "accept: ok")
}

/// How often poll tells something while nobody acts on it.
fn count_told(listener: &TcpListener, interest: PollFlags) -> io::Result<u32> {
    let patience = Timespec::try_from(PATIENCE).map_err(io::Error::other)?;
    let (begin, mut told) = (Instant::now(), 0);
    while begin.elapsed() < PATIENCE {
        let mut list = [PollFd::new(listener, interest)];
        told += u32::from(poll(&mut list, Some(&patience))? > 0);
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use rustix::io::Errno;
    use time_limit::within;

    use super::*;

    #[test]
    fn an_open_door_spins_and_a_shut_one_does_not() {
        let out = within(Duration::from_secs(20), || {
            // The limit holds for the whole process: this is its only test.
            let before = getrlimit(Resource::Nofile);
            let mut limit = before;
            limit.current = Some(DESCRIPTORS);
            setrlimit(Resource::Nofile, limit).unwrap();
            let mut out = Vec::new();
            let result = show(&mut out);
            setrlimit(Resource::Nofile, before).unwrap();
            result.unwrap();
            String::from_utf8(out).unwrap()
        });
        let lines: Vec<&str> = out.lines().collect();
        let full = format!("accept: {}", io::Error::from(Errno::MFILE));
        assert_eq!(lines[0], full);
        let told = lines[1].split(' ').nth(2).unwrap();
        assert!(told.parse::<u32>().unwrap() > 1, "{out}");
        assert_eq!(lines[2..], ["shut: told 0 times", "accept: ok"]);
    }
}
