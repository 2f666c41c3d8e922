//! Books to test on: this one, and other people's, which lie beside the checkout where they are.

use crate::generator::{ROOT, bindery, said};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A book, built by `bindery build`.
pub struct Built {
    pub name: String,
    /// The folder with `html`, `pdf` and `epub`.
    pub folder: PathBuf,
    /// All that was said while it was built.
    pub said: String,
}

impl Built {
    /// The one file with that ending in the edition's folder.
    pub fn file(&self, ending: &str) -> PathBuf {
        let files = fs::read_dir(self.folder.join(ending)).expect("the edition has a folder");
        let mut files = files.map(|entry| entry.expect("the folder can be read").path());
        let found = files.find(|path| path.extension().is_some_and(|found| found == ending));
        found.unwrap_or_else(|| panic!("{}: there is no .{ending} file", self.name))
    }
}

/// All books that are here, built once for all tests. `BINDERY_CORPUS` names a folder with other
/// people's books, if it isn't the one beside the checkout; what they lack is passed over.
pub fn books() -> &'static [Built] {
    static BOOKS: LazyLock<Vec<Built>> = LazyLock::new(|| {
        let mut books = vec![build("slow-poetry", Path::new(ROOT), &[])];
        if let Some(corpus) = env::var_os("BINDERY_CORPUS") {
            let entries = fs::read_dir(corpus).expect("BINDERY_CORPUS names a folder");
            let folders = entries.map(|entry| entry.expect("it can be read").path());
            let others = folders.filter(|path| path.join("book.toml").is_file()).map(|book| {
                let name = book.file_name().expect("a folder has a name").to_string_lossy();
                build(&name, &book, &["--keep-going"])
            });
            books.extend(others);
            return books;
        }
        let corpus = Path::new(ROOT).join("../shared/corpus");
        if !corpus.is_dir() {
            eprintln!("skipped: the books of the corpus are not beside this checkout");
            return books;
        }
        books.push(build("nomicon", &corpus.join("nomicon"), &[]));
        books.push(build("edition-guide", &corpus.join("edition-guide"), &[]));
        // It names a preprocessor and includes files that its authors keep elsewhere.
        books.push(build("mdbook-guide", &corpus.join("mdbook-guide"), &["--keep-going"]));
        books
    });
    &BOOKS
}

/// The book about bindery.
pub fn docs() -> &'static Built {
    static DOCS: LazyLock<Built> =
        LazyLock::new(|| build("docs", &Path::new(ROOT).join("docs"), &[]));
    &DOCS
}

/// Builds a book into a folder of the tests.
pub fn build(name: &str, book: &Path, more: &[&str]) -> Built {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editions").join(name);
    let mut args = vec!["build", path(book), "--dest-dir", path(&folder)];
    args.extend(more);
    let output = bindery(&args, Path::new(ROOT));
    assert!(output.status.success(), "{name}:\n{}", said(&output));
    Built { name: name.to_owned(), folder, said: said(&output) }
}

pub fn path(path: &Path) -> &str {
    path.to_str().expect("the paths of the tests are in UTF-8")
}

/// What is missing on purpose in a book of the corpus is an error that names it; with
/// `--keep-going` it is a mark in the page.
#[test]
fn what_is_missing_is_told_or_marked() {
    let book = Path::new(ROOT).join("../shared/corpus/mdbook-guide");
    if !book.is_dir() {
        return eprintln!("skipped: the books of the corpus are not beside this checkout");
    }
    let dest = tempfile::tempdir().expect("a folder can be made");
    let output = bindery(&["build", path(&book), "--dest-dir", path(dest.path())], Path::new(ROOT));
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("the preprocessor `guide-helper`"), "{words}");
    assert!(words.contains("nop-preprocessor.rs"), "{words}");
    assert!(!dest.path().join("html").exists(), "nothing is written");

    let built = books().iter().find(|built| built.name == "mdbook-guide").expect("it is built");
    let page = built.folder.join("html/for_developers/preprocessors.html");
    let page = fs::read_to_string(page).expect("the page is there");
    assert!(page.contains("missing include"), "the page has a mark");
}
