//! Three copies of which one fails: a join that waits for all, and one that
//! does not.

use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_select::{block_on, join_all, sleep};
use woken_set::try_join_all;

const HELP: &str = "\
Copies three poems, of which one fails.

Usage: first-error [OPTIONS]

Options:
  --all       Wait for all of them
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let all = arguments.flag("--all");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let begin = Instant::now();
    let copies =
        if all { block_on(wait_for_all()) } else { block_on(try_all()) };
    let time = begin.elapsed().as_secs_f64() * 1e3;
    println!("{copies:?} after {time:.1} ms");
    Ok(())
}

// ANCHOR: copy
/// Somebody who copies a poem.
struct Scribe(&'static str);

impl Drop for Scribe {
    fn drop(&mut self) {
        println!("{}: the pen is laid down", self.0);
    }
}

async fn copy(poem: &'static str, time: u64) -> Result<usize, &'static str> {
    let _scribe = Scribe(poem);
    sleep(Duration::from_millis(time)).await;
    match poem {
        "verlaine" => Err("out of ink"),
        poem => Ok(poem.len()),
    }
}
// ANCHOR_END: copy

// ANCHOR: ways
fn copies() -> [impl Future<Output = Result<usize, &'static str>>; 3] {
    [copy("rossetti", 150), copy("verlaine", 50), copy("goethe", 100)]
}

async fn wait_for_all() -> Result<Vec<usize>, &'static str> {
    join_all(copies()).await.into_iter().collect()
}

async fn try_all() -> Result<Vec<usize>, &'static str> {
    try_join_all(copies()).await
}
// ANCHOR_END: ways

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn the_error_comes_out_of_both() {
        within(LIMIT, || {
            assert_eq!(block_on(wait_for_all()), Err("out of ink"));
            assert_eq!(block_on(try_all()), Err("out of ink"));
        });
    }

    #[test]
    fn a_join_waits_for_the_longest() {
        within(LIMIT, || {
            let begin = Instant::now();
            let _ = block_on(wait_for_all());
            assert!(begin.elapsed() >= Duration::from_millis(150));
        });
    }
}
