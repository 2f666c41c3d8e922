//! Prints the lines of a poem when they are whole.

use std::error::Error;
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::time::Instant;

use arguments::{Arguments, UsageError};
use decoders::Lines;
use rt_reactor::block_on;
use rt_reactor::net::TcpStream;
use solution_read_line::Frames;

const HELP: &str = "\
Prints the lines of a poem, each when it is whole.

Usage: solution-read-line [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>  The server

Options:
  -h, --help   Print this help
";

/// The longest line, in bytes.
const LONGEST: usize = 200;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [server] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs one server, as HOST:PORT").into());
    };
    let address = server.to_socket_addrs()?.next();
    let address = address.ok_or("the server has no address")?;
    let begin = Instant::now();
    block_on(async {
        let stream = TcpStream::connect(address).await?;
        let mut lines = Frames::new(stream, Lines::new(LONGEST));
        while let Some(line) = lines.next().await? {
            println!("{:.3} s  {line}", begin.elapsed().as_secs_f64());
        }
        Ok(())
    })
}
