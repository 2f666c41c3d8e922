//! A function that blocks on a future, called from a task.

use std::error::Error;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::{block_in_place, spawn_blocking};
use tokio::time::sleep;

const HELP: &str = "\
Calls a function that blocks on a future, from inside of a runtime.

Usage: block-on-inside [OPTIONS] <WAY>

Arguments:
  <WAY>         call: as it is
                await: await its future, and leave the function out
                in-place: in block_in_place
                elsewhere: in spawn_blocking
                handle: in spawn_blocking, by the handle of the runtime
                thread: in a thread of its own

Options:
  --one-thread  On the current-thread flavour
  -h, --help    Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let one_thread = arguments.flag("--one-thread");
    let [way] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one way"))?;
    let mut builder = match one_thread {
        true => Builder::new_current_thread(),
        false => Builder::new_multi_thread(),
    };
    let runtime = builder.worker_threads(1).enable_all().build()?;
    let lines = runtime.block_on(lines_by(&way))?;
    println!("{lines} lines");
    Ok(())
}

// ANCHOR: function
/// For callers who have no runtime.
fn count_lines() -> usize {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("the OS gives a reactor").block_on(count())
}

async fn count() -> usize {
    sleep(PATIENCE).await;
    include_str!("../../../../poems/goethe.txt").lines().count()
}
// ANCHOR_END: function

/// How long it takes.
const PATIENCE: Duration = Duration::from_millis(10);

async fn lines_by(way: &str) -> Result<usize, Box<dyn Error>> {
    Ok(match way {
        "call" => count_lines(),
        // ANCHOR: ways
        "await" => count().await,
        "in-place" => block_in_place(count_lines),
        "elsewhere" => spawn_blocking(count_lines).await?,
        "handle" => {
            let lines = || Handle::current().block_on(count());
            spawn_blocking(lines).await?
        }
        "thread" => {
            let (sender, lines) = oneshot::channel();
            thread::spawn(|| sender.send(count_lines()));
            lines.await?
        }
        // ANCHOR_END: ways
        _ => return Err(UsageError::new(format!("no way {way:?}")).into()),
    })
}

#[cfg(test)]
mod tests {
    use std::panic;

    use time_limit::within;

    use super::*;

    /// `None`: it has panicked.
    fn lines(mut flavour: Builder, way: &'static str) -> Option<usize> {
        within(Duration::from_secs(20), move || {
            let runtime = flavour.enable_all().build().unwrap();
            let lines = || runtime.block_on(lines_by(way)).unwrap();
            panic::catch_unwind(panic::AssertUnwindSafe(lines)).ok()
        })
    }

    #[test]
    fn on_workers_all_ways_but_the_call_work() {
        assert_eq!(lines(Builder::new_multi_thread(), "call"), None);
        for way in ["await", "in-place", "elsewhere", "handle", "thread"] {
            assert_eq!(lines(Builder::new_multi_thread(), way), Some(8));
        }
    }

    #[test]
    fn one_thread_can_not_be_replaced() {
        for way in ["call", "in-place"] {
            assert_eq!(lines(Builder::new_current_thread(), way), None);
        }
        for way in ["await", "elsewhere", "handle", "thread"] {
            assert_eq!(lines(Builder::new_current_thread(), way), Some(8));
        }
    }

    #[test]
    fn without_a_runtime_it_may_be_called() {
        let limit = Duration::from_secs(20);
        assert_eq!(within(limit, count_lines), 8);
    }
}
