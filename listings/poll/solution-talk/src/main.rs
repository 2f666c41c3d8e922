//! Waits for the keyboard and for a socket at once.

use std::error::Error;
use std::io::{self, Write};
use std::net::TcpStream;
use std::os::fd::AsFd;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::{Errno, read};
use rustix::net::{Shutdown, shutdown};

const HELP: &str = "\
Sends what is typed to a server, and prints what the server sends.

Usage: solution-talk <HOST:PORT>

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
    let socket = TcpStream::connect(server)?;
    Ok(talk(io::stdin(), &socket, &mut io::stdout())?)
}

/// Carries bytes both ways until the server has closed.
///
/// The keyboard is read by its descriptor. `Stdin` would read ahead, and keep bytes in its buffer,
/// of which poll knows nothing.
fn talk(
    keyboard: impl AsFd,
    mut socket: &TcpStream,
    screen: &mut impl Write,
) -> io::Result<()> {
    let mut is_open = true;
    let mut buffer = [0; 512];
    loop {
        let mut list = vec![PollFd::new(socket, PollFlags::IN)];
        // An end is told again and again: who has heard it stops asking.
        if is_open {
            list.push(PollFd::new(&keyboard, PollFlags::IN));
        }
        match poll(&mut list, None) {
            Err(Errno::INTR) => continue,
            result => result?,
        };
        let ready: Vec<bool> =
            list.iter().map(|entry| !entry.revents().is_empty()).collect();
        if ready[0] {
            match some_bytes(socket, &mut buffer)? {
                Some(0) => return Ok(()),
                count => screen.write_all(&buffer[..count.unwrap_or(0)])?,
            }
        }
        if ready.get(1) == Some(&true) {
            match some_bytes(&keyboard, &mut buffer)? {
                Some(0) => {
                    is_open = false;
                    shutdown(socket, Shutdown::Write)?;
                }
                // A person types less than the socket's buffer holds, so
                // this may block; with a file as keyboard it should not.
                count => socket.write_all(&buffer[..count.unwrap_or(0)])?,
            }
        }
    }
}

/// `None`: none at the moment.
fn some_bytes(
    source: impl AsFd,
    buffer: &mut [u8],
) -> io::Result<Option<usize>> {
    match read(source, buffer) {
        Ok(count) => Ok(Some(count)),
        Err(Errno::INTR | Errno::AGAIN) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, pipe};
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread;
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    #[test]
    fn both_directions_are_heard_in_any_order() {
        let screen = within(Duration::from_secs(20), || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let address = listener.local_addr().unwrap();
            let (keyboard, mut fingers) = pipe().unwrap();
            let server = thread::spawn(move || {
                let (mut client, _) = listener.accept().unwrap();
                // The server speaks first, while nobody types.
                client.write_all(b"who? ").unwrap();
                fingers.write_all(b"ant\n").unwrap();
                let mut name = [0; 4];
                client.read_exact(&mut name).unwrap();
                assert_eq!(&name, b"ant\n");
                // Now the keyboard is at its end, and the server goes on.
                drop(fingers);
                client.read_to_end(&mut Vec::new()).unwrap();
                client.write_all(b"bye").unwrap();
            });
            let mut screen = Vec::new();
            let socket = TcpStream::connect(address).unwrap();
            talk(keyboard, &socket, &mut screen).unwrap();
            server.join().unwrap();
            screen
        });
        assert_eq!(screen, b"who? bye");
    }

    #[test]
    fn there_is_one_server() {
        let error = run(Arguments::new(["a:1", "b:2"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
