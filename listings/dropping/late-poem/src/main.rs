//! A poem that may not take longer than so long.

mod told;

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_timeout::net::TcpStream;
use rt_timeout::{Witness, block_on, timeout};

use told::Told;

const HELP: &str = "\
Fetches a poem, if it does not take too long.

Usage: late-poem [OPTIONS] <ADDRESS>

Arguments:
  <ADDRESS>     Where the server is, such as 127.0.0.1:10001

Options:
  --limit <MS>  How long it may take, in milliseconds; without it:
                as long as it takes
  -h, --help    Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let limit = arguments.milliseconds("--limit")?.unwrap_or(Duration::MAX);
    let [address] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs the address of a server"))?;
    let address = address
        .parse()
        .map_err(|_| UsageError::new("the address has an IP and a port"))?;
    println!("main: {}", block_on(try_fetch(address, limit))?);
    Ok(())
}

// ANCHOR: try-fetch
async fn try_fetch(address: SocketAddr, limit: Duration) -> io::Result<String> {
    let fetch = Told::new("fetch", fetch(address));
    Ok(match timeout(limit, fetch).await {
        Ok(poem) => format!("{} bytes", poem?.len()),
        Err(elapsed) => elapsed.to_string(),
    })
}
// ANCHOR_END: try-fetch

// ANCHOR: fetch
async fn fetch(address: SocketAddr) -> io::Result<Vec<u8>> {
    let witness = Witness::new("fetch");
    witness.at("while it connected");
    let mut stream = TcpStream::connect(address).await?;
    let (mut poem, mut piece) = (Vec::new(), [0; 512]);
    loop {
        witness.at("while it read");
        match stream.read(&mut piece).await? {
            0 => break,
            count => poem.extend_from_slice(&piece[..count]),
        }
    }
    witness.done();
    Ok(poem)
}
// ANCHOR_END: fetch

#[cfg(test)]
mod tests;
