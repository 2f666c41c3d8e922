//! Fetches three poems, or tells how large the futures of that are.

mod fetch;

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Instant;

use arguments::{Arguments, UsageError};
use fetch::{fetch, fetch_slim, tell};
use rt_time::{block_on, join};

const HELP: &str = "\
Fetches three poems in one thread.

Usage: client-future [OPTIONS] <HOST:PORT> <HOST:PORT> <HOST:PORT>
       client-future --size [--csv]

Options:
  --given     Make the futures of the poems before the future of all three
  --size      Tell how large the futures are, and fetch nothing
  --csv       Print comma-separated values
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let given = arguments.flag("--given");
    let csv = arguments.flag("--csv");
    if arguments.flag("--size") {
        if let Some(operand) = arguments.operands()?.first() {
            let message = format!("takes no operands, and got {operand:?}");
            return Err(UsageError::new(message).into());
        }
        if csv {
            println!("future,size (bytes)");
        }
        for (name, size) in sizes() {
            match csv {
                true => println!("{name},{size}"),
                false => println!("{name:<10} {size:>5} bytes"),
            }
        }
        return Ok(());
    }
    let [one, two, three] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs three servers, as HOST:PORT").into());
    };
    let servers = [address(one)?, address(two)?, address(three)?];
    let begin = Instant::now();
    let missing = match given {
        true => block_on(all_given(servers.map(|it| tell(it, begin)))),
        false => block_on(all_made(servers, begin)),
    };
    match missing {
        0 => Ok(()),
        missing => Err(format!("{missing} of 3 poems missing").into()),
    }
}

fn address(server: &str) -> Result<SocketAddr, Box<dyn Error>> {
    let address = server.to_socket_addrs()?.next();
    Ok(address.ok_or_else(|| format!("{server} has no address"))?)
}

// ANCHOR: all
/// Returns how many poems are missing.
async fn all_given(poems: [impl Future<Output = bool>; 3]) -> usize {
    let [one, two, three] = poems;
    let (one, (two, three)) = join(one, join(two, three)).await;
    [one, two, three].into_iter().filter(|came| !came).count()
}

/// The same, and makes the futures of the poems itself.
async fn all_made(servers: [SocketAddr; 3], begin: Instant) -> usize {
    let [one, two, three] = servers.map(|server| tell(server, begin));
    let (one, (two, three)) = join(one, join(two, three)).await;
    [one, two, three].into_iter().filter(|came| !came).count()
}
// ANCHOR_END: all

fn sizes() -> [(&'static str, usize); 5] {
    let (server, begin) = ((Ipv4Addr::LOCALHOST, 1).into(), Instant::now());
    let three = [(); 3].map(|()| tell(server, begin));
    [
        ("fetch", size_of_val(&fetch(server))),
        ("fetch_slim", size_of_val(&fetch_slim(server))),
        ("tell", size_of_val(&tell(server, begin))),
        ("all_given", size_of_val(&all_given(three))),
        ("all_made", size_of_val(&all_made([server; 3], begin))),
    ]
}

#[cfg(test)]
mod tests;
