//! `bindery new` and `bindery init`: what they write is built and proved by all who should be able to.

use crate::corpus::path;
use crate::generator::{BINDERY, bindery, said};
use crate::tools::MDBOOK;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Fails with what was said unless the command succeeded.
pub fn succeeds(output: &Output) -> String {
    let said = said(output);
    assert!(output.status.success(), "{said}");
    said
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A command that finds `bindery` on its `PATH`, as an author's would.
pub fn with_bindery(program: &Path, dir: &Path) -> Command {
    let mut folders = vec![BINDERY.parent().expect("it lies in a folder").to_owned()];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut command = Command::new(program);
    command
        .current_dir(dir)
        .env("PATH", std::env::join_paths(folders).expect("folders make a PATH"))
        .env("CARGO_TARGET_DIR", dir.join("target"));
    command
}

#[test]
fn a_new_book_is_built_and_proved_by_everyone() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let root = folder.path().join("of-mice");
    let title = "Of \"mice\" \\ and {name}";
    succeeds(&bindery(
        &["new", path(&root), "--title", title, "--author", "A. Author", "--author", "B"],
        folder.path(),
    ));

    succeeds(&bindery(&["build", "--strict", path(&root)], folder.path()));
    assert!(read(&root.join("book/html/first-chapter.html")).contains("fn greeting"));
    assert!(root.join("book/pdf/of-mice-and-name.pdf").is_file());
    assert!(root.join("book/epub/of-mice-and-name.epub").is_file());

    let cargo = PathBuf::from(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let tested = with_bindery(&cargo, &root)
        .args(["test", "--quiet", "--offline"])
        .env("CI", "true")
        .output()
        .expect("cargo starts");
    let told = succeeds(&tested);
    assert_eq!(told.matches("test result: ok. 1 passed").count(), 2, "{told}");

    // The proofs prove: another greeting is noticed, by the listing's test and by the transcript.
    let program = root.join("listings/first-chapter/greeting/src/main.rs");
    fs::write(&program, read(&program).replace("Good day, {", "Good night, {"))
        .expect("it is written");
    let told = said(&bindery(&["test"], &root));
    assert!(told.contains("greeting.console:2") && told.contains("Good night"), "{told}");

    if let Some(mdbook) = MDBOOK.find() {
        let stock = root.join("stock");
        let mut command = with_bindery(&mdbook, &root);
        succeeds(&command.args(["build", "-d"]).arg(&stock).output().expect("mdbook starts"));
        for file in ["html/first-chapter.html", "bindery-pdf/of-mice-and-name.pdf"] {
            assert!(stock.join(file).is_file(), "{file}");
        }
    }
}

#[test]
fn a_new_book_overwrites_nothing_and_has_a_name() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("poem.txt"), "mine").expect("a file can be written");
    let refused = bindery(&["new", path(folder.path())], folder.path());
    assert!(!refused.status.success() && said(&refused).contains("isn't empty"));
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 1);

    succeeds(&bindery(&["new", "my-first_book"], folder.path()));
    let toml = read(&folder.path().join("my-first_book/book.toml"));
    assert!(toml.contains("title = \"My first book\"\nauthors = []\n"), "{toml}");
}

/// A copy of a book of the corpus; its own folder is nobody's to write into.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// A small book without a word of us.
fn stock_book(root: &Path) -> PathBuf {
    fs::create_dir_all(root.join("src")).expect("a folder can be made");
    fs::write(root.join("src/SUMMARY.md"), "- [One](one.md)\n").expect("a file can be written");
    fs::write(root.join("src/one.md"), "# One\n\nWords.\n").expect("a file can be written");
    root.join("book.toml")
}

#[test]
fn init_shows_the_change_and_makes_it_when_it_may() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let root = folder.path();
    let toml = stock_book(root);
    let mine = "# mine\n[book]\ntitle = 'One' # and only\n";
    fs::write(&toml, mine).expect("a file can be written");

    let told = succeeds(&bindery(&["init", "--dry-run"], root));
    assert!(told.contains("+[output.bindery-pdf]") && told.contains("book/html"), "{told}");
    assert_eq!(read(&toml), mine);

    for (answer, written) in [("\n", false), ("n\n", false), ("y\n", true)] {
        let mut init = Command::new(&*BINDERY)
            .args(["init"])
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("bindery starts");
        let mut input = init.stdin.take().expect("it has an input");
        input.write_all(answer.as_bytes()).expect("it reads");
        drop(input);
        succeeds(&init.wait_with_output().expect("it ends"));
        assert_eq!(read(&toml) != mine, written, "{answer:?}");
    }
    assert!(read(&toml).starts_with(mine), "what was there stays");
    let once = read(&toml);
    assert!(succeeds(&bindery(&["init", "--yes"], root)).contains("already"));
    assert_eq!(read(&toml), once);
    succeeds(&bindery(&["check", "--strict"], root));

    fs::write(&toml, mine).expect("a file can be written");
    let silent = Command::new(&*BINDERY)
        .arg("init")
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .expect("bindery starts");
    assert!(!silent.status.success() && said(&silent).contains("--yes"), "{}", said(&silent));
    assert_eq!(read(&toml), mine);
}

#[test]
fn init_refuses_what_is_no_book() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let told = said(&bindery(&["init", "--yes"], folder.path()));
    assert!(told.contains("SUMMARY.md"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
}
