//! The paths in `book.toml` and the symbolic links of a book: none may lead out of its bounds.

use crate::book::place_in_config;
use bindery_bounds::{Bounds, goes_down};
use bindery_diagnostic::{Place, Report, Rule};
use mdbook_core::config::Config;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Keys whose value is a file or folder that is read, relative to the book's folder.
const READ: [&str; 5] = [
    "output.html.theme",
    "output.bindery-pdf.template",
    "output.bindery-pdf.fonts",
    "output.bindery-epub.cover",
    "output.bindery-epub.css",
];

/// Keys with a list of such.
const READ_ALL: [&str; 2] = ["output.html.additional-css", "output.html.additional-js"];

/// Folders that are read without being named.
const FOLDERS: [&str; 3] = ["listings", "figures", "theme"];

const HINT: &str =
    "copy it into the book, or let `allow` in `[preprocessor.bindery]` name its folder";

/// Reports whatever `book.toml` or a symbolic link would read or write outside of the book in the
/// folder `root`; says whether there is any.
pub fn check(root: &Path, config: &Config, report: &mut Report) -> bool {
    let bounds = Bounds::of(root, config);
    let before = report.errors();
    let mut folders: Vec<PathBuf> = FOLDERS.map(PathBuf::from).to_vec();
    for (key, path) in named(config) {
        if !bounds.hold(&root.join(&path)) {
            let shown = path.display().to_string();
            let message = format!("`{key}`: `{shown}` lies outside the book");
            let place = place_in_config(root, &shown);
            report.push(Rule::Outside.error(message).at(place).culprit(shown).hint(HINT));
        } else if root.join(&path).is_dir() {
            folders.push(path);
        }
    }
    written(root, config, report);
    folders.sort();
    folders.dedup();
    for stray in folders.iter().flat_map(|folder| strays(&bounds, root.join(folder))) {
        let message = "this symbolic link leads out of the book, or back to where it is";
        report.push(Rule::Outside.error(message).at(Place::file(stray)).hint(HINT));
    }
    report.errors() > before
}

/// The files and folders that `book.toml` names to be read, with their keys.
fn named(config: &Config) -> Vec<(&'static str, PathBuf)> {
    let mut named = vec![("src", config.book.src.clone())];
    let watched = config.build.extra_watch_dirs.iter();
    named.extend(watched.map(|path| ("extra-watch-dirs", path.clone())));
    for key in READ {
        let path = config.get::<PathBuf>(key).ok().flatten();
        named.extend(path.map(|path| (key, path)));
    }
    for key in READ_ALL {
        let paths = config.get::<Vec<PathBuf>>(key).ok().flatten().unwrap_or_default();
        named.extend(paths.into_iter().map(|path| (key, path)));
    }
    named
}

/// The symbolic links that lead out: those below `folder`, or itself.
fn strays(bounds: &Bounds, folder: PathBuf) -> Vec<PathBuf> {
    match folder.is_symlink() && !bounds.hold(&folder) {
        true => vec![folder],
        false => bounds.strays(&folder),
    }
}

/// Reports pages that mdBook would write outside of the HTML edition.
fn written(root: &Path, config: &Config, report: &mut Report) {
    let redirects = config.get::<BTreeMap<String, String>>("output.html.redirect").ok().flatten();
    for from in redirects.unwrap_or_default().into_keys() {
        if !goes_down(from.trim_start_matches('/')) {
            let message = format!("the redirect from `{from}` would be written outside the book");
            let place = place_in_config(root, &from);
            let hint = "it goes down from the book's first page, with `/`";
            report.push(Rule::Outside.error(message).at(place).culprit(from).hint(hint));
        }
    }
    let missing = config.get::<String>("output.html.input-404").ok().flatten();
    if let Some(path) = missing.filter(|path| !goes_down(path)) {
        let message = format!("`input-404`: `{path}` lies outside the book");
        let place = place_in_config(root, &path);
        report.push(Rule::Outside.error(message).at(place).culprit(path).hint(HINT));
    }
}
