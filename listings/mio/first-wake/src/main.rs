//! A thread that wakes a mio loop, before or after it has put its message into the channel.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use mio::{Events, Poll, Token, Waker};
use trace::{Task, Wait};

const HELP: &str = "\
A thread puts a message into a channel, and wakes a loop that waits in poll.

Usage: first-wake [OPTIONS]

Options:
  --wake-first  Wake first, and put the message into the channel then
  -h, --help    Print this help
";

/// How long the thread works on its message.
const WORK: Duration = Duration::from_millis(100);

/// For so long the kernel gives the processor to others, at the worst moment.
const INTERRUPTION: Duration = Duration::from_millis(50);

/// The loop has something else to do at the latest after this time.
const PATIENCE: Duration = Duration::from_secs(1);

const WAKER: Token = Token(0);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let wake_first = arguments.flag("--wake-first");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    show(wake_first, &mut io::stdout())?;
    Ok(())
}

/// Returns whether the message was found when the loop was woken.
fn show(wake_first: bool, out: &mut impl Write) -> io::Result<bool> {
    let poll = Poll::new()?;
    let waker = Waker::new(poll.registry(), WAKER)?;
    let (sender, inbox) = mpsc::channel();
    let lanes = (Task::begin("loop"), Task::begin("thread"));
    thread::scope(|scope| {
        let other = thread::Builder::new().name("thread".to_string());
        let other = other.spawn_scoped(scope, || {
            lanes.1.run();
            lanes.1.wait(Wait::Timer);
            thread::sleep(WORK);
            lanes.1.run();
            let told = tell(&sender, &waker, wake_first, &lanes.1);
            lanes.1.end();
            told
        })?;
        let found = hear(poll, &inbox, &lanes.0, out);
        other.join().expect("the thread returns its errors")?;
        found
    })
}

// ANCHOR: tell
/// What the other thread does when its message is ready.
fn tell(
    sender: &Sender<&'static str>,
    waker: &Waker,
    wake_first: bool,
    lane: &Task,
) -> io::Result<()> {
    if wake_first {
        waker.wake()?;
        lane.ready();
        thread::sleep(INTERRUPTION);
        lane.run();
        sender.send("Ruh").map_err(io::Error::other)
    } else {
        sender.send("Ruh").map_err(io::Error::other)?;
        waker.wake()
    }
}
// ANCHOR_END: tell

// ANCHOR: hear
/// What the loop does, until it has the message.
fn hear(
    mut poll: Poll,
    inbox: &Receiver<&'static str>,
    lane: &Task,
    out: &mut impl Write,
) -> io::Result<bool> {
    let begin = Instant::now();
    let mut events = Events::with_capacity(8);
    loop {
        lane.run();
        lane.wait(Wait::Socket("poll"));
        poll.poll(&mut events, Some(PATIENCE))?;
        lane.run();
        let woken = events.iter().any(|event| event.token() == WAKER);
        let why = if woken { "woken" } else { "not woken" };
        let messages: Vec<&str> = inbox.try_iter().collect();
        let time = begin.elapsed().as_secs_f64();
        writeln!(out, "{time:.3} s  {why}, messages: {messages:?}")?;
        if !messages.is_empty() {
            lane.end();
            return Ok(woken);
        }
    }
}
// ANCHOR_END: hear

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn shown(wake_first: bool) -> (bool, String) {
        within(Duration::from_secs(20), move || {
            let mut out = Vec::new();
            let woken = show(wake_first, &mut out).unwrap();
            (woken, String::from_utf8(out).unwrap())
        })
    }

    #[test]
    fn who_is_woken_finds_the_message() {
        let (woken, out) = shown(false);
        assert!(woken, "{out}");
        assert_eq!(out.lines().count(), 1, "{out}");
    }

    #[test]
    fn who_is_woken_first_finds_nothing() {
        let (woken, out) = shown(true);
        assert!(!woken, "{out}");
        assert!(out.contains("  woken, messages: []"), "{out}");
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
