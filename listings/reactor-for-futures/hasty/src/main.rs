//! Reads a piece with a small buffer, over sockets that forget too early.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use patience::with_patience;

mod fetch;

/// The runtime that is mended.
mod runtime {
    pub(crate) use rt_reactor::{block_on, net};
}

const HELP: &str = "\
Reads 33 bytes that come in one piece, 10 at a time.

Usage: hasty [OPTIONS]

Options:
  --mended    Forget readiness at WouldBlock only
  -h, --help  Print this help
";

/// After so long without an end, nothing will come any more.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let fetch = match arguments.flag("--mended") {
        false => hasty::fetch::fetch,
        true => fetch::fetch,
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    match with_patience(PATIENCE, fetch) {
        Some(reads) => println!("the poem is whole after {} reads", reads?),
        None => println!("after {PATIENCE:?}, the future still waits"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Far more than a run takes that does not hang.
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn readiness_that_is_kept_brings_all_of_a_piece() {
        let reads = with_patience(LONG, fetch::fetch);
        assert_eq!(reads.unwrap().unwrap(), 4);
    }

    #[test]
    fn readiness_that_is_forgotten_leaves_the_rest_where_it_is() {
        let reads = with_patience(PATIENCE, hasty::fetch::fetch);
        assert!(reads.is_none(), "{reads:?}");
    }
}
