//! An answer that arrives at the wrong connection.

mod visitors;

use std::error::Error;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use token_table::TokenTable;
use visitors::{Visitors, name};

const HELP: &str = "\
A visitor asks for a poem and leaves. A second one comes, and asks for another poem.

Usage: late-answer [OPTIONS]

Options:
  --tokens    Give each visitor a token that no other has had
  -h, --help  Print this help
";

/// How long the librarian looks for a poem.
const LOOKING: Duration = Duration::from_millis(200);

// Far above the number of any slot, and below all tokens of a table.
const DOOR: Token = Token(998);
const WAKER: Token = Token(999);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let visitors = if arguments.flag("--tokens") {
        Visitors::Tokens(TokenTable::new())
    } else {
        Visitors::Slots(Slab::new())
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let got = show(visitors, &mut io::stdout())?;
    writeln!(io::stdout(), "the second visitor got {got}")?;
    Ok(())
}

/// Returns what the second visitor got.
fn show(visitors: Visitors, out: &mut impl Write) -> io::Result<String> {
    let poll = Poll::new()?;
    let mut door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = door.local_addr()?;
    poll.registry().register(&mut door, DOOR, Interest::READABLE)?;
    let waker = Waker::new(poll.registry(), WAKER)?;
    let (ask, requests) = mpsc::channel();
    let (answer, answers) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| look_for_poems(requests, answer, &waker));
        let visiting = scope.spawn(|| visit(address));
        let house = House { poll, door, visitors, ask, answers };
        house.run(out)?;
        visiting.join().expect("the visitors return their errors")
    })
}

type Named = (Token, String);

/// Another thread: files know no readiness, so somebody has to wait for them.
fn look_for_poems(
    requests: Receiver<Named>,
    answers: Sender<Named>,
    waker: &Waker,
) {
    for (token, poem) in requests {
        thread::sleep(LOOKING);
        let what = format!("{poem} for {}", name(token));
        trace::message("librarian", "house", what);
        // If the loop is gone, nobody needs this any more.
        let _ = answers.send((token, poem));
        let _ = waker.wake();
    }
}

/// Two visitors, one after the other. Returns what the second one got.
fn visit(address: SocketAddr) -> io::Result<String> {
    let mut first = std::net::TcpStream::connect(address)?;
    trace::message("visitor 1", "house", "goethe, please");
    first.write_all(b"goethe\n")?;
    first.shutdown(Shutdown::Write)?;
    // The end comes when the house has let go of its side.
    first.read_to_end(&mut Vec::new())?;
    trace::message("visitor 1", "house", "has left");
    let mut second = std::net::TcpStream::connect(address)?;
    trace::message("visitor 2", "house", "rossetti, please");
    second.write_all(b"rossetti\n")?;
    let mut got = String::new();
    BufReader::new(&second).read_line(&mut got)?;
    trace::message("house", "visitor 2", got.trim_end());
    Ok(got.trim_end().to_string())
}

struct House {
    poll: Poll,
    door: TcpListener,
    visitors: Visitors,
    ask: Sender<Named>,
    answers: Receiver<Named>,
}

impl House {
    /// Until two visitors have left.
    fn run(mut self, out: &mut impl Write) -> io::Result<()> {
        let mut events = Events::with_capacity(16);
        let mut left = 0;
        while left < 2 {
            self.poll.poll(&mut events, None)?;
            for event in &events {
                match event.token() {
                    DOOR => self.let_in(out)?,
                    WAKER => self.deliver(out)?,
                    token => left += self.hear(token, out)?,
                }
            }
        }
        Ok(())
    }

    fn let_in(&mut self, out: &mut impl Write) -> io::Result<()> {
        while let Some((stream, _)) = or_not_yet(self.door.accept())? {
            let token = self.visitors.insert(stream);
            let stream = self.visitors.get_mut(token);
            let stream = stream.expect("it was inserted a moment ago");
            let readable = Interest::READABLE;
            self.poll.registry().register(stream, token, readable)?;
            writeln!(out, "{} comes", name(token))?;
        }
        Ok(())
    }

    /// The librarian has woken us.
    fn deliver(&mut self, out: &mut impl Write) -> io::Result<()> {
        while let Ok((token, poem)) = self.answers.try_recv() {
            let Some(stream) = self.visitors.get_mut(token) else {
                writeln!(out, "{poem} for {}: nobody", name(token))?;
                continue;
            };
            writeln!(out, "{poem} for {}", name(token))?;
            // A socket with nothing in its buffer takes a line.
            stream.write_all(format!("{poem}\n").as_bytes())?;
        }
        Ok(())
    }

    /// Returns how many visitors have left: one, or none.
    fn hear(
        &mut self,
        token: Token,
        out: &mut impl Write,
    ) -> io::Result<usize> {
        let mut buffer = [0; 64];
        loop {
            let Some(stream) = self.visitors.get_mut(token) else {
                return Ok(0);
            };
            match or_not_yet(stream.read(&mut buffer))? {
                None => return Ok(0),
                Some(0) => break,
                Some(count) => {
                    // The visitors of this program ask in one piece.
                    let poem = String::from_utf8_lossy(&buffer[..count]);
                    let poem = poem.trim_end().to_string();
                    writeln!(out, "{} asks for {poem}", name(token))?;
                    let what = format!("{poem} for {}", name(token));
                    trace::message("house", "librarian", what);
                    self.ask.send((token, poem)).map_err(io::Error::other)?;
                }
            }
        }
        if let Some(mut stream) = self.visitors.remove(token) {
            self.poll.registry().deregister(&mut stream)?;
            writeln!(out, "{} leaves", name(token))?;
        }
        Ok(1)
    }
}

fn or_not_yet<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn got(visitors: Visitors) -> (String, String) {
        within(Duration::from_secs(20), move || {
            let mut out = Vec::new();
            let got = show(visitors, &mut out).unwrap();
            (got, String::from_utf8(out).unwrap())
        })
    }

    #[test]
    fn a_slot_that_is_used_again_gets_the_answer_of_another() {
        let (got, out) = got(Visitors::Slots(Slab::new()));
        assert_eq!(got, "goethe");
        assert!(out.contains("goethe for 0\n"), "{out}");
    }

    #[test]
    fn a_token_that_is_not_used_again_finds_nobody() {
        let (got, out) = got(Visitors::Tokens(TokenTable::new()));
        assert_eq!(got, "rossetti");
        assert!(out.contains("goethe for 1:0: nobody\n"), "{out}");
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
