//! Lets events happen to an entry of flags and options.

mod player;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use flag_entry::MEANT;
use player::Player;

const HELP: &str = "\
Lets events happen to an entry of flags and options, and prints what comes of each.

Usage: flag-entry [OPTIONS] <EVENT>...

Arguments:
  <EVENT>...     ask:1, leave:1 (guests have numbers), came, broke, later

Options:
  --longest <N>  Try all orders of so many events, and print which fields can be set together
  -h, --help     Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let longest: Option<usize> =
        arguments.option("--longest", "a number of events")?;
    let words = arguments.text_operands()?;
    if words.is_empty() == longest.is_none() {
        return Err(UsageError::new("needs events, or --longest").into());
    }
    let mut out = io::stdout();
    if let Some(longest) = longest {
        let mut found = BTreeMap::new();
        let orders = try_all(&Player::default(), longest, &mut found);
        print_found(orders, &found, &mut out)?;
    }
    let mut player = Player::default();
    for word in words {
        let told = player.play(&word)?.join(", ");
        let fields = player.entry.fields().join(", ");
        let line = format!("{word:<8} {told:<33} {fields}");
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Which fields are set, and after which events for the first time.
type Found = BTreeMap<Vec<&'static str>, Vec<String>>;

/// Tries all orders. Returns how many there are.
fn try_all(player: &Player, left: usize, found: &mut Found) -> usize {
    let first = found
        .entry(player.entry.fields())
        .or_insert_with(|| player.played.clone());
    if player.played.len() < first.len() {
        first.clone_from(&player.played);
    }
    if left == 0 {
        return 1;
    }
    let next = player.possible().into_iter().map(|word| {
        let mut player = player.clone();
        player.play(&word).expect("a possible event is an event");
        try_all(&player, left - 1, found)
    });
    next.sum()
}

fn print_found(
    orders: usize,
    found: &Found,
    out: &mut impl Write,
) -> io::Result<()> {
    let not_meant =
        found.iter().filter(|(fields, _)| !MEANT.contains(&&fields[..]));
    let mut not_meant: Vec<_> = not_meant.collect();
    not_meant.sort_by_key(|(_, events)| events.len());
    writeln!(
        out,
        "{orders} orders, {} states, {} of them not meant:",
        found.len(),
        not_meant.len()
    )?;
    for (fields, events) in not_meant {
        writeln!(out, "{:<32} {}", fields.join(" "), events.join(" "))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
