//! Measures what it costs to ask sockets by a loop and by futures.

mod ways;

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Waits for a byte from each of three sockets, which comes late, and asks all of
them until then: by a loop, and by three futures that are joined.

Usage: spin-cost [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Let the bytes come soon
  -h, --help  Print this help
";

const SILENCE: Duration = Duration::from_millis(1000);
const QUICK_SILENCE: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let silence = match arguments.flag("--quick") {
        true => QUICK_SILENCE,
        false => SILENCE,
    };
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    let ways: [(&str, Way); 2] =
        [("loop", ways::by_loop), ("futures", ways::by_futures)];
    for (name, way) in ways {
        let measured = measure(way, silence)?;
        let row = if csv { csv_row } else { row };
        writeln!(out, "{}", row(name, &measured))?;
    }
    Ok(())
}

const HEADER: &str = "by           CPU      questions  a question";
const CSV_HEADER: &str = "by,CPU (%),questions,question (ns)";

/// Asks all three until each has brought a byte. Returns how many questions that took.
type Way = fn(&[TcpStream; 3]) -> io::Result<u64>;

struct Measured {
    /// From the first question to the last answer.
    time: Duration,
    /// How long the thread that asked was on a processor.
    cpu: Duration,
    questions: u64,
}

impl Measured {
    fn cpu_percent(&self) -> f64 {
        100.0 * self.cpu.as_secs_f64() / self.time.as_secs_f64()
    }

    fn nanoseconds_a_question(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e9 / self.questions as f64
    }
}

/// What it takes to ask in this way until bytes come after so long.
fn measure(way: Way, silence: Duration) -> io::Result<Measured> {
    let (ours, theirs) = pairs()?;
    let (begin, cpu) = (Instant::now(), cpu_clock::thread());
    let peer = thread::spawn(move || {
        thread::sleep(silence);
        theirs.iter().try_for_each(|mut stream| stream.write_all(b"."))
    });
    let questions = way(&ours)?;
    let (time, cpu) = (begin.elapsed(), cpu_clock::thread() - cpu);
    peer.join().expect("the peer does not panic")?;
    Ok(Measured { time, cpu, questions })
}

/// Three connections. Ours never block.
fn pairs() -> io::Result<([TcpStream; 3], [TcpStream; 3])> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let pair = || {
        let ours = TcpStream::connect(address)?;
        ours.set_nonblocking(true)?;
        io::Result::Ok((ours, listener.accept()?.0))
    };
    let [one, two, three] = [pair()?, pair()?, pair()?];
    Ok(([one.0, two.0, three.0], [one.1, two.1, three.1]))
}

fn row(name: &str, measured: &Measured) -> String {
    format!(
        "{name:8} {:5.1} % {:12} {:8.0} ns",
        measured.cpu_percent(),
        measured.questions,
        measured.nanoseconds_a_question()
    )
}

fn csv_row(name: &str, measured: &Measured) -> String {
    format!(
        "{name},{:.1},{},{:.0}",
        measured.cpu_percent(),
        measured.questions,
        measured.nanoseconds_a_question()
    )
}

#[cfg(test)]
mod tests;
