//! Fetches poems through the reactor, with a limit to silence and one to the whole.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::fd::{AsFd, BorrowedFd};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use connecting::{begin_connect, is_connected};
use reactor::{PollFlags, Reactor, Source};

const HELP: &str = "\
Fetches several poems in one thread, and gives up those that take too long.

Usage: solution-poem-limits [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  --silence <MS>  How long a poem may bring nothing [default: 1000]
  --whole <MS>    How long a poem may take [default: 10000]
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// How long a poem may take.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// From one sign of life to the next.
    silence: Duration,
    /// From the beginning to the end.
    whole: Duration,
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let limits = Limits {
        silence: arguments
            .milliseconds("--silence")?
            .unwrap_or(Duration::from_secs(1)),
        whole: arguments
            .milliseconds("--whole")?
            .unwrap_or(Duration::from_secs(10)),
    };
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let poems = servers.iter().map(|server| Poem::begin(server, limits));
    let mut reactor = Reactor::new(poems.collect::<io::Result<_>>()?);
    let mut missing = 0;
    while !reactor.is_empty() {
        for poem in reactor.turn()? {
            missing += usize::from(matches!(poem.end, Some(Err(_))));
            writeln!(io::stdout(), "{}", poem.summary())?;
        }
    }
    match missing {
        0 => Ok(()),
        _ => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}

#[derive(Debug)]
struct Poem {
    server: String,
    stream: TcpStream,
    connected: bool,
    bytes: Vec<u8>,
    end: Option<Result<(), String>>,
    limits: Limits,
    begin: Instant,
    /// The last sign of life.
    heard: Instant,
}

impl Poem {
    fn begin(server: &str, limits: Limits) -> io::Result<Poem> {
        let address = server.to_socket_addrs()?.next();
        let address = address.ok_or(ErrorKind::AddrNotAvailable)?;
        let now = Instant::now();
        Ok(Poem {
            server: server.to_string(),
            stream: begin_connect(address)?,
            connected: false,
            bytes: Vec::new(),
            end: None,
            limits,
            begin: now,
            heard: now,
        })
    }

    /// Does what can be done with the socket, and says whether it lives.
    fn step(&mut self) -> io::Result<bool> {
        if !self.connected {
            self.connected = is_connected(&self.stream)?;
            return Ok(self.connected);
        }
        let mut buffer = [0; 512];
        match self.stream.read(&mut buffer) {
            Ok(0) => self.end = Some(Ok(())),
            Ok(count) => self.bytes.extend_from_slice(&buffer[..count]),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::Interrupted => {
                    return Ok(false);
                }
                _ => return Err(error),
            },
        }
        Ok(true)
    }

    /// Which limit is over, in words.
    fn is_late(&self, now: Instant) -> Option<&'static str> {
        if now >= self.begin + self.limits.whole {
            Some("not whole in time")
        } else if now >= self.heard + self.limits.silence {
            Some("silent for too long")
        } else {
            None
        }
    }

    fn summary(&self) -> String {
        let (server, bytes) = (&self.server, self.bytes.len());
        match &self.end {
            Some(Err(reason)) => {
                format!("{server}: {reason}, after {bytes} bytes")
            }
            _ => format!("{server}: {bytes} bytes"),
        }
    }
}

impl Source for Poem {
    fn socket(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }

    fn interest(&self) -> PollFlags {
        if self.connected { PollFlags::IN } else { PollFlags::OUT }
    }

    fn deadline(&self) -> Option<Instant> {
        let silence = self.heard + self.limits.silence;
        Some(silence.min(self.begin + self.limits.whole))
    }

    fn go_on(&mut self, readiness: PollFlags, _new: &mut Vec<Self>) {
        let now = Instant::now();
        if !readiness.is_empty() {
            match self.step() {
                Ok(true) => self.heard = now,
                Ok(false) => {}
                Err(error) => self.end = Some(Err(error.to_string())),
            }
        }
        // What has come in time counts, even if both happen in one turn.
        if self.end.is_none()
            && let Some(reason) = self.is_late(now)
        {
            self.end = Some(Err(reason.to_string()));
        }
    }

    fn is_over(&self) -> bool {
        self.end.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};
    use std::num::NonZeroUsize;

    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LONG: Duration = Duration::from_secs(3600);
    const SHORT: Duration = Duration::from_millis(200);

    fn server(delay: u64) -> String {
        let pace = Pace {
            bytes: NonZeroUsize::MIN,
            delay: Duration::from_millis(delay),
            jitter: Duration::ZERO,
        };
        slow_server::start(b"Ruhest du auch.", pace).unwrap().to_string()
    }

    fn fetched(server: String, silence: Duration, whole: Duration) -> String {
        within(Duration::from_secs(20), move || {
            let limits = Limits { silence, whole };
            let poem = Poem::begin(&server, limits).unwrap();
            let mut reactor = Reactor::new(vec![poem]);
            loop {
                if let Some(poem) = reactor.turn().unwrap().pop() {
                    break poem.summary();
                }
            }
        })
    }

    #[test]
    fn a_poem_in_time_is_whole() {
        let line = fetched(server(1), LONG, LONG);
        assert!(line.ends_with(": 15 bytes"), "{line}");
    }

    #[test]
    fn a_server_that_never_speaks_is_silent_for_too_long() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let line = fetched(address, SHORT, LONG);
        assert!(line.ends_with(": silent for too long, after 0 bytes"));
    }

    #[test]
    fn a_server_that_speaks_now_and_then_is_not_whole_in_time() {
        let line = fetched(server(50), LONG, SHORT);
        assert!(line.contains(": not whole in time, after "), "{line}");
    }

    #[test]
    fn a_sign_of_life_moves_the_limit_to_silence() {
        // The poem takes longer than the silence that is allowed.
        let line = fetched(server(40), Duration::from_millis(500), LONG);
        assert!(line.ends_with(": 15 bytes"), "{line}");
    }
}
