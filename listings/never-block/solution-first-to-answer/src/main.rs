//! The command line of the client that tries all addresses at once.

use std::error::Error;
use std::io::{self, Write};
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use solution_first_to_answer::first_to_answer;

const HELP: &str = "\
Connects to all servers at once, and tells which one answered first.

Usage: solution-first-to-answer [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers

Options:
  --limit <MS>    Give up after so long [default: 5000]
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let limit = arguments.milliseconds("--limit")?;
    let limit = limit.unwrap_or(Duration::from_secs(5));
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let mut addresses = Vec::new();
    for server in &servers {
        let found = server
            .to_socket_addrs()
            .map_err(|error| format!("{server}: {error}"))?;
        addresses.extend(found);
    }
    let stream = first_to_answer(&addresses, limit)?;
    writeln!(io::stdout(), "connected to {}", stream.peer_addr()?)?;
    Ok(())
}
