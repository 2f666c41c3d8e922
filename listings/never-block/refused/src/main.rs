//! Fetches a poem with reads that never wait, and counts those that were refused.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Instant;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Fetches a poem with reads that never wait, and counts those that were refused.

Usage: refused <HOST:PORT>

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
    let before = cpu_clock::process();
    let begin = Instant::now();
    show(&server, &mut io::stdout())
        .map_err(|error| format!("{server}: {error}"))?;
    writeln!(
        io::stdout(),
        "all: {:.3} s, {:.3} s of it on a processor",
        begin.elapsed().as_secs_f64(),
        (cpu_clock::process() - before).as_secs_f64()
    )?;
    Ok(())
}

// ANCHOR: show
fn show(server: &str, out: &mut impl Write) -> io::Result<()> {
    let begin = Instant::now();
    let mut stream = TcpStream::connect(server)?;
    stream.set_nonblocking(true)?;
    let mut buffer = [0; 512];
    let mut refused = 0;
    loop {
        let count = match stream.read(&mut buffer) {
            Ok(count) => count,
            // Not an error: there is no byte at the moment.
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                refused += 1;
                continue;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let time = begin.elapsed().as_secs_f64();
        write!(out, "{time:.3} s  {refused} refused, ")?;
        if count == 0 {
            return writeln!(out, "the end");
        }
        writeln!(out, "{count} bytes")?;
        refused = 0;
    }
}
// ANCHOR_END: show

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn the_pieces_come_between_refusals() {
        let pace = Pace {
            bytes: 7.try_into().unwrap(),
            delay: Duration::from_millis(300),
            jitter: Duration::ZERO,
        };
        let server =
            slow_server::start(b"Ruhest du", pace).unwrap().to_string();
        let lines = within(LIMIT, move || {
            let mut out = Vec::new();
            show(&server, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        });
        let pieces: Vec<&str> = lines
            .lines()
            .map(|line| line.split_once(", ").unwrap().1)
            .collect();
        assert_eq!(pieces, ["7 bytes", "2 bytes", "the end"]);
        let refused: Vec<u64> = lines
            .lines()
            .map(|line| line.split_whitespace().nth(2).unwrap())
            .map(|count| count.parse().unwrap())
            .collect();
        // The end comes with the last piece, and not after a pause.
        assert!(refused[0] > 0 && refused[2] < refused[1], "{lines}");
    }

    #[test]
    fn nobody_there_is_an_error_with_the_server_in_it() {
        let error =
            run(Arguments::new(["127.0.0.1:1"])).unwrap_err().to_string();
        assert!(error.starts_with("127.0.0.1:1: "), "{error}");
    }
}
