//! Other books than this one: checked, served, and made by stock mdBook once they have asked for it.

use crate::begin::{copy, succeeds, with_bindery};
use crate::corpus::path;
use crate::generator::{ROOT, bindery};
use crate::served::{Served, built};
use crate::tools::MDBOOK;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The book about bindery, and those of the corpus that have all that they name.
fn books() -> Vec<(&'static str, PathBuf)> {
    let root = Path::new(ROOT);
    let mut books = vec![("docs", root.join("docs"))];
    for name in ["nomicon", "edition-guide"] {
        let book = root.join("../shared/corpus").join(name);
        match book.is_dir() {
            true => books.push((name, book)),
            false => eprintln!("skipped: the book {name} is not beside this checkout"),
        }
    }
    books
}

#[test]
fn they_are_checked_and_served_and_made_by_stock_mdbook() {
    for (name, book) in books() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path().join(name);
        copy(&book, &root);
        if name == "nomicon" {
            // The corpus holds no style sheets, and stock mdBook stops without.
            fs::create_dir_all(root.join("theme")).expect("a folder can be made");
            fs::write(root.join("theme/nomicon.css"), "").expect("a file can be written");
        }
        let toml = root.join("book.toml");
        let before = fs::read_to_string(&toml).expect("a book has a book.toml");
        succeeds(&bindery(&["init", "--yes", path(&root)], folder.path()));
        let after = fs::read_to_string(&toml).expect("a book has a book.toml");
        assert!(after.starts_with(&before), "{name}: what was there stays");
        succeeds(&bindery(&["check", path(&root)], folder.path()));

        let served = Served::start(&root);
        for page in ["/", "/print.html", "/book.epub"] {
            let answer = served.get(page);
            assert!(answer.starts_with(b"HTTP/1.1 200 "), "{name}: {page}");
            assert!(answer.len() > 5_000, "{name}: {page} has {} bytes", answer.len());
        }
        let pdf = built(&root);
        assert!(served.pdf() == pdf, "{name}: another PDF is served than is built");
        drop(served);

        let Some(mdbook) = MDBOOK.find() else { continue };
        let stock = folder.path().join("stock");
        let mut command = with_bindery(&mdbook, &root);
        succeeds(&command.args(["build", "-d"]).arg(&stock).output().expect("mdbook starts"));
        assert!(stock.join("html/index.html").is_file(), "{name}");
        let made = only_file(&stock.join("bindery-pdf"));
        assert!(fs::read(made).is_ok_and(|made| made == pdf), "{name}: stock mdBook's PDF differs");
        only_file(&stock.join("bindery-epub"));
    }
}

fn only_file(folder: &Path) -> PathBuf {
    let files =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = files.map(|entry| entry.expect("the folder can be read").path());
    let file = files.next().expect("there is an edition");
    assert_eq!(files.next(), None);
    file
}

/// What a book for mdBook 0.4 has that 0.5 stops at, or passes over together with all the rest, is
/// no reason not to make it.
#[test]
fn a_book_for_an_earlier_mdbook_is_made() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let root = folder.path().join("book");
    copy(&Path::new(ROOT).join("tests/broken/older-mdbook/book"), &root);
    succeeds(&bindery(&["build", path(&root)], folder.path()));
    let page = fs::read_to_string(root.join("book/html/more.html")).expect("the page is there");
    assert!(page.contains("id=\"mdbook-sidebar\""), "mdBook's own template stands in");
    let poems = fs::read_to_string(root.join("book/html/poems.html")).expect("the page is there");
    assert!(
        poems.contains("&quot;Over all the hilltops&quot;")
            || poems.contains("\"Over all the hilltops\""),
        "the quotes are straight"
    );
    assert!(poems.contains("Ruh") && page.contains("Ruh"), "nothing of the program is lost");
    only_file(&root.join("book/pdf"));
    let epub = fs::File::open(only_file(&root.join("book/epub"))).expect("it can be read");
    let mut epub = zip::ZipArchive::new(epub).expect("it is an archive");
    let mut package = String::new();
    let mut entry = epub.by_name("EPUB/package.opf").expect("it has a package");
    entry.read_to_string(&mut package).expect("it is text");
    assert!(package.contains(">Ada</dc:creator>"), "{package}");
    assert!(!root.join("book/html.theme").exists());
}
