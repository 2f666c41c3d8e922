//! Asks a poem house for poems, or for their names.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use decoders::{Decoder, Netstrings};

const HELP: &str = "\
Asks a poem house for poems by TCP; without a name, for their names by UDP.

Usage: ask-house [OPTIONS] <HOST:PORT> [NAME]...

Arguments:
  <HOST:PORT>   The house
  [NAME]...     The poems

Options:
  --buffer <N>  How many bytes of a datagram to take [default: 512]
  --lines <N>   How many lines of each poem to print [default: 2]
  -h, --help    Print this help
";

/// The longest poem that it takes.
const LONGEST: usize = 1 << 20;

/// For so long it waits for a sign of life.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let number = "a whole number";
    let buffer = arguments.option("--buffer", number)?.unwrap_or(512);
    let lines = arguments.option("--lines", number)?.unwrap_or(2);
    let words = arguments.text_operands()?;
    let Some((house, names)) = words.split_first() else {
        return Err(UsageError::new("needs a house, as HOST:PORT").into());
    };
    let out = &mut io::stdout();
    if names.is_empty() {
        Ok(ask_for_names(house, buffer, out)?)
    } else {
        ask_for_poems(house, names, lines, out)
    }
}

/// One datagram there, and one back.
fn ask_for_names(
    house: &str,
    buffer: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    socket.set_read_timeout(Some(PATIENCE))?;
    // From now on, datagrams of others do not come in.
    socket.connect(house)?;
    socket.send(b"?")?;
    let mut buffer = vec![0; buffer];
    let count = socket.recv(&mut buffer)?;
    let names = String::from_utf8_lossy(&buffer[..count]);
    writeln!(out, "{count} bytes: {names:?}")
}

/// All names at once, and then the poems in their order.
fn ask_for_poems(
    house: impl ToSocketAddrs,
    names: &[String],
    lines: usize,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let mut stream = TcpStream::connect(house)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all((names.join("\n") + "\n").as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    let mut poems = Netstrings::new(LONGEST);
    for name in names {
        let poem = loop {
            if let Some(poem) = poems.next_frame()? {
                break String::from_utf8(poem)?;
            }
            let mut buffer = [0; 4096];
            match stream.read(&mut buffer)? {
                0 => {
                    poems.finish()?;
                    return Err("the house has left".into());
                }
                count => poems.feed(&buffer[..count]),
            }
        };
        writeln!(out, "{name}: {} bytes", poem.len())?;
        for line in poem.lines().take(lines) {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::thread;

    use poem_house::House;
    use time_limit::within;

    use super::*;

    /// A house, for as long as the process lives.
    fn house() -> String {
        let poems = Path::new(env!("CARGO_MANIFEST_DIR"));
        let poems = poems.join("../../../poems");
        let here = (Ipv4Addr::LOCALHOST, 0).into();
        let mut house = House::open(here, poems).unwrap();
        let address = house.address().unwrap().to_string();
        thread::spawn(move || while house.turn().is_ok() {});
        address
    }

    fn asked(names: &'static [&str], lines: usize) -> String {
        within(Duration::from_secs(20), move || {
            let names = names.iter().map(|it| it.to_string());
            let (names, mut out) = (names.collect::<Vec<_>>(), Vec::new());
            ask_for_poems(house(), &names, lines, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        })
    }

    fn told(buffer: usize) -> String {
        within(Duration::from_secs(20), move || {
            let mut out = Vec::new();
            ask_for_names(&house(), buffer, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        })
    }

    #[test]
    fn poems_come_in_the_order_of_their_names() {
        let expected = "goethe: 146 bytes\n    Ueber allen Gipfeln\n\
                        nobody: 0 bytes\n\
                        rossetti: 215 bytes\n    Who has seen the wind?\n";
        assert_eq!(asked(&["goethe", "nobody", "rossetti"], 1), expected);
    }

    #[test]
    fn a_datagram_brings_all_names_or_the_buffer_cuts_it() {
        let all = "24 bytes: \"goethe\\nrossetti\\nverlaine\"\n";
        assert_eq!(told(512), all);
        assert_eq!(told(10), "10 bytes: \"goethe\\nros\"\n");
    }

    #[test]
    fn a_house_is_needed() {
        let error = run(Arguments::new([""; 0])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
