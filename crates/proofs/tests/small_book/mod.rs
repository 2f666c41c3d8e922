//! A book of one chapter in a folder of its own, with listings in a workspace of its own.

use bindery_proofs::Book;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

pub struct SmallBook {
    folder: TempDir,
}

impl SmallBook {
    pub fn new(chapter: &str) -> SmallBook {
        let folder = tempfile::tempdir().unwrap();
        SmallBook { folder }
            .file("book.toml", "[book]\ntitle = \"A\"\n[rust]\nedition = \"2024\"\n")
            .file("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n")
            .file("src/a.md", chapter)
    }

    /// Adds a listing without dependencies.
    #[allow(dead_code, reason = "not every test's book has a listing")]
    pub fn listing(self, name: &str, main: &str) -> SmallBook {
        let folder = format!("listings/chapter/{name}");
        let manifest = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
        self.file("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"listings/*/*\"]\n")
            .file(&format!("{folder}/Cargo.toml"), &manifest)
            .file(&format!("{folder}/src/main.rs"), main)
    }

    pub fn file(self, path: &str, text: &str) -> SmallBook {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    #[allow(dead_code, reason = "only what records reads it back")]
    pub fn chapter(&self) -> String {
        fs::read_to_string(self.root().join("src/a.md")).unwrap()
    }

    /// The book, with a target folder of its own and nothing remembered between runs.
    pub fn open(&self) -> Book {
        let mut book = Book::open(self.root()).unwrap();
        book.cached = false;
        book.target = Some(self.root().join("target"));
        book
    }
}
