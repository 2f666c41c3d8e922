//! The command line of the client with patience.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use solution_patience::{Patience, fetch};

const HELP: &str = "\
Fetches poems one after another, and gives up on those that take too long.

Usage: solution-patience [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  --silence <MS>  Give up when nothing comes for so long [default: 1000]
  --whole <MS>    Give up when the poem is not whole by then [default: 10000]
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let patience = Patience {
        silence: arguments
            .milliseconds("--silence")?
            .unwrap_or(Duration::from_secs(1)),
        whole: arguments
            .milliseconds("--whole")?
            .unwrap_or(Duration::from_secs(10)),
    };
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let mut missing = 0;
    for server in &servers {
        match fetch(server, patience) {
            Ok(poem) => {
                writeln!(io::stdout(), "{server}: {} bytes", poem.len())?
            }
            Err(error) => {
                writeln!(io::stdout(), "{server}: {error}")?;
                missing += 1;
            }
        }
    }
    match missing {
        0 => Ok(()),
        _ => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}
