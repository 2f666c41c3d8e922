//! The command line of the guests.

use std::error::Error;
use std::io::{self, Write};
use std::net::ToSocketAddrs;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use ask_proxy::{Wish, send_guests};

const HELP: &str = "\
Sends guests to a proxy for poems, all at once, and tells what each got.

Usage: ask-proxy <HOST:PORT> <NAME[/MS]>...

Arguments:
  <HOST:PORT>     The proxy
  <NAME[/MS]>...  A poem for each guest; with MS, the guest leaves after so many milliseconds

Options:
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let mut words = arguments.text_operands()?.into_iter();
    let needs = || UsageError::new("needs a proxy, and a poem for each guest");
    let proxy = words.next().ok_or_else(needs)?;
    let wishes: Result<Vec<Wish>, _> = words.map(|it| it.parse()).collect();
    let wishes = wishes.map_err(UsageError::new)?;
    if wishes.is_empty() {
        return Err(needs().into());
    }
    let names: Vec<String> = wishes.iter().map(|it| it.name.clone()).collect();
    let mut found = proxy
        .to_socket_addrs()
        .map_err(|error| format!("can't find {proxy}: {error}"))?;
    let proxy = found.next().ok_or("the proxy has no address")?;
    for (number, (got, time)) in
        send_guests(proxy, wishes).into_iter().enumerate()
    {
        let (guest, name) = (number + 1, &names[number]);
        let ms = time.as_secs_f64() * 1000.0;
        let got = match got {
            Ok(poem) => format!("{} bytes", poem.len()),
            Err(reason) => reason,
        };
        writeln!(io::stdout(), "guest {guest}, {name}: {ms:.1} ms, {got}")?;
    }
    Ok(())
}
