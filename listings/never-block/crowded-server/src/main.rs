//! The command line of the crowded server.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use crowded_server::Crowded;
use slow_server::{Pace, serve};

const HELP: &str = "\
Sends a poem slowly, after a time in which nobody can connect (on Linux).

Usage: crowded-server [OPTIONS] <POEM>

Arguments:
  <POEM>          The file to send

Options:
  --port <PORT>   The port to listen on; 0: the system chooses [default: 0]
  --crowded <MS>  For how long nobody can connect [default: 800]
  -h, --help      Print this help
";

const DEFAULT_TIME: Duration = Duration::from_millis(800);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port =
        arguments.option("--port", "a number from 0 to 65535")?.unwrap_or(0);
    let time = arguments.milliseconds("--crowded")?.unwrap_or(DEFAULT_TIME);
    let [file] = <[_; 1]>::try_from(arguments.operands()?)
        .map_err(|_| UsageError::new("needs one poem to send"))?;
    let file = PathBuf::from(file);
    let poem = fs::read(&file)
        .map_err(|error| format!("can't read {}: {error}", file.display()))?;
    let crowded = Crowded::bind(port)
        .map_err(|error| format!("can't listen on port {port}: {error}"))?;
    writeln!(
        io::stdout(),
        "{} ({} bytes) on {}, crowded for {} ms",
        file.display(),
        poem.len(),
        crowded.address()?,
        time.as_millis()
    )?;
    thread::sleep(time);
    let pace = Pace {
        bytes: 20.try_into()?,
        delay: Duration::from_millis(100),
        jitter: Duration::ZERO,
    };
    serve(&crowded.open()?, poem.into(), pace)
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read};
    use std::net::TcpStream;

    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    #[cfg_attr(
        not(target_os = "linux"),
        ignore = "other systems may let the clients in"
    )]
    fn nobody_gets_in_while_it_is_crowded() {
        within(LIMIT, || {
            let crowded = Crowded::bind(0).unwrap();
            let address = crowded.address().unwrap();
            let limit = Duration::from_millis(300);
            let error =
                TcpStream::connect_timeout(&address, limit).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TimedOut);
        });
    }

    #[test]
    fn later_the_poem_comes() {
        within(LIMIT, || {
            let pace = Pace {
                bytes: 3.try_into().unwrap(),
                delay: Duration::from_millis(1),
                jitter: Duration::ZERO,
            };
            let time = Duration::from_millis(300);
            let server =
                crowded_server::start(b"Ruhest du", time, pace).unwrap();
            let mut poem = String::new();
            let mut client = TcpStream::connect(server).unwrap();
            client.read_to_string(&mut poem).unwrap();
            assert_eq!(poem, "Ruhest du");
        });
    }

    #[test]
    fn there_is_one_poem() {
        let error = run(Arguments::new(["a", "b"])).unwrap_err();
        assert_eq!(error.to_string(), "needs one poem to send");
    }

    #[test]
    fn the_help_names_the_default() {
        let default = format!("[default: {}]", DEFAULT_TIME.as_millis());
        assert!(HELP.contains(&default), "{default}");
    }
}
