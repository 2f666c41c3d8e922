//! Asks two servers, and says which one was the first to send anything.

use std::error::Error;
use std::io;
use std::net::ToSocketAddrs;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_spin::{block_on, connect, read};
use solution_first_ready::{Either, first};

const HELP: &str = "\
Asks two servers, and says which one was the first to send anything.

Usage: solution-first-ready <HOST:PORT> <HOST:PORT>

Arguments:
  <HOST:PORT>  The servers

Options:
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [left, right] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs two servers, as HOST:PORT").into());
    };
    let (server, count) =
        match block_on(first(first_bytes(left), first_bytes(right))) {
            // The other future is dropped with the rest of the `Either`, and
            // its connection is closed.
            Either::Left(count, _) => (left, count?),
            Either::Right(count, _) => (right, count?),
        };
    println!("{server}: {count} bytes");
    Ok(())
}

/// How many bytes came first.
async fn first_bytes(server: &str) -> io::Result<usize> {
    // A name is looked up here, and that may take its time.
    let address = server.to_socket_addrs()?.next();
    let address = address.ok_or(io::ErrorKind::AddrNotAvailable)?;
    let stream = connect(address).await?;
    read(&stream, &mut [0; 512]).await
}
