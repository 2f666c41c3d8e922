//! Three tasks that compute, on both flavours of Tokio's runtime.

use std::error::Error;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use tasks::Cpu;
use tokio::runtime::{Builder, Runtime};
use tokio::spawn;
use tokio::time::sleep;
use trace::{Wait, traced, waiting};

const HELP: &str = "\
Three tasks compute, sleep, and compute again.

Usage: two-flavours <FLAVOUR>

Arguments:
  <FLAVOUR>   current-thread, or multi-thread with two workers

Options:
  -h, --help  Print this help
";

/// How long a task computes at a time.
const WORK: Duration = Duration::from_millis(30);
/// How long it sleeps.
const NAP: Duration = Duration::from_millis(20);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [flavour] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one flavour"))?;
    let runtime = runtime(&flavour)?;
    let cpu = Cpu::measure();
    for (name, place) in work(&runtime, move || cpu.compute(WORK)) {
        println!("{name} began on {place}");
    }
    Ok(())
}

// ANCHOR: runtime
fn runtime(flavour: &str) -> Result<Runtime, Box<dyn Error>> {
    let mut builder = match flavour {
        "current-thread" => Builder::new_current_thread(),
        "multi-thread" => Builder::new_multi_thread(),
        other => {
            let why = format!("there is no flavour {other:?}");
            return Err(UsageError::new(why).into());
        }
    };
    builder.worker_threads(2).thread_name("a worker");
    Ok(builder.enable_all().build()?)
}
// ANCHOR_END: runtime

/// Where the future of `block_on` and the three tasks began.
fn work(
    runtime: &Runtime,
    work: impl Fn() + Copy + Send + 'static,
) -> Vec<(&'static str, String)> {
    // ANCHOR: work
    runtime.block_on(async {
        let mut places = vec![("main", place())];
        let tasks = ["ant", "bee", "cat"].map(|name| {
            let task = spawn(traced(name, async move {
                let place = place();
                work();
                waiting(Wait::Timer, sleep(NAP)).await;
                work();
                place
            }));
            (name, task)
        });
        for (name, task) in tasks {
            places.push((name, task.await.expect("it does not panic")));
        }
        places
    })
    // ANCHOR_END: work
}

/// The thread that runs this.
fn place() -> String {
    match thread::current().name() {
        Some("main") => "the main thread".into(),
        Some(name) => name.into(),
        None => "a thread without a name".into(),
    }
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn places(flavour: &'static str) -> Vec<(&'static str, String)> {
        let work = move || work(&runtime(flavour).unwrap(), || {});
        within(Duration::from_secs(20), work)
    }

    #[test]
    fn in_one_thread_all_is_there() {
        let places = places("current-thread");
        let names = places.iter().map(|(name, _)| *name);
        assert!(names.eq(["main", "ant", "bee", "cat"]));
        assert!(places.iter().all(|(_, place)| *place == places[0].1));
        assert_ne!(places[0].1, "a worker");
    }

    #[test]
    fn workers_have_the_tasks_and_nothing_else() {
        let places = places("multi-thread");
        assert_ne!(places[0].1, "a worker");
        assert!(places[1..].iter().all(|(_, place)| place == "a worker"));
    }

    #[test]
    fn there_are_two_workers() {
        let workers =
            |flavour| runtime(flavour).unwrap().metrics().num_workers();
        assert_eq!(workers("multi-thread"), 2);
        assert_eq!(workers("current-thread"), 1);
        assert!(runtime("vanilla").is_err());
    }
}
