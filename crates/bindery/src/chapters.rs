//! The chapters that `SUMMARY.md` names, looked at before mdBook reads them.

use bindery_bounds::{Bounds, LONGEST_CHAPTER, goes_down};
use bindery_diagnostic::{Diagnostic, Place, Report, Rule};
use mdbook_core::config::Config;
use mdbook_summary::{Link, Summary, SummaryItem, parse_summary};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads `SUMMARY.md`; `None` if it or its chapters had better not be read on.
///
/// Reports each chapter that has no file or one that isn't the book's, and pages that two chapters
/// would write. A chapter that is named twice has its first place: mdBook 0.4 took such books.
pub fn read(summary: &Path, config: &Config, root: &Path, report: &mut Report) -> Option<Summary> {
    let mut text = std::fs::read_to_string(summary).unwrap_or_default();
    let parsed = loop {
        let error = match parse_summary(&text) {
            Ok(parsed) => break parsed,
            Err(error) => error.to_string(),
        };
        let Some((line, found)) = twice(&text, &error) else {
            let message = format!("SUMMARY.md can't be read: {error}");
            report.push(Rule::Book.error(message).at(Place::file(summary)));
            return None;
        };
        report.push(found.at(Place::line(summary, line)));
        // The line stays, empty, so that the others are where they were.
        let lines = (1..).zip(text.lines()).map(|(n, text)| if n == line { "" } else { text });
        text = lines.collect::<Vec<_>>().join("\n");
    };
    let check = Check {
        file: summary,
        text: &text,
        bounds: Bounds::of(root, config),
        src: root.join(&config.book.src),
    };
    let parts = [&parsed.prefix_chapters, &parsed.numbered_chapters, &parsed.suffix_chapters];
    let mut open: Vec<_> = parts.into_iter().flatten().rev().collect();
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let before = report.errors();
    while let Some(item) = open.pop() {
        let SummaryItem::Link(link) = item else { continue };
        open.extend(link.nested_items.iter().rev());
        let Some(found) = check.chapter(link, &mut pages) else { continue };
        report.push(found);
    }
    (report.errors() == before).then_some(parsed)
}

struct Check<'a> {
    file: &'a Path,
    text: &'a str,
    bounds: Bounds,
    src: std::path::PathBuf,
}

impl Check<'_> {
    /// What is wrong with a chapter, if anything; `pages` are those that others write.
    fn chapter(&self, link: &Link, pages: &mut BTreeMap<String, String>) -> Option<Diagnostic> {
        let path = link.location.as_ref()?.to_str()?;
        let file = self.src.join(path);
        let at = |found: Diagnostic| found.at(self.place(path)).culprit(path);
        if !goes_down(path) || !self.bounds.hold(&file) {
            let message = format!("the chapter `{path}` lies outside the book");
            let hint = "a chapter is a file below the book's source folder, given with `/`";
            return Some(at(Rule::Outside.error(message)).hint(hint));
        }
        let Some(meta) = file.metadata().ok().filter(|meta| meta.is_file()) else {
            let hint = "write it, or leave the parentheses empty: that announces a chapter to come";
            let message = format!("the chapter `{path}` does not exist");
            return Some(at(Rule::Book.error(message)).hint(hint));
        };
        if meta.len() > LONGEST_CHAPTER {
            let most = LONGEST_CHAPTER >> 20;
            let message = format!("the chapter `{path}` has more than {most} MiB");
            return Some(at(Rule::Limit.error(message)).hint("make it several chapters"));
        }
        let page = page(path);
        let other = pages.insert(page.to_lowercase(), path.to_owned())?;
        let same = self::page(&other) == page;
        let found = match same {
            true => Rule::Book.error(format!("`{other}` and `{path}` are one page, `{page}`")),
            false => Rule::Book.warning(format!(
                "`{other}` and `{path}` are one page on systems where case doesn't count"
            )),
        };
        Some(at(found).hint("give one of them another name"))
    }

    fn place(&self, path: &str) -> Place {
        // In a link, a name with spaces stands in angle brackets, and some characters are escaped.
        match self.text.lines().position(|line| line.contains(path)) {
            Some(line) => Place::line(self.file, line as u32 + 1),
            None => Place::file(self.file),
        }
    }
}

/// That a chapter is named twice, which mdBook finds and gives no line for; and where it is for the
/// second time.
fn twice(text: &str, error: &str) -> Option<(u32, Diagnostic)> {
    let (_, path) = error.split_once("Duplicate file in SUMMARY.md: ")?;
    let path = path.trim().trim_matches('"');
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| line.contains(path));
    let ((first, _), (second, _)) = (lines.next()?, lines.next()?);
    let message = format!("the chapter `{path}` is in the book already, by line {first}");
    let hint = "it stays there alone: a chapter has one place, and links lead to it from others";
    Some((second, Rule::Book.warning(message).culprit(path).hint(hint)))
}

/// The page of the HTML edition that mdBook writes for a chapter.
fn page(path: &str) -> String {
    let path = Path::new(path);
    let plain: std::path::PathBuf =
        path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    let stem = plain.file_stem().unwrap_or_default();
    let is_index = stem.eq_ignore_ascii_case("readme");
    let page = if is_index { plain.with_file_name("index") } else { plain };
    page.with_extension("html").to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        for (path, name) in [
            ("./a/b.md", "a/b.html"),
            ("a/README.md", "a/index.html"),
            ("index.md", "index.html"),
            ("a.b.md", "a.b.html"),
        ] {
            assert_eq!(page(path), name);
        }
    }
}
