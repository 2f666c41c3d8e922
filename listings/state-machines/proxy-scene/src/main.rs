//! Three guests of a proxy for poems: two that come at nearly the same time, and a late one.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use arguments::{Arguments, UsageError};
use ask_proxy::{Got, ask_through};
use caching_proxy::Limits;

const HELP: &str = "\
Three guests ask a proxy for the same poem, each at its time.

Usage: proxy-scene [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>    The server of the poem

Options:
  --relay        Fetch the poem for each guest anew
  -h, --help     Print this help
";

/// When each guest comes.
const COMES: [Duration; 3] =
    [Duration::ZERO, Duration::from_millis(300), Duration::from_millis(1600)];

/// How long it hesitates before it says a name: the proxy waits for each.
const HESITATES: Duration = Duration::from_millis(20);

const MINUTE: Duration = Duration::from_secs(60);
const LIMITS: Limits =
    Limits { patience: MINUTE, keep: MINUTE, regret: MINUTE };

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let relay = arguments.flag("--relay");
    let [server] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    let server = server.to_socket_addrs()?.next();
    let server = server.ok_or("the server has no address")?;
    let got = if relay { relayed(server)? } else { cached(server)? };
    for (number, got) in got.into_iter().enumerate() {
        let got = got?.map(|poem| format!("{} bytes", poem.len()));
        let (guest, got) = (number + 1, got.unwrap_or_else(|reason| reason));
        writeln!(io::stdout(), "guest {guest}: {got}")?;
    }
    Ok(())
}

fn relayed(server: SocketAddr) -> io::Result<Vec<io::Result<Got>>> {
    let here = (Ipv4Addr::LOCALHOST, 0).into();
    let mut proxy = relay_proxy::Proxy::open(here, poem_of(server))?;
    let guests = guests(proxy.address()?);
    while proxy.left() < COMES.len() {
        proxy.turn()?;
    }
    Ok(joined(guests))
}

fn cached(server: SocketAddr) -> io::Result<Vec<io::Result<Got>>> {
    let here = (Ipv4Addr::LOCALHOST, 0).into();
    let servers = poem_of(server);
    let mut proxy = caching_proxy::Proxy::open(here, servers, LIMITS)?;
    let guests = guests(proxy.address()?);
    while proxy.left() < COMES.len() {
        proxy.turn()?;
    }
    Ok(joined(guests))
}

fn poem_of(server: SocketAddr) -> BTreeMap<String, SocketAddr> {
    BTreeMap::from([("poem".to_string(), server)])
}

type Guests = Vec<JoinHandle<io::Result<Got>>>;

fn guests(proxy: SocketAddr) -> Guests {
    let guest = |comes| {
        thread::spawn(move || {
            thread::sleep(comes);
            let stream = TcpStream::connect(proxy)?;
            thread::sleep(HESITATES);
            ask_through(stream, &"poem".parse().map_err(io::Error::other)?)
        })
    };
    COMES.into_iter().map(guest).collect()
}

fn joined(guests: Guests) -> Vec<io::Result<Got>> {
    let joined = guests.into_iter().map(|guest| guest.join());
    joined.map(|got| got.expect("a guest has no reason to panic")).collect()
}

#[cfg(test)]
mod tests {
    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    #[test]
    fn all_three_get_the_poem_from_both_proxies() {
        let pace = Pace {
            bytes: 3.try_into().unwrap(),
            delay: Duration::from_millis(1),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(b"Ruhest du", pace).unwrap();
        for proxied in [relayed, cached] {
            let got = within(MINUTE, move || proxied(server).unwrap());
            assert_eq!(got.len(), 3);
            for got in got {
                assert_eq!(got.unwrap(), Ok(b"Ruhest du".to_vec()));
            }
        }
    }

    #[test]
    fn there_is_one_server() {
        let error = run(Arguments::new([""; 0])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
