//! Predicts when each poem of a pool is done.
//!
//! A worker that is free takes the next poem. So the poems begin in order, each at the moment when
//! the first worker is free. More workers than poems change nothing, and from some number on, the
//! longest poem decides: no pool is faster than that.

use std::error::Error;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Predicts when each poem of a pool is done.

Usage: solution-how-many-workers [WORKERS]...

Arguments:
  [WORKERS]...  The sizes of the pools [default: 1 2 3 6]

Options:
  -h, --help    Print this help
";

/// How long the six poems of the chapter take, in milliseconds: pieces by pause.
const POEMS: [u64; 6] = [1100, 800, 400, 400, 400, 400];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let mut sizes = arguments
        .text_operands()?
        .iter()
        .map(|word| word.parse())
        .collect::<Result<Vec<NonZeroUsize>, _>>()
        .map_err(|_| UsageError::new("a pool has one worker or more"))?;
    if sizes.is_empty() {
        sizes.extend([1, 2, 3, 6].into_iter().filter_map(NonZeroUsize::new));
    }
    for size in sizes {
        let done = done_at(&POEMS, size);
        let last = done.iter().max().copied().unwrap_or(0);
        writeln!(io::stdout(), "{size} workers: {done:?}, all at {last}")?;
    }
    Ok(())
}

/// When each of the jobs is done, if they take so long and wait in this order.
fn done_at(jobs: &[u64], workers: NonZeroUsize) -> Vec<u64> {
    let mut free_at = vec![0; workers.get()];
    let mut take = |time: &u64| {
        let first = free_at.iter_mut().min().expect("one worker or more");
        *first += time;
        *first
    };
    jobs.iter().map(&mut take).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(jobs: &[u64], workers: usize) -> Vec<u64> {
        done_at(jobs, workers.try_into().unwrap())
    }

    #[test]
    fn one_worker_takes_the_sum() {
        assert_eq!(done(&[3, 1, 2], 1), [3, 4, 6]);
    }

    #[test]
    fn a_worker_for_each_takes_the_longest() {
        assert_eq!(done(&[3, 1, 2], 3), [3, 1, 2]);
        assert_eq!(done(&[3, 1, 2], 9), [3, 1, 2]);
    }

    #[test]
    fn who_is_free_first_takes_the_next() {
        assert_eq!(done(&POEMS, 2), [1100, 800, 1200, 1500, 1600, 1900]);
        assert_eq!(done(&POEMS, 3), [1100, 800, 400, 800, 1200, 1200]);
    }

    #[test]
    fn a_pool_without_workers_is_an_error() {
        let error = run(Arguments::new(["0"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
