//! What poll says about sockets and pipes to which something has happened.

mod situations;

use std::error::Error;
use std::ffi::c_short;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use raw_poll::{ERR, HUP, IN, NVAL, OUT};

use situations::{SITUATIONS, Seen};

const HELP: &str = "\
Brings sockets and pipes into several situations, asks poll about each, and reads.

Usage: what-poll-says

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let mut out = io::stdout();
    for situation in &SITUATIONS {
        let seen = (situation.see)()?;
        writeln!(
            out,
            "{:<43} {:<15} {}",
            situation.name,
            names(seen.revents),
            read(&seen)
        )?;
    }
    Ok(())
}

/// "IN HUP", or "nothing".
fn names(revents: c_short) -> String {
    let names: Vec<&str> =
        [(IN, "IN"), (OUT, "OUT"), (ERR, "ERR"), (HUP, "HUP"), (NVAL, "NVAL")]
            .into_iter()
            .filter_map(|(flag, name)| (revents & flag != 0).then_some(name))
            .collect();
    if names.is_empty() { "nothing".into() } else { names.join(" ") }
}

/// What `read` brought, in a few words.
fn read(seen: &Seen) -> String {
    match &seen.read {
        None => "-".into(),
        Some(Ok(0)) => "the end".into(),
        Some(Ok(count)) => format!("{count} bytes"),
        Some(Err(error)) => match error.kind() {
            ErrorKind::WouldBlock => "WouldBlock".into(),
            kind => kind.to_string(),
        },
    }
}

#[cfg(test)]
mod tests;
