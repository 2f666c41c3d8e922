//! A future that is ready after some time: a thread sleeps for it.

use std::error::Error;
use std::pin::Pin;
use std::process::ExitCode;
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_park::{Letter, block_on, join, letter};

const HELP: &str = "\
Waits twice for 200 ms: one after the other, and at the same time.

Usage: solution-delay [OPTIONS]

Options:
  -h, --help  Print this help
";

/// A point in time that will come. The time runs from the first poll.
pub enum Delay {
    /// Nobody has asked yet.
    New(Duration),
    /// A thread sleeps, and sends a letter then.
    Runs(Letter<()>),
}

impl Future for Delay {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            match &mut *self {
                Delay::New(time) => {
                    let (time, (sender, letter)) = (*time, letter());
                    thread::spawn(move || {
                        thread::sleep(time);
                        sender.send(());
                    });
                    *self = Delay::Runs(letter);
                }
                // The letter keeps the waker of this poll, and no other.
                Delay::Runs(letter) => {
                    return Pin::new(letter).poll(cx).map(|sent| {
                        sent.expect("the thread sends the letter");
                    });
                }
            }
        }
    }
}

const TIME: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let begin = Instant::now();
    block_on(async {
        Delay::New(TIME).await;
        Delay::New(TIME).await;
    });
    println!("one after the other: {:.1} ms", ms(begin));
    let begin = Instant::now();
    block_on(join(Delay::New(TIME), Delay::New(TIME)));
    println!("at the same time: {:.1} ms", ms(begin));
    Ok(())
}

fn ms(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests;
