//! Counts the sockets that a reactor knows when all are closed.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

mod crowds;

/// The runtime that is mended.
mod runtime {
    pub(crate) use rt_reactor::{block_on, net};
}

const HELP: &str = "\
Opens and closes connections, and counts the sockets that the reactor knows.

Usage: undropped [OPTIONS]

Options:
  --connections <N>  How many, one after another [default: 1000]
  --mended           Deregister each socket when it is dropped
  -h, --help         Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let connections = arguments.option("--connections", "a whole number")?;
    let connections = connections.unwrap_or(1000);
    let come_and_go = match arguments.flag("--mended") {
        false => undropped::crowds::come_and_go,
        true => crowds::come_and_go,
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let known = come_and_go(connections)?;
    println!("{connections} connections have come and gone");
    println!("sockets open: 1; sockets that the reactor knows: {known}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn without_a_drop_both_ends_of_all_connections_stay() {
        let known = within(LIMIT, || undropped::crowds::come_and_go(50));
        assert_eq!(known.unwrap(), 2 * 50 + 1);
    }

    #[test]
    fn with_a_drop_only_the_listener_stays() {
        let known = within(LIMIT, || crowds::come_and_go(50));
        assert_eq!(known.unwrap(), 1);
    }
}
