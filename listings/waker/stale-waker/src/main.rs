//! A future that is polled by one thread first, and then by another.

mod parcel;

use std::error::Error;
use std::future::poll_fn;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use parcel::{Keep, ParcelSender, parcel};
use rt_park::letter;
use time_limit::attempt;
use trace::{Task, Wait};

const HELP: &str = "\
One thread looks once for a parcel, and hands it on to another one that waits.
It is sent after 100 ms, and given up after 1000 ms.

Usage: stale-waker [OPTIONS]

Options:
  --replace   Keep the waker of the last poll, not of the first
  --spin      Ask again and again in the second thread, and ignore all wakes
  -h, --help  Print this help
";

/// Who sleeps for so long will not wake any more.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the sender works on the parcel.
const WORK: Duration = Duration::from_millis(100);

/// What has the second thread while it waits.
#[derive(Debug, Clone, Copy)]
enum Executor {
    Park,
    Spin,
}

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let replace = arguments.flag("--replace");
    let spin = arguments.flag("--spin");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let keep = if replace { Keep::Last } else { Keep::First };
    let executor = if spin { Executor::Spin } else { Executor::Park };
    match attempt(PATIENCE, move || receive(keep, executor)) {
        Some(value) => println!("received: {value}"),
        None => println!("still asleep after {PATIENCE:?}"),
    }
    Ok(())
}

// ANCHOR: receive
/// What the second thread receives: the one that calls.
fn receive(keep: Keep, executor: Executor) -> &'static str {
    let (sender, mut parcel) = parcel(keep);
    let (hand_on, handed_on) = mpsc::channel();
    let (stop, stopped) = letter::<()>();
    start("first", move || {
        rt_park::block_on(async {
            let looked = poll_fn(|cx| Poll::Ready(parcel.ask("first", cx)));
            assert!(looked.await.is_pending(), "nobody has sent it yet");
            hand_on.send(parcel).expect("the second thread waits for it");
            // It has other things to do.
            let _ = stopped.await;
        });
    });
    let mut parcel = handed_on.recv().expect("the first thread hands it on");
    let (asks, asked) = mpsc::channel();
    start("sender", move || send(sender, &asked));
    let wait = poll_fn(|cx| {
        let answer = parcel.ask("second", cx);
        let _ = asks.send(());
        answer
    });
    let value = match executor {
        Executor::Park => rt_park::block_on(wait),
        Executor::Spin => rt_spin::block_on(wait),
    };
    stop.send(());
    value
}
// ANCHOR_END: receive

/// Sends the parcel some time after it was asked for by the second thread.
fn send(sender: ParcelSender, asked: &Receiver<()>) {
    let lane = Task::begin("sender");
    lane.run();
    lane.wait(Wait::Task("second"));
    asked.recv().expect("the second thread asks");
    lane.run();
    lane.wait(Wait::Timer);
    thread::sleep(WORK);
    lane.run();
    sender.send("Ruh");
    lane.end();
}

fn start(name: &str, body: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().name(name.to_string());
    thread.spawn(body).expect("the OS gives a thread");
}

#[cfg(test)]
mod tests;
