//! Fetches three poems by futures that are joined.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use poem_lane::Lane;
use rt_spin::{block_on, connect, join, read};
use trace::Task;

const HELP: &str = "\
Fetches three poems in one thread, each by a future.

Usage: future-client [OPTIONS] <HOST:PORT> <HOST:PORT> <HOST:PORT>

Arguments:
  <HOST:PORT>  The servers, one for each poem

Options:
  --in-turn    Await one poem after another, and join none
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let in_turn = arguments.flag("--in-turn");
    let [one, two, three] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs three servers, as HOST:PORT").into());
    };
    let begin = (Instant::now(), cpu_clock::process());
    let asking = Task::begin("block_on");
    asking.run();
    let poem = |number, server| {
        let lane = Lane::new(&asking, &format!("poem {number}"));
        fetch_and_tell(server, begin.0, lane)
    };
    let poems = [poem(1, one), poem(2, two), poem(3, three)];
    let missing = match in_turn {
        false => block_on(all_joined(poems)),
        true => block_on(all_in_turn(poems)),
    };
    asking.end();
    let (time, cpu) = (begin.0.elapsed(), cpu_clock::process() - begin.1);
    println!("all: {}, {} of it on a processor", ms(time), ms(cpu));
    match missing {
        0 => Ok(()),
        missing => Err(format!("{missing} of 3 poems missing").into()),
    }
}

// ANCHOR: all
/// Returns how many poems are missing.
async fn all_joined(poems: [impl Future<Output = bool>; 3]) -> usize {
    let [one, two, three] = poems;
    let (one, (two, three)) = join(one, join(two, three)).await;
    [one, two, three].into_iter().filter(|came| !came).count()
}

/// The same, and each poem is whole before the next one begins.
async fn all_in_turn(poems: [impl Future<Output = bool>; 3]) -> usize {
    let mut missing = 0;
    for poem in poems {
        if !poem.await {
            missing += 1;
        }
    }
    missing
}
// ANCHOR_END: all

/// Says how it ended, and returns whether the poem came.
async fn fetch_and_tell(server: &str, begin: Instant, lane: Lane) -> bool {
    let result = match address(server) {
        Ok(address) => fetch(address, &lane).await,
        Err(error) => Err(error),
    };
    lane.run();
    let time = ms(begin.elapsed());
    match &result {
        Ok(poem) => println!("{server}: {time}, {} bytes", poem.len()),
        Err(error) => println!("{server}: {time}, {error}"),
    }
    lane.end();
    result.is_ok()
}

/// A name is looked up here, and that may take its time.
fn address(server: &str) -> io::Result<SocketAddr> {
    let address = server.to_socket_addrs()?.next();
    address.ok_or_else(|| ErrorKind::AddrNotAvailable.into())
}

// ANCHOR: fetch
async fn fetch(address: SocketAddr, lane: &Lane) -> io::Result<Vec<u8>> {
    let stream = connect(address).await?;
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    loop {
        let count = read(&stream, &mut buffer).await?;
        if count == 0 {
            return Ok(poem);
        }
        lane.run();
        poem.extend_from_slice(&buffer[..count]);
        lane.wait();
    }
}
// ANCHOR_END: fetch

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
