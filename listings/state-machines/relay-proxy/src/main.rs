//! The command line of the proxy.

use std::error::Error;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;

use arguments::Arguments;
use relay_proxy::Proxy;

const HELP: &str = "\
Fetches poems for its guests, for each guest anew.

Usage: relay-proxy [OPTIONS] <NAME=HOST:PORT>...

Arguments:
  <NAME=HOST:PORT>...  The poems, and the server of each

Options:
  --port <PORT>        The port to listen on; 0: the system chooses [default: 0]
  -h, --help           Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        arguments.option("--port", "a number from 0 to 65535")?.unwrap_or(0);
    let servers = proxy_parts::servers(&arguments.text_operands()?)?;
    let names = Vec::from_iter(servers.keys().cloned()).join(", ");
    let mut proxy = Proxy::open((Ipv4Addr::LOCALHOST, port).into(), servers)
        .map_err(|error| format!("can't listen on port {port}: {error}"))?;
    writeln!(io::stdout(), "{names} on {}", proxy.address()?)?;
    loop {
        proxy.turn()?;
    }
}
