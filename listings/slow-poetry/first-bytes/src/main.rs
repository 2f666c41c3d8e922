//! Prints each piece of a poem when it arrives, and when that was.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Fetches a poem and prints each piece when it arrives, with the time.

Usage: first-bytes [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>   The server

Options:
  --pause <MS>  Sleep between connecting and the first read [default: 0]
  --pieces <N>  Go away after so many pieces [default: stay to the end]
  -h, --help    Print this help
";

/// How many bytes of a piece are shown at most.
const SHOWN: usize = 40;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let pause = arguments.milliseconds("--pause")?.unwrap_or_default();
    let pieces =
        arguments.option("--pieces", "a whole number")?.unwrap_or(usize::MAX);
    let [server] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    show(&server, pause, pieces, &mut io::stdout())
        .map_err(|error| format!("{server}: {error}").into())
}

fn show(
    server: &str,
    pause: Duration,
    mut pieces: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let begin = Instant::now();
    let mut stream = TcpStream::connect(server)?;
    thread::sleep(pause);
    let mut buffer = [0; 512];
    while pieces > 0 {
        let count = match stream.read(&mut buffer) {
            Ok(count) => count,
            // A signal came while the thread waited. Nothing is lost.
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let time = begin.elapsed().as_secs_f64();
        if count == 0 {
            return writeln!(out, "{time:.3} s  the end");
        }
        writeln!(
            out,
            "{time:.3} s  {count} bytes  {}",
            literal(&buffer[..count])
        )?;
        pieces -= 1;
    }
    Ok(())
}

/// Bytes as they stand in a Rust program, the first of them if there are many. They are not text
/// yet: a piece may begin or end in the middle of a character.
fn literal(bytes: &[u8]) -> String {
    let (shown, more) = match bytes.get(..SHOWN) {
        Some(shown) if bytes.len() > SHOWN => (shown, "…"),
        _ => (bytes, ""),
    };
    format!("b\"{}\"{more}", shown.escape_ascii())
}

#[cfg(test)]
mod tests {
    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    /// What is printed, without the times.
    fn shown(
        poem: &[u8],
        bytes: usize,
        delay: u64,
        pause: u64,
        pieces: usize,
    ) -> Vec<String> {
        let pace = Pace {
            bytes: bytes.try_into().unwrap(),
            delay: Duration::from_millis(delay),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(poem, pace).unwrap().to_string();
        within(LIMIT, move || {
            let mut out = Vec::new();
            show(&server, Duration::from_millis(pause), pieces, &mut out)
                .unwrap();
            let out = String::from_utf8(out).unwrap();
            out.lines()
                .map(|line| line.split_once(" s  ").unwrap().1.to_string())
                .collect()
        })
    }

    #[test]
    fn a_slow_poem_arrives_in_pieces() {
        assert_eq!(
            shown(b"Ruhest du", 7, 300, 0, 9),
            [r#"7 bytes  b"Ruhest ""#, r#"2 bytes  b"du""#, "the end"]
        );
    }

    #[test]
    fn a_late_reader_gets_it_in_one() {
        assert_eq!(
            shown(b"Ruhest du", 1, 1, 1000, 9),
            [r#"9 bytes  b"Ruhest du""#, "the end"]
        );
    }

    #[test]
    fn a_client_may_leave_before_the_end() {
        assert_eq!(
            shown(b"Ruhest du", 7, 300, 0, 1),
            [r#"7 bytes  b"Ruhest ""#]
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_shown() {
        assert_eq!(literal("Où\n".as_bytes()), r#"b"O\xc3\xb9\n""#);
    }

    #[test]
    fn of_a_long_piece_the_beginning_is_shown() {
        let dots = ".".repeat(SHOWN);
        assert_eq!(literal(dots.as_bytes()), format!("b\"{dots}\""));
        assert_eq!(
            literal(format!("{dots}!").as_bytes()),
            format!("b\"{dots}\"…")
        );
    }

    #[test]
    fn nobody_there_is_an_error_with_the_server_in_it() {
        let error =
            run(Arguments::new(["127.0.0.1:1"])).unwrap_err().to_string();
        assert!(error.starts_with("127.0.0.1:1: "), "{error}");
    }
}
