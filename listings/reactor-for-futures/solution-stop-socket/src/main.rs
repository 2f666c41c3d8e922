//! The command line of a server that a datagram stops.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_reactor::block_on;
use rt_reactor::net::{TcpListener, UdpSocket};
use solution_stop_socket::serve_until;

const HELP: &str = "\
Sends back what comes, until a datagram comes to the same port.

Usage: solution-stop-socket [OPTIONS]

Options:
  --port <PORT>       The port to listen on; 0: the system chooses [default: 0]
  --stop <HOST:PORT>  Stop the server that is there
  -h, --help          Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port = arguments.option("--port", "a number from 0 to 65535")?;
    let stop: Option<SocketAddr> = arguments.option("--stop", "HOST:PORT")?;
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
    block_on(async {
        if let Some(server) = stop {
            let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            UdpSocket::bind(any)?.send_to(b".", server).await?;
            return Ok(());
        }
        let listener = TcpListener::bind(address)?;
        let stop = UdpSocket::bind(listener.local_addr()?)?;
        writeln!(io::stdout(), "on {}", listener.local_addr()?)?;
        let guests = serve_until(listener, stop).await?;
        writeln!(io::stdout(), "stopped after {guests} guests")?;
        Ok(())
    })
}
