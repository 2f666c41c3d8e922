//! The command line of the slow server.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use slow_server::{Pace, serve};

const HELP: &str = "\
Sends a poem to everyone who connects: a pause, a few bytes, a pause, a few bytes.

Usage: slow-server [OPTIONS] <POEM>

Arguments:
  <POEM>         The file to send

Options:
  --port <PORT>  The port to listen on; 0: the system chooses [default: 0]
  --bytes <N>    How many bytes make a piece [default: 20]
  --delay <MS>   The pause before each piece, in milliseconds [default: 100]
  --jitter <MS>  Make each pause longer by chance, by this at most [default: 0]
  -h, --help     Print this help
";

const DEFAULT_BYTES: NonZeroUsize = NonZeroUsize::new(20).expect("20 is not 0");
const DEFAULT_DELAY: Duration = Duration::from_millis(100);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let options = Options::parse(arguments)?;
    let poem = fs::read(&options.poem).map_err(|error| {
        format!("can't read {}: {error}", options.poem.display())
    })?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .map_err(|error| {
            format!("can't listen on port {}: {error}", options.port)
        })?;
    // Not the port that was asked for: with 0, only the system knows which one it is.
    let address = listener.local_addr()?;
    writeln!(
        io::stdout(),
        "{} ({} bytes) on {address}",
        options.poem.display(),
        poem.len()
    )?;
    serve(&listener, poem.into(), options.pace)
}

#[derive(Debug, PartialEq, Eq)]
struct Options {
    poem: PathBuf,
    port: u16,
    pace: Pace,
}

impl Options {
    fn parse(mut arguments: Arguments) -> Result<Self, UsageError> {
        let port = arguments
            .option("--port", "a number from 0 to 65535")?
            .unwrap_or(0);
        let pace = Pace {
            bytes: arguments
                .option("--bytes", "a whole number from 1 up")?
                .unwrap_or(DEFAULT_BYTES),
            delay: arguments.milliseconds("--delay")?.unwrap_or(DEFAULT_DELAY),
            jitter: arguments.milliseconds("--jitter")?.unwrap_or_default(),
        };
        match <[_; 1]>::try_from(arguments.operands()?) {
            Ok([poem]) => Ok(Options { poem: poem.into(), port, pace }),
            Err(operands) => Err(UsageError::new(format!(
                "needs one poem to send, not {}",
                operands.len()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_with(words: &[&str]) -> String {
        run(Arguments::new(words)).unwrap_err().to_string()
    }

    #[test]
    fn options_are_understood() {
        let words = [
            "--bytes=7",
            "a.txt",
            "--delay",
            "5",
            "--jitter",
            "2",
            "--port",
            "10001",
        ];
        let options = Options::parse(Arguments::new(words)).unwrap();
        let pace = Pace {
            bytes: NonZeroUsize::new(7).unwrap(),
            delay: Duration::from_millis(5),
            jitter: Duration::from_millis(2),
        };
        assert_eq!(
            options,
            Options { poem: "a.txt".into(), port: 10001, pace }
        );
    }

    #[test]
    fn a_wrong_number_is_named() {
        let message = run_with(&["--bytes", "0", "a.txt"]);
        assert_eq!(
            message,
            r#"--bytes needs a whole number from 1 up, not "0""#
        );
    }

    #[test]
    fn there_is_one_poem() {
        assert_eq!(run_with(&[]), "needs one poem to send, not 0");
        assert_eq!(run_with(&["a", "b"]), "needs one poem to send, not 2");
    }

    #[test]
    fn a_missing_file_is_named() {
        let message = run_with(&["no-such-poem.txt"]);
        assert!(
            message.starts_with("can't read no-such-poem.txt: "),
            "{message}"
        );
    }

    #[test]
    fn a_taken_port_is_named() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let message = run_with(&["--port", &port, "Cargo.toml"]);
        assert!(
            message.starts_with(&format!("can't listen on port {port}: ")),
            "{message}"
        );
    }
}
