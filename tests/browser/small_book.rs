//! A small book of a test's own, with the theme of this one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};
use tempfile::TempDir;

/// A book of one chapter, built; it is gone when it is dropped.
pub struct SmallBook {
    folder: TempDir,
}

impl SmallBook {
    /// The book with this chapter and these of the drawer's examples.
    pub fn new(chapter: &str, figures: &[&str]) -> SmallBook {
        let folder = TempDir::with_prefix("browser-test-").expect("a temporary folder");
        write(folder.path(), chapter, figures).expect("the book can be written");
        let mut build = Command::new(bindery());
        build.args(["build", "--edition", "html"]).arg(folder.path());
        let built = build.output().expect("bindery starts");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        SmallBook { folder }
    }

    /// The address of the chapter.
    pub fn url(&self) -> String {
        format!("file://{}", self.folder.path().join("book/html/chapter.html").display())
    }
}

fn write(folder: &Path, chapter: &str, figures: &[&str]) -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = fs::read_to_string(root.join("book.toml"))?;
    let config = config.replace("strict = true", "").replace(
        "[output.html]\n",
        "[output.html]\nedit-url-template = \"https://example.com/edit/{path}\"\n",
    );
    fs::write(folder.join("book.toml"), config)?;
    copy(&root.join("theme"), &folder.join("theme"))?;
    fs::create_dir_all(folder.join("src"))?;
    fs::create_dir_all(folder.join("figures"))?;
    for id in figures {
        for ending in ["toml", "jsonl"] {
            let file = format!("{id}.{ending}");
            let from = root.join("crates/figures/tests/examples").join(&file);
            fs::copy(from, folder.join("figures").join(file))?;
        }
    }
    fs::write(folder.join("src/chapter.md"), chapter)?;
    fs::write(folder.join("src/SUMMARY.md"), "- [Chapter](chapter.md)\n")
}

/// The generator: `BINDERY`, or the one that stands beside the tests of this profile.
fn bindery() -> PathBuf {
    let beside = env::current_exe().expect("a test is a program");
    let folder = beside.parent().and_then(Path::parent).expect("it is in target/<profile>/deps");
    env::var_os("BINDERY").map_or_else(|| folder.join("bindery"), PathBuf::from)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(|_| ())?,
        }
    }
    Ok(())
}
