//! Three tasks that compute, yield and wait for each other.

use std::cell::RefCell;
use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_tasks::{block_on, letter, spawn_named, yield_now};
use tasks::Cpu;

const HELP: &str = "\
Three tasks compute in turn; one of them waits for a letter of another one.

Usage: queue-film

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
    println!("{}", film(move || cpu.compute(WORK)).join(", "));
    Ok(())
}

/// Who has worked, in which order.
fn film(work: impl Fn() + Copy + 'static) -> Vec<&'static str> {
    let order = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&order);
    let work = move |name| {
        log.borrow_mut().push(name);
        work();
    };
    block_on(async move {
        let (ant_works, bee_works, cat_works) =
            (work.clone(), work.clone(), work);
        // ANCHOR: three
        let (sender, letter) = letter();
        let ant = spawn_named("ant", async move {
            ant_works("ant");
            yield_now().await;
            ant_works("ant");
            sender.send("a letter");
            yield_now().await;
            ant_works("ant");
        });
        let bee = spawn_named("bee", async move {
            bee_works("bee");
            yield_now().await;
            bee_works("bee");
        });
        let cat = spawn_named("cat", async move {
            cat_works("cat");
            if letter.await.is_ok() {
                cat_works("cat");
            }
        });
        for task in [ant, bee, cat] {
            task.await.expect("none of them panics");
        }
        // ANCHOR_END: three
    });
    order.take()
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn each_goes_to_the_end_of_the_queue_when_it_is_woken() {
        let order = within(Duration::from_secs(20), || film(|| {}));
        let expected = ["ant", "bee", "cat", "ant", "bee", "cat", "ant"];
        assert_eq!(order, expected);
    }
}
