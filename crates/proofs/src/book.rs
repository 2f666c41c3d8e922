//! The book as the proofs see it: where its parts are, and what `book.toml` says about checking.

use crate::patterns::Patterns;
use bindery_diagnostic::{Diagnostic, Place};
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

/// A book whose proofs are run.
#[derive(Debug, Clone)]
pub struct Book {
    /// The book's folder, as the author names it: places in diagnostics begin with it.
    pub root: PathBuf,
    /// Where the chapters are, below `root`.
    pub src: PathBuf,
    /// Where the listings are, below `root`.
    pub listings: PathBuf,
    /// Where the descriptions and recorded runs of figures are, below `root`.
    pub figures: PathBuf,
    /// The edition of Rust that snippets are compiled as.
    pub edition: String,
    /// How long a command, a snippet or a figure's run may take.
    pub time_limit: Duration,
    /// Whether a proof that was passed by the same program and text is passed again unseen.
    /// Off when the environment variable `CI` is set.
    pub cached: bool,
    /// Where Cargo builds; `None`: where it always does.
    pub target: Option<PathBuf>,
    /// Whether a number that is typed beside a unit of measure has to say where it comes from.
    pub recorded_numbers: bool,
    /// Only what stands in a file whose path below `root` contains this is proved or recorded.
    pub only: Option<String>,
    /// Whether `record` keeps what it has seen even where nothing differs but times and ids.
    pub anew: bool,
    /// Constants of listings that may have another value, each with the reason: by the file below
    /// `listings`, a colon and the name.
    pub unproved: BTreeMap<String, String>,
    /// What may differ between two runs of a program.
    pub(crate) patterns: Patterns,
    /// The ports that stand in commands for whatever port is free.
    pub(crate) ports: RangeInclusive<u16>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Config {
    book: BookTable,
    rust: RustTable,
    preprocessor: PreprocessorTable,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct BookTable {
    src: Option<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RustTable {
    edition: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PreprocessorTable {
    bindery: BinderyTable,
}

/// `[preprocessor.bindery]`: what of it is about proofs. The rest belongs to the preprocessor.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "kebab-case")]
struct BinderyTable {
    /// What may differ between two runs, as regular expressions by name.
    patterns: BTreeMap<String, String>,
    /// Whether a number typed beside a unit of measure has to say where it comes from.
    recorded_numbers: bool,
    /// What may have another value, and why.
    unproved: BTreeMap<String, String>,
    /// In seconds.
    time_limit: Option<u64>,
    /// First and last port that is mapped.
    ports: Option<[u16; 2]>,
}

impl Book {
    /// Reads `book.toml` in the folder `root`; a folder without one is a book with mdBook's
    /// defaults.
    ///
    /// # Errors
    /// When `book.toml` can't be read as such, a pattern in it is not a regular expression, or there
    /// is no `SUMMARY.md`: a book without chapters would pass every proof.
    pub fn open(root: &Path) -> Result<Book, Diagnostic> {
        let file = join(root, Path::new("book.toml"));
        let text = fs::read_to_string(&file).unwrap_or_default();
        let broken = |message: String| Diagnostic::error(message).at(Place::file(&file));
        let config: Config =
            toml::from_str(&text).map_err(|error| broken(error.message().to_owned()))?;
        let src = config.book.src.unwrap_or_else(|| PathBuf::from("src"));
        let summary = join(root, &src.join("SUMMARY.md"));
        if let Err(error) = fs::metadata(&summary) {
            return Err(Diagnostic::error(format!("the book has no SUMMARY.md: {error}"))
                .at(Place::file(summary)));
        }
        let bindery = config.preprocessor.bindery;
        let patterns = Patterns::with(&bindery.patterns).map_err(broken)?;
        let [first, last] = bindery.ports.unwrap_or([10_000, 10_099]);
        Ok(Book {
            root: root.to_owned(),
            src,
            listings: PathBuf::from("listings"),
            figures: PathBuf::from("figures"),
            edition: config.rust.edition.unwrap_or_else(|| "2021".to_owned()),
            time_limit: Duration::from_secs(bindery.time_limit.unwrap_or(30)),
            cached: std::env::var_os("CI").is_none(),
            target: None,
            recorded_numbers: bindery.recorded_numbers,
            only: None,
            anew: false,
            unproved: bindery.unproved,
            patterns,
            ports: first..=last,
        })
    }

    /// Where Cargo builds, without asking it.
    pub(crate) fn build_folder(&self) -> PathBuf {
        let named =
            self.target.clone().or_else(|| std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from));
        named.unwrap_or_else(|| self.path(Path::new("target")))
    }

    /// Whether what stands in `file` is asked for.
    pub(crate) fn wants(&self, file: &Path) -> bool {
        let below = file.strip_prefix(&self.root).unwrap_or(file).to_string_lossy();
        self.only.as_ref().is_none_or(|part| below.contains(part.as_str()))
    }

    /// The path of a file of the book, as diagnostics show it.
    pub(crate) fn path(&self, below: &Path) -> PathBuf {
        join(&self.root, below)
    }

    /// The files with chapters: those that `SUMMARY.md` names, and the Markdown they include,
    /// each once, in order of first mention.
    pub fn chapters(&self) -> Vec<PathBuf> {
        let src = self.path(&self.src);
        let mut seen = BTreeSet::new();
        let mut chapters = Vec::new();
        let mut waiting = links(&join(&src, Path::new("SUMMARY.md")), &CHAPTER_LINK);
        waiting.reverse();
        while let Some(file) = waiting.pop() {
            if seen.insert(file.clone()) && file.is_file() {
                let mut included = links(&file, &MARKDOWN_INCLUDE);
                included.reverse();
                waiting.append(&mut included);
                chapters.push(file);
            }
        }
        chapters
    }

    /// The recorded transcripts below `listings/`, ordered by path.
    pub(crate) fn console_files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        walk(&self.path(&self.listings), &mut |file| {
            if file.extension().is_some_and(|extension| extension == "console") {
                files.push(file.to_owned());
            }
        });
        files
    }
}

static CHAPTER_LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\]\(<?([^()<>]+?\.md)>?\)").expect("a valid expression"));
static MARKDOWN_INCLUDE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{\s*#include\s+([^\s}:]+\.md)").expect("a valid expression"));

/// The files that `file` names, as the first group of `link` finds them.
fn links(file: &Path, link: &Regex) -> Vec<PathBuf> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let folder = file.parent().unwrap_or(Path::new(""));
    link.captures_iter(&text)
        .map(|found| join(folder, Path::new(&found[1].replace("%20", " "))))
        .collect()
}

/// `path` below `folder`, without `.` and with `..` resolved by name.
fn join(folder: &Path, path: &Path) -> PathBuf {
    let mut joined = PathBuf::new();
    for part in folder.components().chain(path.components()) {
        match part {
            Component::CurDir => {}
            Component::ParentDir if joined.file_name().is_some() => {
                joined.pop();
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// Calls `visit` for each file below `folder`, ordered by path, without `target` and hidden ones.
pub(crate) fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

/// The files below `root` that a command may read: those that one of its words names.
pub(crate) fn named_files<'a>(
    root: &Path,
    words: impl IntoIterator<Item = &'a str>,
) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        let path = root.join(word);
        if path.is_file() {
            files.push(path);
        } else if path.is_dir() {
            walk(&path, &mut |file| files.push(file.to_owned()));
        }
    }
    files
}
