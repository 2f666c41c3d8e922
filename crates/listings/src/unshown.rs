//! Programs that no chapter shows, and anchors.

use crate::chapters::ChapterSource;
use crate::directive::Directive;
use crate::files::Files;
use crate::scan::Item;
use bindery_diagnostic::{Place, Report, Rule};
use memchr::memmem::find_iter;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Reports the crates below `listings/` that the book doesn't mention.
///
/// A chapter mentions a crate by its path from `listings/` on, in a directive or in its text, or as
/// `-p name` in a command; so do the transcripts and the figures that chapters show. An anchor in
/// one of its files is mentioned as `path/file.rs:anchor`, in a listing or an include; one that isn't
/// gets a warning, for it may wait for its chapter.
pub(crate) fn check(
    root: &Path,
    chapters: &[ChapterSource],
    files: &mut Files,
    report: &mut Report,
) {
    let mut crates = Vec::new();
    find_crates(&root.join("listings"), "", &mut crates);
    if crates.is_empty() {
        return;
    }
    let texts = texts(root, chapters, files);
    for path in crates {
        let manifest = files.path(&path).join("Cargo.toml");
        let name = package_name(&manifest);
        let is_shown = texts.iter().any(|text| {
            mentions(text, &path) || name.as_ref().is_some_and(|name| runs(text, name))
        });
        if !is_shown {
            report.push(
                Rule::Unshown
                    .error(format!("no chapter shows `listings/{path}`"))
                    .at(Place::file(manifest))
                    .hint(format!("show it, run it, name `{path}` in the text, or remove it")),
            );
        }
        for file in sources(&files.path(&path), &path) {
            let Ok(program) = files.get(&file) else { continue };
            for anchor in program.anchor_names() {
                if !texts.iter().any(|text| mentions(text, &format!("{file}:{anchor}"))) {
                    let opened = program.anchors.iter().find(|one| one.name == anchor);
                    let line = opened.map_or(1, |one| one.opened);
                    report.push(
                        Rule::Unshown
                            .warning(format!("no chapter shows the anchor `{anchor}`"))
                            .at(Place::line(files.path(&file), line))
                            .culprit(anchor)
                            .hint("show it, or remove both of its lines"),
                    );
                }
            }
        }
    }
}

/// The Rust files of a crate in `folder`, as paths from `listings/` on, where the crate is at `path`.
fn sources(folder: &Path, path: &str) -> Vec<String> {
    let mut files = Vec::new();
    for name in names(folder) {
        let below = format!("{path}/{name}");
        if folder.join(&name).is_dir() {
            files.extend(sources(&folder.join(&name), &below));
        } else if name.ends_with(".rs") {
            files.push(below);
        }
    }
    files
}

/// All that chapters say or show.
fn texts(root: &Path, chapters: &[ChapterSource], files: &mut Files) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for chapter in chapters {
        texts.insert(chapter.source.clone());
        texts.extend(chapter.page.found.iter().filter_map(|one| behind(root, files, &one.item)));
    }
    texts
}

/// What stands in another file than the chapter that shows it: a transcript, or the description of
/// a figure or of a measurement.
pub(crate) fn behind(root: &Path, files: &mut Files, item: &Item) -> Option<String> {
    let Item::Directive(directive) = item else { return None };
    let id = match directive {
        Directive::Output(output) => {
            let program = files.get(&output.file).ok()?;
            let lines = program.lines.iter().map(|line| line.text.as_str());
            return Some(lines.collect::<Vec<_>>().join("\n"));
        }
        Directive::Figure(figure) => &figure.id,
        Directive::Value(name) => name.split('.').next()?,
        _ => return None,
    };
    fs::read_to_string(root.join("figures").join(format!("{id}.toml"))).ok()
}

/// Finds the folders with a `Cargo.toml`, as paths from `listings/` on.
pub(crate) fn find_crates(folder: &Path, path: &str, crates: &mut Vec<String>) {
    if folder.join("Cargo.toml").is_file() {
        crates.push(path.to_owned());
        return;
    }
    for name in names(folder).into_iter().filter(|name| folder.join(name).is_dir()) {
        let below = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        find_crates(&folder.join(&name), &below, crates);
    }
}

/// The names in a folder, in order, without hidden ones, links, and what Cargo builds.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_symlink()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "target" && !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

pub(crate) fn package_name(manifest: &Path) -> Option<String> {
    let table: toml::Table = fs::read_to_string(manifest).ok()?.parse().ok()?;
    Some(table.get("package")?.get("name")?.as_str()?.to_owned())
}

/// Whether the text has the path, and not only as the beginning or end of a longer name.
pub(crate) fn mentions(text: &str, path: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    find_iter(text.as_bytes(), path)
        .any(|at| !text[..at].ends_with(is_name) && !text[at + path.len()..].starts_with(is_name))
}

/// Whether the text has a command that runs the package.
pub(crate) fn runs(text: &str, package: &str) -> bool {
    ["-p ", "--package "].iter().any(|flag| {
        find_iter(text.as_bytes(), flag).any(|at| {
            let after = text[at + flag.len()..].trim_start();
            let end = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'));
            after.split(end).next() == Some(package)
        })
    })
}
