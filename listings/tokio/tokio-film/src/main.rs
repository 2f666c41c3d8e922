//! The three tasks of the run queue, on Tokio.

use std::error::Error;
use std::io;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use tasks::Cpu;
use tokio::runtime::Builder;
use tokio::spawn;
use tokio::sync::oneshot;
use tokio::task::yield_now;
use trace::traced;

const HELP: &str = "\
Three tasks compute in turn; one of them waits for a letter of another one.

Usage: tokio-film

Options:
  -h, --help  Print this help
";

/// How long a task computes before it lets the others have the thread.
const WORK: Duration = Duration::from_millis(20);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    let cpu = Cpu::measure();
    println!("{}", film(move || cpu.compute(WORK))?.join(", "));
    Ok(())
}

/// Who has worked, in which order.
fn film(
    work: impl Fn() + Copy + Send + 'static,
) -> io::Result<Vec<&'static str>> {
    let (log, order) = mpsc::channel();
    let work = move |name| {
        // Whoever listens waits for the end of all tasks.
        let _ = log.send(name);
        work();
    };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(traced("main", async move {
        let (ant_works, bee_works, cat_works) =
            (work.clone(), work.clone(), work);
        // ANCHOR: three
        let (sender, letter) = oneshot::channel();
        let ant = spawn(traced("ant", async move {
            ant_works("ant");
            yield_now().await;
            ant_works("ant");
            let _ = sender.send("a letter");
            yield_now().await;
            ant_works("ant");
        }));
        let bee = spawn(traced("bee", async move {
            bee_works("bee");
            yield_now().await;
            bee_works("bee");
        }));
        let cat = spawn(traced("cat", async move {
            cat_works("cat");
            if letter.await.is_ok() {
                cat_works("cat");
            }
        }));
        for task in [ant, bee, cat] {
            task.await.expect("none of them panics");
        }
        // ANCHOR_END: three
    }));
    Ok(order.iter().collect())
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn who_has_yielded_comes_back_after_all_who_are_ready() {
        let order = within(Duration::from_secs(20), || film(|| {}).unwrap());
        let expected = ["ant", "bee", "cat", "bee", "ant", "cat", "ant"];
        assert_eq!(order, expected);
    }
}
