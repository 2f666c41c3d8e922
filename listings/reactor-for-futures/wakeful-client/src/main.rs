//! Fetches three poems through one reactor, in one thread.

use std::error::Error;
use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, ToSocketAddrs};
use std::pin::pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_reactor::net::TcpStream;
use rt_reactor::observed::part;
use rt_reactor::{block_on, join};

const HELP: &str = "\
Fetches three poems in one thread, which sleeps while nothing comes.

Usage: wakeful-client [OPTIONS] <HOST:PORT> <HOST:PORT> <HOST:PORT>

Arguments:
  <HOST:PORT>  The servers, one for each poem

Options:
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [one, two, three] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs three servers, as HOST:PORT").into());
    };
    let (begin, cpu) = (Instant::now(), cpu_clock::process());
    let (missing, polls) = fetch_all([one, two, three], begin);
    let (time, cpu) = (begin.elapsed(), cpu_clock::process() - cpu);
    println!("all: {}, {} of it on a processor", ms(time), ms(cpu));
    println!("the future was polled {polls} times");
    match missing {
        0 => Ok(()),
        missing => Err(format!("{missing} of 3 poems missing").into()),
    }
}

/// Returns how many poems are missing, and how often the future was polled.
fn fetch_all(servers: [&str; 3], begin: Instant) -> (usize, usize) {
    let [one, two, three] = servers.map(|it| fetch_and_tell(it, begin));
    // ANCHOR: all
    let one = part("poem 1", one);
    let both = join(part("poem 2", two), part("poem 3", three));
    let mut all = pin!(join(one, both));
    let mut polls = 0;
    let (one, (two, three)) = block_on(poll_fn(|cx| {
        polls += 1;
        all.as_mut().poll(cx)
    }));
    // ANCHOR_END: all
    let missing = [one, two, three].iter().filter(|came| !*came).count();
    (missing, polls)
}

/// Says how it ended, and returns whether the poem came.
async fn fetch_and_tell(server: &str, begin: Instant) -> bool {
    let result = match address(server) {
        Ok(address) => fetch(address).await,
        Err(error) => Err(error),
    };
    let time = ms(begin.elapsed());
    match &result {
        Ok(poem) => println!("{server}: {time}, {} bytes", poem.len()),
        Err(error) => println!("{server}: {time}, {error}"),
    }
    result.is_ok()
}

/// A name is looked up here, and that may take its time.
fn address(server: &str) -> io::Result<SocketAddr> {
    let address = server.to_socket_addrs()?.next();
    address.ok_or_else(|| ErrorKind::AddrNotAvailable.into())
}

// ANCHOR: fetch
async fn fetch(address: SocketAddr) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await?;
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    loop {
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            return Ok(poem);
        }
        poem.extend_from_slice(&buffer[..count]);
    }
}
// ANCHOR_END: fetch

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
