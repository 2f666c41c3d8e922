//! `bindery new`: a book that can be built and proved at once.

use crate::cli::New;
use crate::report;
use anyhow::{Context, Result, ensure};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The files of a new book; `{title}`, `{authors}` and `{name}` in them are filled in.
const FILES: [(&str, &str); 11] = [
    ("book.toml", include_str!("new/book.toml")),
    ("src/SUMMARY.md", include_str!("new/SUMMARY.md")),
    ("src/first-chapter.md", include_str!("new/first-chapter.md")),
    ("listings/first-chapter/greeting/Cargo.toml", include_str!("new/package.toml")),
    ("listings/first-chapter/greeting/src/main.rs", include_str!("new/main.rs")),
    ("listings/first-chapter/greeting/greeting.console", include_str!("new/greeting.console")),
    ("tests/book.rs", include_str!("new/tests.rs")),
    ("Cargo.toml", include_str!("new/workspace.toml")),
    (".github/workflows/book.yml", include_str!("new/workflow.yml")),
    (".gitignore", include_str!("new/ignored")),
    ("README.md", include_str!("new/README.md")),
];

/// Writes the files into a folder that has none, and says what to do next.
pub fn run(new: &New) -> Result<ExitCode> {
    let root = &new.path;
    let at = || format!("can't write into {}", root.display());
    fs::create_dir_all(root).with_context(at)?;
    let is_empty = fs::read_dir(root).with_context(at)?.next().is_none();
    ensure!(
        is_empty,
        "{} isn't empty: `bindery init` adds to a book that is there",
        root.display()
    );
    let name = title(new);
    let author = new.author.iter().cloned().map(toml::Value::String).collect();
    let authors = toml::Value::Array(author).to_string();
    let quoted = toml::Value::String(name.clone()).to_string();
    for (path, text) in FILES {
        // Only the two that hold a name are filled in: braces are Rust's and the workflow's, too.
        let text = match path {
            "book.toml" => text.replace("{title}", &quoted).replace("{authors}", &authors),
            "README.md" => text.replace("{name}", &name),
            _ => text.to_owned(),
        };
        write(&root.join(path), &text).with_context(|| format!("can't write {path}"))?;
    }
    println!("{}", report::link(&root.join("src/first-chapter.md")));
    println!("Next: bindery serve {} --open", root.display());
    Ok(ExitCode::SUCCESS)
}

/// As asked for, else made of the folder's name: `my-book` is "My book".
fn title(new: &New) -> String {
    if let Some(title) = &new.title {
        return title.clone();
    }
    let folder = new.path.canonicalize().unwrap_or_else(|_| new.path.clone());
    let name = folder.file_name().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "A book".to_owned(),
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
