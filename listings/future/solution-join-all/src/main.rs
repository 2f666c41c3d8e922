//! Fetches as many poems as there are servers, and tells their lengths.

use std::error::Error;
use std::io;
use std::net::ToSocketAddrs;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_spin::{block_on, connect, read};
use solution_join_all::join_all;

const HELP: &str = "\
Fetches several poems in one thread, each by a future, and tells their lengths.

Usage: solution-join-all <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let poems = join_all(servers.iter().map(|server| fetch(server)));
    let mut missing = 0;
    for (server, poem) in servers.iter().zip(block_on(poems)) {
        match poem {
            Ok(length) => println!("{server}: {length} bytes"),
            Err(error) => {
                println!("{server}: {error}");
                missing += 1;
            }
        }
    }
    match missing {
        0 => Ok(()),
        missing => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}

/// The length of the poem.
async fn fetch(server: &str) -> io::Result<usize> {
    // A name is looked up here, and that may take its time.
    let address = server.to_socket_addrs()?.next();
    let address = address.ok_or(io::ErrorKind::AddrNotAvailable)?;
    let stream = connect(address).await?;
    let mut length = 0;
    let mut buffer = [0; 512];
    loop {
        match read(&stream, &mut buffer).await? {
            0 => return Ok(length),
            count => length += count,
        }
    }
}
