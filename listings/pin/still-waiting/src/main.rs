//! A fetch that is begun anew after each timeout, and a fetch that is asked
//! again.

use std::error::Error;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::task::Poll;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_time::{block_on, sleep};
use trace::{Task, Wait};

const HELP: &str = "\
A poem takes 500 ms. Its reader looks up every 200 ms, and begins anew or goes
on to wait.

Usage: still-waiting

Options:
  -h, --help  Print this help
";

const FETCH: Duration = Duration::from_millis(500);
const PATIENCE: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// Stands for a slow server: 500 ms, and there is the poem.
async fn fetch(number: u32) -> &'static str {
    println!("fetch {number} begins");
    let told = Task::begin(format_args!("fetch {number}"));
    told.wait(Wait::Timer);
    sleep(FETCH).await;
    told.end();
    "Who has seen the wind?"
}

// ANCHOR: within
/// The output, if it is there in time. If not, the future is as it was.
async fn within<F: Future>(
    limit: Duration,
    mut future: Pin<&mut F>,
) -> Option<F::Output> {
    let mut late = pin!(sleep(limit));
    poll_fn(|cx| {
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        late.as_mut().poll(cx).map(|()| None)
    })
    .await
}
// ANCHOR_END: within

// ANCHOR: anew
async fn begin_anew() -> Option<&'static str> {
    for number in 1..=3 {
        let poem = pin!(fetch(number));
        if let Some(poem) = within(PATIENCE, poem).await {
            return Some(poem);
        }
        println!("not there yet");
    }
    None
}
// ANCHOR_END: anew

// ANCHOR: again
async fn ask_again() -> &'static str {
    let mut poem = pin!(fetch(4));
    loop {
        if let Some(poem) = within(PATIENCE, poem.as_mut()).await {
            return poem;
        }
        println!("not there yet");
    }
}
// ANCHOR_END: again

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    block_on(async {
        println!("begun anew: {:?}", begin_anew().await);
        println!("asked again: {:?}", ask_again().await);
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use time_limit::within as no_longer_than;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn who_begins_anew_gets_nothing_and_who_asks_again_the_poem() {
        no_longer_than(LIMIT, || {
            assert_eq!(block_on(begin_anew()), None);
            assert_eq!(block_on(ask_again()), "Who has seen the wind?");
        });
    }

    #[test]
    fn a_future_that_is_late_goes_on_where_it_was() {
        no_longer_than(LIMIT, || {
            block_on(async {
                let polls = Cell::new(0);
                let mut third = pin!(poll_fn(|_| {
                    polls.set(polls.get() + 1);
                    if polls.get() == 3 {
                        Poll::Ready(3)
                    } else {
                        Poll::Pending
                    }
                }));
                let limit = Duration::from_millis(1);
                // A poll at the beginning, and one when the time is over.
                assert_eq!(within(limit, third.as_mut()).await, None);
                assert_eq!(polls.get(), 2);
                assert_eq!(within(limit, third.as_mut()).await, Some(3));
            });
        });
    }

    #[test]
    fn what_is_ready_at_once_is_not_late() {
        no_longer_than(LIMIT, || {
            let ready = pin!(std::future::ready(7));
            assert_eq!(block_on(within(Duration::ZERO, ready)), Some(7));
        });
    }
}
