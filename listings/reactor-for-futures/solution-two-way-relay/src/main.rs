//! The command line of the relay.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_reactor::block_on;
use rt_reactor::net::{TcpListener, TcpStream};
use solution_two_way_relay::relay;

const HELP: &str = "\
Passes on what comes to a server, and its answers back; for one client after
another.

Usage: solution-two-way-relay [OPTIONS] <ADDRESS:PORT>

Arguments:
  <ADDRESS:PORT>  The server

Options:
  --port <PORT>   The port to listen on; 0: the system chooses [default: 0]
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port = arguments.option("--port", "a number from 0 to 65535")?;
    let here = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
    let server: SocketAddr = match &arguments.text_operands()?[..] {
        [server] => server.parse()?,
        _ => return Err(UsageError::new("needs one server").into()),
    };
    block_on(async {
        let mut listener = TcpListener::bind(here)?;
        writeln!(io::stdout(), "on {}", listener.local_addr()?)?;
        loop {
            let (client, peer) = listener.accept().await?;
            // One client that fails is no reason to stop.
            let result = match TcpStream::connect(server).await {
                Ok(server) => relay(client, server).await,
                Err(error) => Err(error),
            };
            match result {
                Ok((there, back)) => {
                    println!("{peer}: {there} bytes there, {back} back");
                }
                Err(error) => println!("{peer}: {error}"),
            }
        }
    })
}
