//! The gate: each snippet of the chapters is a test here, which the crate `skeptic` compiles and
//! runs as a program of its own. `three_tasks_line_42` is the one in line 42 of `three-tasks.md`.
//!
//! What skeptic leaves open is closed in `tests/book.rs`, where the same snippets are proved as the
//! book's edition: errors that a snippet should have, and snippets that need that edition.

use std::process;
use std::thread;
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));

/// How long all snippets together may take. skeptic itself waits for ever.
const LIMIT: Duration = Duration::from_secs(600);

/// The first test by name, so that it is started with the first snippets. It passes at once; the
/// thread that it leaves behind is gone when all other tests have ended.
#[test]
fn a_snippet_that_hangs_ends_the_run() {
    thread::spawn(|| {
        thread::sleep(LIMIT);
        eprintln!("a snippet still runs after {LIMIT:?}: `cargo test --test book` names it");
        process::exit(1);
    });
}
