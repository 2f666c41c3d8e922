//! What sockets and `block_on` say in the wrong place.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_reactor::block_on;
use rt_reactor::net::{TcpListener, UdpSocket};

const HELP: &str = "\
Uses a socket, or block_on, where it cannot be used.

Usage: out-of-place [OPTIONS] <PLACE>

Arguments:
  <PLACE>     outside: of block_on; another: block_on than the socket's own;
              inside: of block_on, another block_on

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

const ANY: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let places = arguments.text_operands()?;
    // ANCHOR: places
    match places.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["outside"] => drop(TcpListener::bind(ANY)?),
        ["another"] => {
            let mut socket = block_on(async { UdpSocket::bind(ANY) })?;
            block_on(socket.recv_from(&mut [0; 512]))?;
        }
        ["inside"] => block_on(async { block_on(async {}) }),
        _ => return Err(UsageError::new("needs one place").into()),
    }
    // ANCHOR_END: places
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    fn error_at(place: &'static str) -> String {
        within(Duration::from_secs(20), move || {
            run(Arguments::new([place])).unwrap_err().to_string()
        })
    }

    #[test]
    fn a_socket_needs_a_reactor_and_its_own_one() {
        assert!(error_at("outside").starts_with("there is no reactor"));
        assert!(error_at("another").contains("of another block_on"));
        assert_eq!(error_at("nowhere"), "needs one place");
    }

    #[test]
    #[should_panic(expected = "block_on inside of block_on")]
    fn one_thread_has_one_block_on() {
        error_at("inside");
    }
}
