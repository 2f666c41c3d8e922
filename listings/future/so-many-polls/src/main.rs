//! Polls a future so many times, and drops it.

use std::error::Error;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Makes a future, polls it so many times, and drops it.

Usage: so-many-polls <NUMBER>

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [number] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs one number").into());
    };
    let number = number.parse().map_err(|_| {
        UsageError::new(format!("needs a number, not {number:?}"))
    })?;
    poll_times(number);
    Ok(())
}

// ANCHOR: polls
fn poll_times(number: u32) {
    let mut story = pin!(story());
    let mut cx = Context::from_waker(Waker::noop());
    for poll in 1..=number {
        println!("poll {poll}: {:?}", story.as_mut().poll(&mut cx));
    }
}
// ANCHOR_END: polls

// ANCHOR: story
async fn story() -> &'static str {
    let _candle = Candle::light();
    println!("once upon a time");
    Pause { is_over: false }.await;
    println!("they lived happily");
    "the end"
}

struct Candle;

impl Candle {
    fn light() -> Candle {
        println!("a candle is lit");
        Candle
    }
}

impl Drop for Candle {
    fn drop(&mut self) {
        println!("the candle goes out");
    }
}
// ANCHOR_END: story

/// Pending the first time, and ready the second time.
struct Pause {
    is_over: bool,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.is_over {
            return Poll::Ready(());
        }
        self.is_over = true;
        Poll::Pending
    }
}
