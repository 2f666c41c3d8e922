//! Asks a poem house for its names, and again if no answer comes.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use mio::net::UdpSocket;
use mio::{Events, Interest, Poll, Token};

const HELP: &str = "\
Asks a poem house for its names, by UDP, and again if no answer comes.

Usage: solution-ask-again [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>      The house

Options:
  --patience <MS>  Ask again after so long [default: 200]
  --tries <N>      Ask at most so often [default: 5]
  -h, --help       Print this help
";

/// More than any datagram holds.
const BUFFER: usize = 64 << 10;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let patience = arguments
        .milliseconds("--patience")?
        .unwrap_or(Duration::from_millis(200));
    let tries = arguments.option("--tries", "a whole number")?.unwrap_or(5);
    let [house] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one house, as HOST:PORT"))?;
    let address = house.to_socket_addrs()?.next();
    let address = address.ok_or("the house has no address")?;
    let (names, tries) = ask(address, patience, tries)?;
    let names = String::from_utf8_lossy(&names);
    writeln!(io::stdout(), "{names:?}, asked {tries} times")?;
    Ok(())
}

/// The answer, and how often it was asked for.
fn ask(
    house: SocketAddr,
    patience: Duration,
    tries: usize,
) -> io::Result<(Vec<u8>, usize)> {
    let mut socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0).into())?;
    socket.connect(house)?;
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(4);
    poll.registry().register(&mut socket, Token(0), Interest::READABLE)?;
    let mut buffer = vec![0; BUFFER];
    for count in 1..=tries {
        match socket.send(b"?") {
            // What went wrong with an earlier question is told here.
            Err(error) if is_lost(&error) => {}
            result => drop(result?),
        }
        let deadline = Instant::now() + patience;
        loop {
            match socket.recv(&mut buffer) {
                Ok(length) => {
                    buffer.truncate(length);
                    return Ok((buffer, count));
                }
                Err(error) if is_lost(&error) => {}
                Err(error) => return Err(error),
            }
            // An event may be spurious: the deadline stays where it is.
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            match poll.poll(&mut events, Some(left)) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => result?,
            }
        }
    }
    Err(ErrorKind::TimedOut.into())
}

/// Nothing has come, nothing can go, or nobody was there: the same to us.
fn is_lost(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::WouldBlock
            | ErrorKind::Interrupted
            | ErrorKind::ConnectionRefused
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::{net, thread};

    use poem_house::House;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);
    const HERE: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);
    const PATIENCE: Duration = Duration::from_millis(100);

    #[test]
    fn the_house_answers_at_once() {
        let poems = Path::new(env!("CARGO_MANIFEST_DIR"));
        let poems = poems.join("../../../poems");
        let mut house = House::open(HERE.into(), poems).unwrap();
        let address = house.address().unwrap();
        thread::spawn(move || while house.turn().is_ok() {});
        let long = Duration::from_secs(10);
        let (names, count) =
            within(LIMIT, move || ask(address, long, 1).unwrap());
        assert_eq!(names, b"goethe\nrossetti\nverlaine");
        assert_eq!(count, 1);
    }

    #[test]
    fn the_third_question_is_answered() {
        let deaf = net::UdpSocket::bind(HERE).unwrap();
        let address = deaf.local_addr().unwrap();
        thread::spawn(move || {
            for _ in 0..2 {
                deaf.recv(&mut [0; 8]).unwrap();
            }
            let (_, peer) = deaf.recv_from(&mut [0; 8]).unwrap();
            deaf.send_to(b"pardon?", peer).unwrap();
        });
        let answer = within(LIMIT, move || ask(address, PATIENCE, 50).unwrap());
        assert_eq!(answer.0, b"pardon?");
        assert!(answer.1 >= 3);
    }

    #[test]
    fn nobody_there_is_told_in_the_end() {
        // Port 1 needs a privileged server from another age.
        let nobody = (Ipv4Addr::LOCALHOST, 1).into();
        let error =
            within(LIMIT, move || ask(nobody, PATIENCE, 3).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }

    #[test]
    fn a_house_is_needed() {
        let error = run(Arguments::new([""; 0])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
