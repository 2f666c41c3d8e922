//! A server that listens at two ports in one thread.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Listens at several ports in one thread, and tells each client where it came in.

Usage: two-doors <PORT>...

Arguments:
  <PORT>...   The ports; 0: the system chooses

Options:
  -h, --help  Print this help
";

const NAP: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let mut doors = Vec::new();
    for port in arguments.text_operands()? {
        let number: u16 = port
            .parse()
            .map_err(|_| UsageError::new(format!("{port:?} is no port")))?;
        let door = TcpListener::bind((Ipv4Addr::LOCALHOST, number))
            .map_err(|error| format!("can't listen on port {port}: {error}"))?;
        writeln!(io::stdout(), "a door at {}", door.local_addr()?)?;
        door.set_nonblocking(true)?;
        doors.push(door);
    }
    if doors.is_empty() {
        return Err(UsageError::new("needs at least one port").into());
    }
    Err(serve(&doors).into())
}

/// Serves whoever comes, and returns when that is impossible.
fn serve(doors: &[TcpListener]) -> io::Error {
    loop {
        match let_in(doors) {
            Ok(0) => thread::sleep(NAP),
            Ok(_) => {}
            Err(error) => return error,
        }
    }
}

// ANCHOR: let-in
/// Asks each door once, and returns how many clients came in. The doors are
/// non-blocking.
fn let_in(doors: &[TcpListener]) -> io::Result<usize> {
    let mut came = 0;
    for door in doors {
        match door.accept() {
            Ok((mut client, _)) => {
                came += 1;
                // Linux makes it blocking, the BSDs and macOS do not.
                client.set_nonblocking(false)?;
                let port = door.local_addr()?.port();
                // In one write: `writeln!` makes one of each part.
                // A client that has gone is no trouble of ours.
                let welcome = format!("Welcome at door {port}.\n");
                let _ = client.write_all(welcome.as_bytes());
            }
            Err(error) => match error.kind() {
                // Nobody is at this door, or not any more.
                ErrorKind::WouldBlock
                | ErrorKind::Interrupted
                | ErrorKind::ConnectionAborted => {}
                _ => return Err(error),
            },
        }
    }
    Ok(came)
}
// ANCHOR_END: let-in

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpStream;

    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    fn doors() -> Vec<TcpListener> {
        let door = || {
            let door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            door.set_nonblocking(true).unwrap();
            door
        };
        vec![door(), door()]
    }

    #[test]
    fn nobody_there_is_no_reason_to_wait() {
        assert_eq!(within(LIMIT, || let_in(&doors()).unwrap()), 0);
    }

    #[test]
    fn the_second_door_does_not_wait_for_the_first() {
        within(LIMIT, || {
            let doors = doors();
            let second = doors[1].local_addr().unwrap();
            let mut client = TcpStream::connect(second).unwrap();
            while let_in(&doors).unwrap() == 0 {}
            let mut words = String::new();
            client.read_to_string(&mut words).unwrap();
            assert_eq!(words, format!("Welcome at door {}.\n", second.port()));
        });
    }

    #[test]
    fn a_port_is_a_number_and_there_is_one() {
        let message = |words: &[&str]| {
            run(Arguments::new(words)).unwrap_err().to_string()
        };
        assert_eq!(message(&["x"]), r#""x" is no port"#);
        assert_eq!(message(&[]), "needs at least one port");
    }
}
