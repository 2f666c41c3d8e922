//! The command line of the client that reads frames.

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use frame_client::{Event, kept_bytes, kept_future, local_bytes, reader_task};
use rt_lock::net::TcpStream;
use rt_lock::{block_on, interval, sleep};

const HELP: &str = "\
Prints the frames that a server sends, and in between that it is alive.

Usage: frame-client <WAY> <ADDRESS>

Arguments:
  <WAY>       local-bytes (which is wrong), kept-bytes, kept-future
              or reader-task
  <ADDRESS>   Where the server is, such as 127.0.0.1:10001

Options:
  -h, --help  Print this help
";

/// Before the first sign of life, and between two.
const FIRST_BEAT: Duration = Duration::from_millis(200);
const PERIOD: Duration = Duration::from_millis(400);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [way, address] = <[String; 2]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs a way and an address"))?;
    let address: SocketAddr = address
        .parse()
        .map_err(|_| UsageError::new("the address has an IP and a port"))?;
    block_on(async {
        let stream = TcpStream::connect(address).await?;
        sleep(FIRST_BEAT).await;
        let mut ticks = interval(PERIOD);
        let beat = async || {
            ticks.tick().await;
        };
        match way.as_str() {
            "local-bytes" => local_bytes(stream, beat, print).await?,
            "kept-bytes" => kept_bytes(stream, beat, print).await?,
            "kept-future" => kept_future(stream, beat, print).await?,
            "reader-task" => reader_task(stream, beat, print).await?,
            _ => return Err(UsageError::new("there is no such way").into()),
        }
        Ok(())
    })
}

fn print(event: Event) {
    match event {
        Event::Frame(frame) => {
            println!("{:?}", String::from_utf8_lossy(&frame));
        }
        Event::Beat => println!("(still here)"),
    }
}
