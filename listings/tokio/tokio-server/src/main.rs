//! The command line of the server on Tokio.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio_server::{Pace, serve};

const HELP: &str = "\
Sends a poem slowly to all who connect, on Tokio.

Usage: tokio-server [OPTIONS] <POEM>

Arguments:
  <POEM>         The file to send

Options:
  --port <PORT>  The port to listen on; 0: the system chooses [default: 0]
  --bytes <N>    How many bytes make a piece [default: 20]
  --delay <MS>   The pause before each piece, in milliseconds [default: 100]
  --limit <MS>   Give up a guest that has not taken the poem by then
                 [default: 30000]
  -h, --help     Print this help
";

const DEFAULT_BYTES: NonZeroUsize = NonZeroUsize::new(20).expect("20 is not 0");
const DEFAULT_DELAY: Duration = Duration::from_millis(100);
const DEFAULT_LIMIT: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        arguments.option("--port", "a number from 0 to 65535")?.unwrap_or(0);
    let pace = Pace {
        bytes: arguments
            .option("--bytes", "a whole number from 1 up")?
            .unwrap_or(DEFAULT_BYTES),
        delay: arguments.milliseconds("--delay")?.unwrap_or(DEFAULT_DELAY),
        limit: arguments.milliseconds("--limit")?.unwrap_or(DEFAULT_LIMIT),
    };
    let [file] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one poem to send"))?;
    let poem = fs::read(&file)
        .map_err(|error| format!("can't read {file}: {error}"))?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| format!("can't listen on port {port}: {error}"))?;
        let address = listener.local_addr()?;
        writeln!(io::stdout(), "{file} ({} bytes) on {address}", poem.len())?;
        serve(listener, poem.into(), pace).await;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_the_defaults() {
        let delay = DEFAULT_DELAY.as_millis().to_string();
        let limit = DEFAULT_LIMIT.as_millis().to_string();
        for default in [DEFAULT_BYTES.to_string(), delay, limit] {
            let default = format!("[default: {default}]");
            assert!(HELP.contains(&default), "{default}");
        }
    }
}
