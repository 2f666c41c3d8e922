//! The crates that snippets may use: the dependencies of the package in the book's folder.

use super::collect::Snippet;
use crate::book::Book;
use crate::cargo::Workspace;
use bindery_diagnostic::Diagnostic;
use regex::Regex;
use std::ffi::OsString;
use std::path::Path;

/// What rustc has to be told so that the snippets find the crates that they name; Cargo is asked
/// only if they name any.
pub(crate) fn externs(book: &Book, snippets: &[Snippet]) -> Result<Vec<OsString>, Diagnostic> {
    let manifest = book.path(Path::new("Cargo.toml"));
    let Ok(text) = std::fs::read_to_string(&manifest) else { return Ok(Vec::new()) };
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        Diagnostic::error(format!("Cargo.toml can't be read: {}", error.message()))
    })?;
    let mut names = Vec::new();
    for kind in ["dependencies", "dev-dependencies"] {
        if let Some(toml::Value::Table(dependencies)) = table.get(kind) {
            names.extend(dependencies.keys().map(|name| name.replace('-', "_")));
        }
    }
    let named = |name: &String| {
        let used = Regex::new(&format!(r"\b{name}\s*::|\buse\s+{name}\b")).expect("a name");
        snippets.iter().any(|snippet| used.is_match(&snippet.source.text()))
    };
    names.retain(named);
    let package = table.get("package").and_then(|package| package.get("name"));
    let (false, Some(package)) = (names.is_empty(), package.and_then(toml::Value::as_str)) else {
        return Ok(Vec::new());
    };
    let libraries = Workspace::open(book)?.libraries(package)?;
    let mut args: Vec<OsString> = Vec::new();
    for name in &names {
        let Some(path) = libraries.get(name) else { continue };
        args.push("--extern".into());
        let mut pair = OsString::from(format!("{name}="));
        pair.push(path);
        args.push(pair);
        if let Some(folder) = path.parent() {
            let mut search = OsString::from("dependency=");
            search.push(folder);
            args.extend(["-L".into(), search]);
        }
    }
    Ok(args)
}
