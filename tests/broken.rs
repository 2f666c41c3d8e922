//! The proof that the proofs work: small books, each with one thing wrong, each found out.
//!
//! `tests/broken/<kind>/book/` is the book. `expect.txt` beside it begins with the command; every
//! further line has to be in what the command says. A line `file:3` is a place. The command fails.

mod generator;

use generator::{ROOT, bindery, said};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[test]
fn every_broken_book_is_found_out() {
    let mut kinds: Vec<PathBuf> = fs::read_dir(Path::new(ROOT).join("tests/broken"))
        .expect("the broken books are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    kinds.sort();
    assert!(!kinds.is_empty());
    let misjudged: Vec<String> = kinds.iter().filter_map(|kind| judge(kind)).collect();
    let (wrong, all) = (misjudged.len(), kinds.len());
    assert!(misjudged.is_empty(), "{wrong} of {all} broken books:\n\n{}", misjudged.join("\n\n"));
}

/// What is missing in the command's judgement of a broken book.
fn judge(kind: &Path) -> Option<String> {
    let name = kind.file_name().expect("a folder has a name").to_string_lossy();
    let expected = fs::read_to_string(kind.join("expect.txt")).expect("a book says what is wrong");
    let (command, expected) = expected.split_once('\n').expect("a command and what it says");
    let args = command.strip_prefix("$ bindery ").expect("the command is bindery's");
    let args: Vec<&str> = args.split(' ').collect();
    // The tests write nothing beside the sources, and Cargo writes a lock file.
    let book = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken").join(&*name);
    copy(&kind.join("book"), &book).expect("the book can be copied");
    let output = bindery(&args, &book);
    // A diff and a hint are indented, and white space in them varies with it.
    let said = said(&output);
    let words = squeezed(&said);
    let missing: Vec<&str> =
        expected.lines().filter(|line| !words.contains(&squeezed(line))).collect();
    match (output.status.code(), missing.is_empty()) {
        (Some(1), true) => None,
        (Some(1), false) => Some(format!("{name}: not said: {missing:#?}\n{said}")),
        (code, _) => Some(format!("{name}: exit code {code:?} instead of 1\n{said}")),
    }
}

/// The words of a text with one space between them.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes `to` a copy of the folder `from`.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
