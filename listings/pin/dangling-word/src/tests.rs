//! What the checker says is what the chapter shows.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// How the checker is installed, for those who want this test to run.
const HOW_TO_INSTALL: &str = "rustup toolchain install nightly \
     --component miri --component rust-src";

/// A command of the nightly toolchain, without what `cargo test` has set for
/// this one.
fn nightly(words: &[&str]) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly"]).args(words);
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        let is_set = ["CARGO", "RUST", "MIRI"];
        if is_set.iter().any(|set| name.starts_with(set))
            && !["CARGO_HOME", "RUSTUP_HOME"].contains(&&*name)
        {
            command.env_remove(&*name);
        }
    }
    command
}

/// What it prints, if there is such a program and it succeeds.
fn version() -> Option<String> {
    let miri = nightly(&["cargo", "miri", "--version"]).output().ok()?;
    let rustc = nightly(&["rustc", "--version"]).output().ok()?;
    let both = miri.status.success() && rustc.status.success();
    both.then(|| String::from_utf8_lossy(&rustc.stdout).trim().to_owned())
}

/// Names of allocations and addresses change from version to version.
fn without_numbers(text: &str) -> String {
    let mut words = text.split_inclusive(|it: char| !it.is_alphanumeric());
    words
        .by_ref()
        .map(|word| {
            let digits =
                |rest: &str| rest.starts_with(|it: char| it.is_ascii_digit());
            match word.strip_prefix("alloc").is_some_and(digits) {
                true => word.replace(|it: char| it.is_ascii_digit(), ""),
                false => word.to_owned(),
            }
        })
        .collect()
}

/// The line that names the error.
fn error(text: &str) -> String {
    let is_error = |line: &&str| line.starts_with("error: ");
    without_numbers(text.lines().find(is_error).unwrap_or("no error"))
}

#[test]
#[cfg_attr(miri, ignore = "starts the checker")]
fn the_checker_says_what_the_chapter_shows() {
    let Some(version) = version() else {
        eprintln!("skipped: there is no Miri; to install it: {HOW_TO_INSTALL}");
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = folder.ancestors().nth(3).unwrap();
    let target = env::temp_dir().join("slow-poetry-miri");
    let run = ["cargo", "miri", "run", "-q", "-p", env!("CARGO_PKG_NAME")];
    let output = nightly(&run)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    // The stack names files of the toolchain, wherever that is.
    let said = said.split("   = note: stack backtrace").next().unwrap();
    let said = format!("{version}\n\n{}\n", said.trim());

    let file = folder.join("miri.txt");
    if env::var("SNAPSHOTS").is_ok_and(|what| what == "overwrite") {
        fs::write(&file, &said).unwrap();
    }
    let shown = fs::read_to_string(file).unwrap();
    assert_eq!(error(&said), error(&shown));
    // Another version may use other words below this line.
    if shown.starts_with(&version) {
        assert_eq!(without_numbers(&said), without_numbers(&shown));
    }
}
