//! A book in a folder of its own, gone with the test.

use crate::generator::bindery;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// A small book, and room beside it.
pub struct SmallBook {
    folder: TempDir,
}

impl SmallBook {
    /// The files of a book, by their paths in it.
    pub fn new(files: &[(&str, &str)]) -> SmallBook {
        let book = SmallBook { folder: tempfile::tempdir().expect("a folder can be made") };
        for (path, text) in files {
            book.write(path, text);
        }
        book
    }

    /// A book of one chapter.
    pub fn of(chapter: &str) -> SmallBook {
        let summary = "# Summary\n\n- [One](one.md)\n";
        let toml = "[book]\ntitle = \"Small\"\n";
        SmallBook::new(&[("book.toml", toml), ("src/SUMMARY.md", summary), ("src/one.md", chapter)])
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// The folder that the book lies in, for what is none of its business.
    pub fn outside(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the book.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder"))
            .expect("a folder can be made");
        fs::write(&path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Runs `bindery` in the book's folder.
    pub fn bindery(&self, args: &[&str]) -> Output {
        bindery(args, &self.root())
    }
}
