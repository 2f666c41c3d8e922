//! The command line of the proxy.

use std::error::Error;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use caching_proxy::{Limits, Proxy};

const HELP: &str = "\
Fetches each poem once, keeps it for a while, and gives it to all guests.

Usage: caching-proxy [OPTIONS] <NAME=HOST:PORT>...

Arguments:
  <NAME=HOST:PORT>...  The poems, and the server of each

Options:
  --port <PORT>        The port to listen on; 0: the system chooses [default: 0]
  --patience <MS>      How long a fetch may take [default: 5000]
  --keep <MS>          How long a poem is kept [default: 60000]
  --regret <MS>        How long a failure is kept [default: 1000]
  -h, --help           Print this help
";

const PATIENCE: Duration = Duration::from_secs(5);
const KEEP: Duration = Duration::from_secs(60);
const REGRET: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        arguments.option("--port", "a number from 0 to 65535")?.unwrap_or(0);
    let limits = limits(&mut arguments)?;
    let servers = proxy_parts::servers(&arguments.text_operands()?)?;
    let names = Vec::from_iter(servers.keys().cloned()).join(", ");
    let address = (Ipv4Addr::LOCALHOST, port).into();
    let mut proxy = Proxy::open(address, servers, limits)
        .map_err(|error| format!("can't listen on port {port}: {error}"))?;
    writeln!(io::stdout(), "{names} on {}", proxy.address()?)?;
    loop {
        for line in proxy.turn()? {
            writeln!(io::stdout(), "{line}")?;
        }
    }
}

fn limits(arguments: &mut Arguments) -> Result<Limits, UsageError> {
    Ok(Limits {
        patience: arguments.milliseconds("--patience")?.unwrap_or(PATIENCE),
        keep: arguments.milliseconds("--keep")?.unwrap_or(KEEP),
        regret: arguments.milliseconds("--regret")?.unwrap_or(REGRET),
    })
}

#[cfg(test)]
mod main_tests {
    use super::*;

    fn limits_of(words: &[&str]) -> [u128; 3] {
        let limits = limits(&mut Arguments::new(words)).unwrap();
        let Limits { patience, keep, regret } = limits;
        [patience, keep, regret].map(|limit| limit.as_millis())
    }

    #[test]
    fn limits_are_as_the_help_says_or_as_the_user_says() {
        assert_eq!(limits_of(&[]), [5000, 60000, 1000]);
        let words = ["--patience=1", "--keep=2", "--regret=3"];
        assert_eq!(limits_of(&words), [1, 2, 3]);
    }

    #[test]
    fn there_must_be_a_server() {
        let error = run(Arguments::new([""; 0])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
