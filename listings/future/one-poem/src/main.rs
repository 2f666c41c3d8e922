//! Fetches a poem by a future that is written by hand.

mod poem;

use std::error::Error;
use std::io::{self, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use poem::Poem;
use poem_lane::Lane;
use rt_spin::block_on;
use trace::Task;

const HELP: &str = "\
Fetches a poem by a future that is polled until it is ready.

Usage: one-poem <HOST:PORT>

Arguments:
  <HOST:PORT>  The server

Options:
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [server] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs one server, as HOST:PORT").into());
    };
    Ok(fetch(server, &mut io::stdout())?)
}

fn fetch(server: &str, out: &mut impl Write) -> io::Result<()> {
    let asking = Task::begin("block_on");
    asking.run();
    // ANCHOR: fetch
    let stream = TcpStream::connect(server)?;
    stream.set_nonblocking(true)?;
    let (begin, cpu) = (Instant::now(), cpu_clock::process());
    let poem = Poem::new(stream, Lane::new(&asking, "poem"));
    let whole = block_on(poem)?;
    let (time, cpu) = (begin.elapsed(), cpu_clock::process() - cpu);
    // ANCHOR_END: fetch
    asking.end();
    let (bytes, polls) = (whole.bytes.len(), whole.polls);
    writeln!(out, "{bytes} bytes, polled {polls} times")?;
    writeln!(out, "{}, {} of it on a processor", ms(time), ms(cpu))
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
