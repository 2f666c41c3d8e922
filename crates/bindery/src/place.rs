//! Paths as a person wants to read them.

use std::env;
use std::path::{Component, Path, PathBuf};

/// The path seen from the current folder, where it lies below it.
pub fn for_humans(path: &Path) -> PathBuf {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    match env::current_dir() {
        Ok(here) => plain.strip_prefix(&here).map(Path::to_owned).unwrap_or(plain),
        Err(_) => plain,
    }
}

/// The name of the book's files: its title in lower case, with hyphens, up to 60 letters.
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            _ if c.is_alphanumeric() => name.push(c),
            '\'' | '’' => {}
            _ if !name.ends_with('-') && !name.is_empty() => name.push('-'),
            _ => {}
        }
    }
    let name: String = name.chars().take(60).collect();
    match name.trim_matches('-') {
        "" => "book".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        assert_eq!(file_name("Slow Poetry"), "slow-poetry");
        assert_eq!(file_name("  The Rust Programmer's “Guide”! "), "the-rust-programmers-guide");
        assert_eq!(file_name("Übung № 1"), "übung-1");
        assert_eq!(file_name("../.."), "book");
    }
}
