//! The command line of the server with one thread.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use slow_server::Pace;
use solution_one_thread_server::serve;

const HELP: &str = "\
Sends a poem to all clients in one thread, 20 bytes every 100 ms.

Usage: solution-one-thread-server [OPTIONS] <POEM>

Arguments:
  <POEM>         The file to send

Options:
  --port <PORT>  The port to listen on; 0: the system chooses [default: 0]
  -h, --help     Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        arguments.option("--port", "a number from 0 to 65535")?.unwrap_or(0);
    let [file] = <[_; 1]>::try_from(arguments.operands()?)
        .map_err(|_| UsageError::new("needs one poem to send"))?;
    let poem = fs::read(file)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    writeln!(io::stdout(), "listening on {}", listener.local_addr()?)?;
    let pace = Pace {
        bytes: 20.try_into()?,
        delay: Duration::from_millis(100),
        jitter: Duration::ZERO,
    };
    Err(serve(&listener, &poem, pace).into())
}
