//! `bindery theme`.

use crate::cli::Theme;
use crate::report;
use anyhow::{Context, Result, ensure};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes the built-in look into the book's folder, and says which files are new.
pub fn run(theme: &Theme) -> Result<ExitCode> {
    let root = &theme.book.book;
    ensure!(root.is_dir(), "{} is not a folder", root.display());
    let folder = Path::new(bindery_pdf::THEME_FOLDER);
    let pdf = bindery_pdf::THEME.iter().map(|(name, text)| (folder.join(name), *text));
    let epub = [(PathBuf::from(bindery_epub::STYLE_FILE), bindery_epub::STYLE)];
    for (path, text) in pdf.chain(epub) {
        let path = root.join(path);
        match write_new(&path, text).with_context(|| format!("can't write {}", path.display()))? {
            true => println!("{}", report::link(&path)),
            false => println!("kept {}", report::link(&path)),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file that isn't there yet; `false` if it is.
fn write_new(path: &Path, text: &str) -> std::io::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}
