//! The compiler, asked for more than it says to everybody.

use std::env;
use std::fs;
use std::io;
use std::process::{self, Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

static CALLS: AtomicU32 = AtomicU32::new(0);

/// What `rustc` prints with an option that is not stable, for a program.
pub fn says(option: &str, source: &str) -> io::Result<String> {
    let output = rustc(option, "sum.rs", source)?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("rustc fails: {words}")));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

/// The errors of `rustc` for a program that it does not take.
pub fn refuses(file: &str, source: &str) -> io::Result<String> {
    let output = rustc("--color=never", file, source)?;
    let words = String::from_utf8(output.stderr).map_err(io::Error::other)?;
    match words.split_once("\nerror: aborting due to") {
        Some((errors, _)) => Ok(errors.to_owned()),
        None => Err(io::Error::other(format!("{file} compiles: {words}"))),
    }
}

fn rustc(option: &str, file: &str, source: &str) -> io::Result<Output> {
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let folder = format!("compiler-says-{}-{call}", process::id());
    let folder = env::temp_dir().join(folder);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(file), source)?;
    let output = Command::new("rustc")
        // Without it, only a nightly compiler takes such options.
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["--edition=2024", option, file])
        .current_dir(&folder)
        .output();
    fs::remove_dir_all(&folder)?;
    output
}
