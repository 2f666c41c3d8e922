//! When an abort happens, and what cannot be cancelled.

use std::error::Error;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_timeout::{Elapsed, JoinError, Witness};
use rt_timeout::{block_on, sleep, spawn_named, timeout, yield_now};

const HELP: &str = "\
Aborts a task, or puts a limit on a future that blocks.

Usage: aborted [OPTIONS]

Options:
  --blocking  Put a limit on a future that blocks
  -h, --help  Print this help
";

const AN_HOUR: Duration = Duration::from_secs(3600);
const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let blocking = arguments.flag("--blocking");
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    if blocking {
        let begin = Instant::now();
        let result = block_on(limited());
        let ms = begin.elapsed().as_secs_f64() * 1e3;
        println!("{result:?} after {ms:.1} ms");
    } else {
        block_on(aborted(|line| println!("{line}")));
    }
    Ok(())
}

// ANCHOR: abort
async fn aborted(tell: impl Fn(&str) + Copy + 'static) {
    let task = spawn_named("task", async move {
        let witness = Witness::who_tells(move |place| {
            tell(&format!("task: dropped {place}"));
        });
        tell("task: begins");
        witness.at("while it slept");
        sleep(AN_HOUR).await;
        witness.done();
    });
    yield_now().await;
    tell("main: aborts");
    task.abort();
    tell("main: goes on");
    let result: Result<(), JoinError> = task.await;
    tell(&format!("main: {result:?}"));
}
// ANCHOR_END: abort

// ANCHOR: limited
async fn limited() -> Result<&'static str, Elapsed> {
    let blocks = async {
        thread::sleep(LONG);
        "done"
    };
    timeout(SHORT, blocks).await
}
// ANCHOR_END: limited

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;
    use time_limit::within;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn the_task_is_dropped_when_it_is_its_turn() {
        let lines = within(LIMIT, || {
            let lines = Rc::new(RefCell::new(Vec::new()));
            let told: &'static _ = Box::leak(Box::new(lines.clone()));
            block_on(aborted(|line| told.borrow_mut().push(line.to_owned())));
            lines.take()
        });
        let all = [
            "task: begins",
            "main: aborts",
            "main: goes on",
            "task: dropped while it slept",
            "main: Err(Aborted)",
        ];
        assert_eq!(lines, all);
    }

    #[test]
    fn what_blocks_is_late_and_is_not_called_late() {
        within(LIMIT, || {
            let begin = Instant::now();
            assert_eq!(block_on(limited()), Ok("done"));
            assert!(begin.elapsed() >= LONG);
        });
    }
}
