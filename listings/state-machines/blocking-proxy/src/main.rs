//! A proxy for poems, with a thread for each guest.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use arguments::Arguments;
use proxy_parts::netstring;

const HELP: &str = "\
Fetches poems for its guests, with a thread for each guest.

Usage: blocking-proxy [OPTIONS] <NAME=HOST:PORT>...

Arguments:
  <NAME=HOST:PORT>...  The poems, and the server of each

Options:
  --port <PORT>        The port to listen on; 0: the system chooses [default: 0]
  -h, --help           Print this help
";

/// The longest name of a poem, with its end.
const LONGEST_NAME: u64 = 81;
/// A poem with more bytes is cut.
const LONGEST: u64 = 16 << 20;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

type Servers = BTreeMap<String, SocketAddr>;

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        arguments.option("--port", "a number from 0 to 65535")?.unwrap_or(0);
    let servers = proxy_parts::servers(&arguments.text_operands()?)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| format!("can't listen on port {port}: {error}"))?;
    let names = Vec::from_iter(servers.keys().cloned()).join(", ");
    let address = listener.local_addr()?;
    writeln!(io::stdout(), "{names} on {address}")?;
    serve(&listener, servers)
}

/// Never returns.
fn serve(listener: &TcpListener, servers: Servers) -> ! {
    let servers = Arc::new(servers);
    loop {
        let Ok((guest, _)) = listener.accept() else {
            // Without a free descriptor, the next try would fail at once.
            thread::sleep(Duration::from_millis(100));
            continue;
        };
        let servers = Arc::clone(&servers);
        let answering = thread::Builder::new().spawn(move || {
            // A guest that breaks its connection is no reason to stop.
            let _ = answer(guest, &servers);
        });
        if let Err(error) = answering {
            eprintln!("blocking-proxy: no thread for a guest: {error}");
        }
    }
}

// ANCHOR: answer
/// Reads a name, fetches the poem, writes it.
fn answer(mut guest: TcpStream, servers: &Servers) -> io::Result<()> {
    let mut name = String::new();
    BufReader::new(&guest).take(LONGEST_NAME).read_line(&mut name)?;
    let name = name.strip_suffix('\n').unwrap_or_default();
    let answer = match servers.get(name) {
        Some(server) => fetch(*server).map_err(|error| error.to_string()),
        None => Err("no such poem".to_string()),
    };
    let answer = answer.map(Into::into).map_err(Into::into);
    guest.write_all(&netstring(&answer))
}

fn fetch(server: SocketAddr) -> io::Result<Vec<u8>> {
    let mut poem = Vec::new();
    let stream = TcpStream::connect(server)?;
    stream.take(LONGEST).read_to_end(&mut poem)?;
    Ok(poem)
}
// ANCHOR_END: answer

#[cfg(test)]
mod tests;
