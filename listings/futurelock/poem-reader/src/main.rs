//! The command line of the poem reader.

use std::error::Error;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use poem_reader::engine::{block_on, spawn};
use poem_reader::{Library, Limits};

const HELP: &str = "\
Fetches poems for many readers, each poem once.

Usage: poem-reader [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>      A server, one for each reader; several may name the same

Options:
  --at-once <N>    How many connections there are at once [default: 4]
  --limit <MS>     How long an attempt may take [default: 2000]
  --attempts <N>   How many attempts there are [default: 3]
  --pause <MS>     The pause after the first attempt; each later one is twice
                   as long [default: 100]
  -h, --help       Print this help
";

/// Far longer than a poem.
const MOST_BYTES: usize = 1 << 20;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let number = "a whole number from 1 up";
    let at_once = arguments.option("--at-once", number)?.unwrap_or(4);
    let attempts = arguments.option("--attempts", number)?.unwrap_or(3);
    if at_once == 0 || attempts == 0 {
        return Err(UsageError::new("needs a connection and an attempt").into());
    }
    let ms = Duration::from_millis;
    let limits = Limits {
        time: arguments.milliseconds("--limit")?.unwrap_or(ms(2000)),
        attempts,
        pause: arguments.milliseconds("--pause")?.unwrap_or(ms(100)),
        bytes: MOST_BYTES,
    };
    let names = arguments.text_operands()?;
    if names.is_empty() {
        return Err(UsageError::new("needs servers, as HOST:PORT").into());
    }
    let library = Library::new(limits, at_once);
    let missing = block_on(read_all(Rc::clone(&library), names))?;
    println!("{} fetches", library.fetches());
    match missing {
        0 => Ok(()),
        missing => Err(format!("{missing} readers have no poem").into()),
    }
}

/// A task for each reader; returns how many have no poem.
async fn read_all(
    library: Rc<Library>,
    names: Vec<String>,
) -> io::Result<usize> {
    let begin = Instant::now();
    let mut readers = Vec::new();
    for (name, number) in names.into_iter().zip(1..) {
        let (library, server) = (Rc::clone(&library), address(&name)?);
        let task = format!("reader {number}");
        readers.push(spawn(&task.clone(), async move {
            let answer = library.ask(server).await;
            let time = begin.elapsed().as_millis();
            match &answer {
                Ok(poem) => println!("{task}: {time} ms, {} bytes", poem.len()),
                Err(missing) => println!("{task}: {time} ms, {missing}"),
            }
            answer.is_ok()
        }));
    }
    let mut missing = 0;
    for reader in readers {
        missing += usize::from(!reader.await.unwrap_or(false));
    }
    Ok(missing)
}

/// A name is looked up here, before anybody reads: this may block.
fn address(name: &str) -> io::Result<SocketAddr> {
    let address = name.to_socket_addrs()?.next();
    address.ok_or_else(|| io::ErrorKind::AddrNotAvailable.into())
}
