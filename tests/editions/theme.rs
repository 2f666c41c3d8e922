//! `bindery theme`: the look, written out for an author to change.

use crate::corpus::path;
use crate::generator::{bindery, said};
use std::fs;
use std::path::Path;
use std::process::Output;

/// A book of one page, in a folder of its own.
fn book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join("src")).expect("a folder can be made");
    for (name, text) in [
        ("book.toml", "[book]\ntitle = \"Themed\"\n"),
        ("src/SUMMARY.md", "- [One](one.md)\n"),
        ("src/one.md", "# One\n\nWords.\n"),
    ] {
        fs::write(folder.path().join(name), text).expect("a file can be written");
    }
    folder
}

fn build(root: &Path) -> Output {
    bindery(&["build", "--edition", "pdf", path(root)], root)
}

fn pdf(root: &Path) -> Vec<u8> {
    let output = build(root);
    assert!(output.status.success(), "{}", said(&output));
    fs::read(root.join("book/pdf/themed.pdf")).expect("the PDF is there")
}

#[test]
fn the_look_is_written_once_and_what_an_author_changes_is_used() {
    let book = book();
    let root = book.path();
    let plain = pdf(root);
    fs::create_dir(root.join("theme")).expect("a folder can be made");
    fs::write(root.join("theme/mine.css"), "mine").expect("a file can be written");

    let output = bindery(&["theme", path(root)], root);
    assert!(output.status.success(), "{}", said(&output));
    assert!(root.join("theme/epub.css").exists(), "{}", said(&output));
    assert_eq!(fs::read(root.join("theme/mine.css")).expect("it is left"), b"mine");
    assert!(plain == pdf(root), "the files as they are change nothing");

    let page = root.join("theme/pdf/page.typ");
    let changed = fs::read_to_string(&page).expect("it is there").replace("#1f3a5f", "#7a1f1f");
    fs::write(&page, &changed).expect("a file can be written");
    assert!(bindery(&["theme", path(root)], root).status.success());
    assert_eq!(fs::read_to_string(&page).expect("it is there"), changed, "it is kept");
    assert!(plain != pdf(root), "another colour is another PDF");

    fs::write(&page, "#let setup = nonsense").expect("a file can be written");
    let output = build(root);
    assert!(!output.status.success() && said(&output).contains("nonsense"), "{}", said(&output));
}
