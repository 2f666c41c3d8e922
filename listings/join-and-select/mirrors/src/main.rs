//! Fetches a poem from the mirror that is the first to send it.

mod first_ok;

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use first_ok::first_ok;
use rt_select::net::TcpStream;
use rt_select::observed::part;
use rt_select::{Either, block_on, race, select, sleep};

const HELP: &str = "\
Asks several mirrors for the same poem, and takes the first answer.

Usage: mirrors [OPTIONS] <IP:PORT> <IP:PORT>...

Arguments:
  <IP:PORT>     The mirrors

Options:
  --ok          An error is no answer as long as another mirror may answer
  --hedge <MS>  Ask the second one of two only if the first one has not
                answered after so many milliseconds
  -h, --help    Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let ok = arguments.flag("--ok");
    let pause = arguments.milliseconds("--hedge")?;
    let mirrors: Result<Vec<SocketAddr>, _> =
        arguments.text_operands()?.iter().map(|it| it.parse()).collect();
    let mirrors = mirrors
        .map_err(|error| UsageError::new(format!("a mirror: {error}")))?;
    let begin = Instant::now();
    let answer = match (&mirrors[..], pause) {
        (&[one, two], Some(pause)) => block_on(hedged(one, two, pause)),
        (_, Some(_)) => return Err(UsageError::new("needs two mirrors").into()),
        ([], None) => return Err(UsageError::new("needs a mirror").into()),
        (mirrors, None) if ok => block_on(first_good(mirrors)),
        (mirrors, None) => block_on(first(mirrors)),
    };
    let Poem { mirror, bytes } = answer?;
    let (length, time) = (bytes.len(), begin.elapsed().as_secs_f64() * 1e3);
    println!("{mirror}: {length} bytes after {time:.1} ms");
    Ok(())
}

/// A poem, and where it came from.
#[derive(Debug, PartialEq, Eq)]
struct Poem {
    mirror: SocketAddr,
    bytes: Vec<u8>,
}

// ANCHOR: first
/// The answer of the mirror that is the first to have one.
async fn first(mirrors: &[SocketAddr]) -> io::Result<Poem> {
    let numbered = (1..).zip(mirrors);
    race(numbered.map(|(number, mirror)| {
        part(&format!("mirror {number}"), fetch(*mirror))
    }))
    .await
}

async fn fetch(mirror: SocketAddr) -> io::Result<Poem> {
    let mut stream = TcpStream::connect(mirror).await?;
    let (mut bytes, mut buffer) = (Vec::new(), [0; 512]);
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(Poem { mirror, bytes }),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}
// ANCHOR_END: first

/// The poem of the first mirror that has one; an error if none has.
async fn first_good(mirrors: &[SocketAddr]) -> io::Result<Poem> {
    first_ok(mirrors.iter().map(|mirror| fetch(*mirror))).await
}

// ANCHOR: hedged
/// Asks the second mirror if the first one fails, or has not answered after
/// the pause. Then the faster one wins.
async fn hedged(
    one: SocketAddr,
    two: SocketAddr,
    pause: Duration,
) -> io::Result<Poem> {
    let mut first = pin!(fetch(one));
    match select(first.as_mut(), sleep(pause)).await {
        Either::Left(Ok(poem)) => Ok(poem),
        // There is nothing left to wait for.
        Either::Left(Err(_)) => fetch(two).await,
        Either::Right(()) => first_ok([first, pin!(fetch(two))]).await,
    }
}
// ANCHOR_END: hedged

#[cfg(test)]
mod tests;
