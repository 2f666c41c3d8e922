//! The compiler, asked for more than it says to everybody.

use std::env;
use std::fs;
use std::io;
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};

static CALLS: AtomicU32 = AtomicU32::new(0);

/// What `rustc` prints with an option that is not stable, for a program.
pub fn says(option: &str, source: &str) -> io::Result<String> {
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let folder = format!("compiler-says-{}-{call}", process::id());
    let folder = env::temp_dir().join(folder);
    fs::create_dir_all(&folder)?;
    let file = folder.join("sum.rs");
    fs::write(&file, source)?;
    let output = Command::new("rustc")
        // Without it, only a nightly compiler takes the option.
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["--edition=2024", option, "--out-dir"])
        .arg(&folder)
        .arg(&file)
        .output();
    fs::remove_dir_all(&folder)?;
    let output = output?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("rustc fails: {words}")));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}
