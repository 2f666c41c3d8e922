//! The command line of the chat relay.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use solution_chat_relay::Relay;

const HELP: &str = "\
Sends what one client says to all the others.

Usage: solution-chat-relay [OPTIONS]

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
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    writeln!(io::stdout(), "listening on {}", listener.local_addr()?)?;
    let mut relay = Relay::new(listener)?;
    loop {
        relay.turn()?;
    }
}
