//! `cargo test` proves the book along with its programs.
//!
//! The variable `BINDERY` may name the program `bindery`. Without it the test is skipped, and says
//! so; with `CI=true` that is an error.

use std::env;
use std::io::ErrorKind;
use std::process::Command;

#[test]
fn what_the_book_shows_is_true() {
    let bindery = env::var_os("BINDERY").unwrap_or_else(|| "bindery".into());
    for args in [&["check", "--strict"][..], &["test"]] {
        let status = Command::new(&bindery)
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        match status {
            Ok(status) => assert!(status.success(), "bindery {}", args.join(" ")),
            Err(error) if error.kind() == ErrorKind::NotFound && env::var_os("CI").is_none() => {
                return eprintln!("skipped: bindery isn't installed here");
            }
            Err(error) => panic!("bindery can't be started: {error}"),
        }
    }
}
