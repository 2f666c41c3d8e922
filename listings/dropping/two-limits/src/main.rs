//! A limit for each step, a limit for all, and one within another.

use std::error::Error;
use std::future::pending;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_timeout::net::TcpStream;
use rt_timeout::{Elapsed, block_on, timeout};

const HELP: &str = "\
Fetches a poem with limits. Without an address, shows limits within limits.

Usage: two-limits [OPTIONS] [ADDRESS]

Options:
  --each <MS>  How long each read may take [default: 20000]
  --all <MS>   How long the whole poem may take [default: 20000]
  -h, --help   Print this help
";

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(20);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let each = arguments.milliseconds("--each")?.unwrap_or(LONG);
    let all = arguments.milliseconds("--all")?.unwrap_or(LONG);
    match arguments.text_operands()?.as_slice() {
        [] => block_on(nested()),
        [address] => {
            let address = address.parse().map_err(|_| {
                UsageError::new("the address has an IP and a port")
            })?;
            match block_on(within_all(address, each, all)) {
                Ok(length) => println!("{length} bytes"),
                Err(error) => println!("{error}"),
            }
        }
        _ => return Err(UsageError::new("takes one address").into()),
    }
    Ok(())
}

// ANCHOR: limits
async fn within_all(
    address: SocketAddr,
    each: Duration,
    all: Duration,
) -> io::Result<usize> {
    let fetched = timeout(all, within_each(address, each)).await;
    fetched.map_err(|_| late("the poem"))?
}

async fn within_each(address: SocketAddr, each: Duration) -> io::Result<usize> {
    let mut stream = TcpStream::connect(address).await?;
    let (mut length, mut piece) = (0, [0; 512]);
    loop {
        let read = timeout(each, stream.read(&mut piece)).await;
        match read.map_err(|_| late("a piece"))?? {
            0 => return Ok(length),
            count => length += count,
        }
    }
}

fn late(what: &str) -> io::Error {
    io::Error::new(ErrorKind::TimedOut, format!("{what} is late"))
}
// ANCHOR_END: limits

async fn nested() {
    for (outer, inner) in [(SHORT, LONG), (LONG, SHORT), (SHORT, SHORT)] {
        println!("{outer:?} around {inner:?}: {:?}", both(outer, inner).await);
    }
}

// ANCHOR: both
async fn both(
    outer: Duration,
    inner: Duration,
) -> Result<Result<(), Elapsed>, Elapsed> {
    timeout(outer, timeout(inner, pending())).await
}
// ANCHOR_END: both

#[cfg(test)]
mod tests;
