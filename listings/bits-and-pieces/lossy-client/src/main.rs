//! Fetches a poem and prints it as it comes. It decodes each read on its own, which is wrong.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Fetches a poem and prints it as it comes. It damages some poems.

Usage: lossy-client <HOST:PORT>

Arguments:
  <HOST:PORT>  The server

Options:
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [server] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    fetch(&server, &mut io::stdout())
        .map_err(|error| format!("{server}: {error}").into())
}

// ANCHOR: fetch
fn fetch(server: &str, out: &mut impl Write) -> io::Result<()> {
    let mut stream = TcpStream::connect(server)?;
    let mut buffer = [0; 512];
    loop {
        let count = match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        // Wrong: a character may begin in this piece and end in the next.
        let text = String::from_utf8_lossy(&buffer[..count]);
        out.write_all(text.as_bytes())?;
    }
}
// ANCHOR_END: fetch

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    fn fetched(poem: &str, bytes: usize) -> String {
        let pace = Pace {
            bytes: bytes.try_into().unwrap(),
            delay: Duration::from_millis(200),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(poem.as_bytes(), pace).unwrap();
        within(Duration::from_secs(20), move || {
            let mut out = Vec::new();
            fetch(&server.to_string(), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        })
    }

    #[test]
    fn a_cut_character_is_lost() {
        assert_eq!(fetched("blême\n", 3), "bl\u{fffd}\u{fffd}me\n");
    }

    #[test]
    fn a_poem_may_be_lucky() {
        assert_eq!(fetched("blême\n", 4), "blême\n");
    }

    #[test]
    fn there_is_one_server() {
        let error = run(Arguments::new(["a:1", "b:1"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
