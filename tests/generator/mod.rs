//! The command `bindery`, as it is now.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

/// The folder of this book.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The program, built in the profile of these tests.
pub static BINDERY: LazyLock<PathBuf> = LazyLock::new(|| {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(ROOT).args(["build", "--quiet", "--package", "bindery"]);
    command.arg("--message-format=json");
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let output = command.output().expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo prints JSON");
    let messages = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    messages
        .filter_map(|message: serde_json::Value| Some(message.get("executable")?.as_str()?.into()))
        .next_back()
        .expect("the package bindery has a program")
});

/// Runs `bindery` with `args` in the folder `dir`; what it builds goes to a folder of the tests.
pub fn bindery(args: &[&str], dir: &Path) -> Output {
    Command::new(&*BINDERY)
        .args(args)
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("listings"))
        .env("NO_COLOR", "1")
        .output()
        .expect("bindery starts")
}

/// All that a program said.
pub fn said(output: &Output) -> String {
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    format!("{out}{err}")
}
