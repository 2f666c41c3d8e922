//! A book beside something that is none of its business.

use crate::generator::said;
use crate::small_book::SmallBook;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What no edition may hold.
pub const SECRET: &str = "a-secret-of-this-machine";

/// A book, and beside its folder files that hold the secret.
pub struct Attack {
    pub book: SmallBook,
}

/// What came of it.
pub struct Outcome {
    /// Whether the three editions were made.
    pub built: bool,
    pub said: String,
    /// All files of the editions, those in the EPUB by `epub/<path>`; the PDF's text, where Poppler
    /// is, as `pdf/text`.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Attack {
    /// A book of one chapter.
    pub fn of(chapter: &str) -> Attack {
        Attack::with(SmallBook::of(chapter))
    }

    pub fn with(book: SmallBook) -> Attack {
        let outside = book.outside();
        let picture =
            format!("<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>");
        fs::create_dir(outside.join("private")).expect("a folder can be made");
        for (name, text) in [
            ("secret.txt", SECRET),
            ("secret.md", SECRET),
            ("secret.css", SECRET),
            ("private/secret.svg", picture.as_str()),
        ] {
            fs::write(outside.join(name), text).expect("a file can be written");
        }
        Attack { book }
    }

    /// Adds lines to `book.toml`.
    #[must_use]
    pub fn configured(self, toml: &str) -> Attack {
        self.book.write("book.toml", format!("[book]\ntitle = \"Small\"\n{toml}"));
        self
    }

    /// Makes the editions, and sees that nothing is harmed.
    pub fn build(&self) -> Outcome {
        let before = paths(self.book.outside(), &self.book.root());
        let output = self.book.bindery(&["build"]);
        let said = said(&output);
        assert!(!said.contains("panicked"), "{said}");
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{:?}\n{said}", output.status);
        assert_eq!(before, paths(self.book.outside(), &self.book.root()), "something is written");
        let files = editions(&self.book.root().join("book"));
        for (name, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains(SECRET), "the secret is in {name}");
        }
        Outcome { built: code == Some(0), said, files }
    }

    /// Fails unless the book is refused for a reason that holds all of `words`.
    pub fn is_refused(&self, words: &[&str]) {
        let outcome = self.build();
        assert!(!outcome.built, "it was built\n{}", outcome.said);
        for word in words {
            assert!(outcome.said.contains(word), "{word} is not in\n{}", outcome.said);
        }
        assert!(outcome.files.is_empty(), "an edition was written");
    }

    /// Fails unless the book is built, with all of `words` said.
    pub fn is_harmless(&self, words: &[&str]) -> Outcome {
        let outcome = self.build();
        assert!(outcome.built, "{}", outcome.said);
        for word in words {
            assert!(outcome.said.contains(word), "{word} is not in\n{}", outcome.said);
        }
        outcome
    }
}

impl Outcome {
    /// The text of the one file whose path ends so.
    pub fn text(&self, ending: &str) -> String {
        let found = self.files.iter().find(|(path, _)| path.ends_with(ending));
        let (_, bytes) = found.unwrap_or_else(|| panic!("there is no {ending}"));
        String::from_utf8_lossy(bytes).into_owned()
    }
}

/// All that lies in `folder`, but for what is below `except`.
fn paths(folder: &Path, except: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path == except {
                continue;
            }
            if path.is_dir() && !path.is_symlink() {
                open.push(path.clone());
            }
            found.insert(path);
        }
    }
    found
}

/// The bytes of all files of the editions in `dest`.
fn editions(dest: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in ["html", "pdf", "epub"].map(|name| dest.join(name)) {
        if !path.exists() {
            continue;
        }
        for file in paths(&path, Path::new("")).into_iter().filter(|file| file.is_file()) {
            let name = file.strip_prefix(dest).expect("it is below").to_string_lossy().into_owned();
            match file.extension().and_then(|ending| ending.to_str()) {
                Some("epub") => files.extend(unpacked(&file)),
                Some("pdf") => {
                    let text = Command::new("pdftotext").arg(&file).arg("-").output();
                    files.extend(text.ok().map(|text| ("pdf/text".to_owned(), text.stdout)));
                }
                _ => {}
            }
            files.insert(name, fs::read(&file).expect("the file can be read"));
        }
    }
    files
}

fn unpacked(epub: &Path) -> BTreeMap<String, Vec<u8>> {
    let file = fs::File::open(epub).expect("the file can be read");
    let mut archive = zip::ZipArchive::new(file).expect("an EPUB is a ZIP archive");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("the archive is whole");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("the archive is whole");
        let name = entry.name().expect("names are in UTF-8");
        files.insert(format!("epub/{name}"), bytes);
    }
    files
}
