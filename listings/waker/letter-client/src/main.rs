//! Fetches three poems in threads of their own; a future waits for their
//! letters.

use std::error::Error;
use std::fmt::Display;
use std::io;
use std::pin::pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{future, thread};

use arguments::{Arguments, UsageError};
use fetch_poem::{Fetched, fetch};
use rt_park::{Letter, join, letter};
use trace::Task;

const HELP: &str = "\
Fetches three poems, each in a thread that blocks, and waits for their letters.

Usage: letter-client [OPTIONS] <HOST:PORT> <HOST:PORT> <HOST:PORT>

Arguments:
  <HOST:PORT>  The servers, one for each poem

Options:
  --spin       Ask again and again whether the letters have come
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let spin = arguments.flag("--spin");
    let servers = arguments.text_operands()?;
    let Ok(servers) = <[String; 3]>::try_from(servers) else {
        return Err(UsageError::new("needs three servers, as HOST:PORT").into());
    };
    let (begin, cpu) = (Instant::now(), cpu_clock::process());
    let (missing, polls) = fetch_all(servers, spin)?;
    let (time, cpu) = (begin.elapsed(), cpu_clock::process() - cpu);
    println!("all: {}, {} of it on a processor", ms(time), ms(cpu));
    println!("the future was asked {polls} times");
    match missing {
        0 => Ok(()),
        missing => Err(format!("{missing} of 3 poems missing").into()),
    }
}

/// Returns how many poems are missing, and how often the future was polled.
fn fetch_all(servers: [String; 3], spin: bool) -> io::Result<(usize, u64)> {
    let begin = Instant::now();
    let [one, two, three] = servers;
    let one = tell(one.clone(), fetch_in_thread(1, one)?, begin);
    let two = tell(two.clone(), fetch_in_thread(2, two)?, begin);
    let three = tell(three.clone(), fetch_in_thread(3, three)?, begin);
    // ANCHOR: wait
    let mut polls = 0;
    let mut all = pin!(join(one, join(two, three)));
    let all = future::poll_fn(|cx| {
        polls += 1;
        all.as_mut().poll(cx)
    });
    let (one, (two, three)) =
        if spin { rt_spin::block_on(all) } else { rt_park::block_on(all) };
    // ANCHOR_END: wait
    let missing = [one, two, three].iter().filter(|came| !*came).count();
    Ok((missing, polls))
}

// ANCHOR: fetch
/// Begins to fetch a poem, and returns at once.
fn fetch_in_thread(
    number: usize,
    server: String,
) -> io::Result<Letter<io::Result<Fetched>>> {
    let (sender, letter) = letter();
    let name = format!("poem {number}");
    let task = Task::begin(&name);
    thread::Builder::new()
        .name(name)
        .spawn(move || sender.send(fetch(&server, &task)))?;
    Ok(letter)
}

/// Says how it ended, and returns whether the poem came.
async fn tell(
    server: impl Display,
    letter: Letter<io::Result<Fetched>>,
    begin: Instant,
) -> bool {
    let result = letter.await.map_err(io::Error::other).flatten();
    let time = ms(begin.elapsed());
    match &result {
        Ok(it) => println!("{server}: {time}, {} bytes", it.poem.len()),
        Err(error) => println!("{server}: {time}, {error}"),
    }
    result.is_ok()
}
// ANCHOR_END: fetch

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
