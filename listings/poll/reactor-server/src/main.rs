//! The command line of the server in one thread.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use reactor_server::serve;
use slow_server::Pace;

const HELP: &str = "\
Sends a poem slowly to all who connect, in one thread.

Usage: reactor-server [OPTIONS] <POEM>

Arguments:
  <POEM>         The file to send

Options:
  --port <PORT>  The port to listen on; 0: the system chooses [default: 0]
  --bytes <N>    How many bytes make a piece [default: 20]
  --delay <MS>   The pause before each piece, in milliseconds [default: 100]
  -h, --help     Print this help
";

const DEFAULT_BYTES: NonZeroUsize = NonZeroUsize::new(20).expect("20 is not 0");
const DEFAULT_DELAY: Duration = Duration::from_millis(100);

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
        jitter: Duration::ZERO,
    };
    let [file] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one poem to send"))?;
    let poem = fs::read(&file)
        .map_err(|error| format!("can't read {file}: {error}"))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| format!("can't listen on port {port}: {error}"))?;
    let address = listener.local_addr()?;
    writeln!(io::stdout(), "{file} ({} bytes) on {address}", poem.len())?;
    Ok(serve(listener, poem.into(), pace)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_the_defaults() {
        let delay = DEFAULT_DELAY.as_millis().to_string();
        for default in [DEFAULT_BYTES.to_string(), delay] {
            let default = format!("[default: {default}]");
            assert!(HELP.contains(&default), "{default}");
        }
    }
}
