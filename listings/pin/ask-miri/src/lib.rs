//! For tests: what Miri says of a program of this workspace, where it is
//! installed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const HOW_TO_INSTALL: &str = "rustup toolchain install nightly \
     --component miri --component rust-src";

/// The rules for references that Miri checks.
#[derive(Debug, Clone, Copy)]
pub enum Rules {
    /// What it checks when it is told nothing.
    StackedBorrows,
    /// The other proposal.
    TreeBorrows,
}

/// What Miri says.
#[derive(Debug)]
pub struct Answer {
    /// The compiler that it belongs to.
    pub version: String,
    /// Whether the program ran to its end, and ended with 0.
    pub is_content: bool,
    /// Its words, without the stack of the program.
    pub said: String,
}

/// Runs a program under Miri. `None`, and a line that says so, where there is
/// none.
///
/// # Panics
///
/// If the answer is no text.
pub fn run(package: &str, rules: Rules) -> Option<Answer> {
    let Some(version) = version() else {
        eprintln!("skipped: there is no Miri; to have it: {HOW_TO_INSTALL}");
        return None;
    };
    let flags = match rules {
        Rules::StackedBorrows => "",
        Rules::TreeBorrows => "-Zmiri-tree-borrows",
    };
    let output = nightly(&["cargo", "miri", "run", "-q", "-p", package])
        .current_dir(root())
        // `cargo test` may hold the lock of the usual one; and one that is
        // shared would mix up this workspace's programs with a copy's.
        .env("CARGO_TARGET_DIR", root().join("target/miri"))
        .env("CARGO_TERM_COLOR", "never")
        .env("MIRIFLAGS", flags)
        .output()
        .ok()?;
    let said = String::from_utf8(output.stderr).expect("Miri speaks UTF-8");
    // The stack names files of the toolchain, wherever that is.
    let said = said.split("   = note: stack backtrace").next().unwrap_or("");
    Some(Answer {
        version,
        is_content: output.status.success(),
        said: said.trim().to_owned(),
    })
}

impl Answer {
    /// Compares it with the answer in a file, which `SNAPSHOTS=overwrite`
    /// writes anew. Of another compiler only the first line has to be the same.
    ///
    /// # Panics
    ///
    /// If it differs, or if there is no such file.
    pub fn assert_is_in(&self, file: &Path) {
        let now = format!("{}\n\n{}\n", self.version, self.said);
        if env::var("SNAPSHOTS").is_ok_and(|what| what == "overwrite") {
            fs::write(file, &now).expect("the file can be written");
        }
        let shown = fs::read_to_string(file).expect("the file can be read");
        assert_eq!(error(&now), error(&shown));
        if shown.starts_with(&self.version) {
            assert_eq!(without_numbers(&now), without_numbers(&shown));
        }
    }
}

/// The line that names the error.
fn error(text: &str) -> String {
    let is_error = |line: &&str| line.starts_with("error: ");
    without_numbers(text.lines().find(is_error).unwrap_or("no error"))
}

/// Names of allocations and tags are numbers, and each run has others.
fn without_numbers(text: &str) -> String {
    let mut kept = String::new();
    for word in text.split_inclusive(|it: char| !it.is_alphanumeric()) {
        let is_name = kept.ends_with('<') || word.starts_with("alloc");
        let digit = |it: &char| is_name && it.is_ascii_digit();
        kept.extend(word.chars().filter(|it| !digit(it)));
    }
    kept
}

/// A command of the nightly toolchain, without what `cargo test` has set for
/// the toolchain of the test.
fn nightly(words: &[&str]) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly"]).args(words);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let is_set = ["CARGO", "RUST", "MIRI"];
        let stays = ["CARGO_HOME", "RUSTUP_HOME", "CARGO_NET_OFFLINE"];
        if is_set.iter().any(|set| text.starts_with(set))
            && !stays.contains(&&*text)
        {
            command.env_remove(&name);
        }
    }
    command
}

/// The version of the nightly compiler, if it has Miri.
fn version() -> Option<String> {
    let miri = nightly(&["cargo", "miri", "--version"]).output().ok()?;
    let rustc = nightly(&["rustc", "--version"]).output().ok()?;
    let both = miri.status.success() && rustc.status.success();
    both.then(|| String::from_utf8_lossy(&rustc.stdout).trim().to_owned())
}

/// The folder of the book.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_numbers_are_left_out() {
        let said = "tag <4711> at alloc123[0x14], 24 bytes";
        assert_eq!(without_numbers(said), "tag <> at alloc[0x14], 24 bytes");
    }

    #[test]
    fn the_error_is_a_line() {
        let said = "rustc 1.2\n\nerror: of alloc12\n --> here\n";
        assert_eq!(error(said), "error: of alloc");
        assert_eq!(error("all is well"), "no error");
    }
}
