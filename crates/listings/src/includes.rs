//! mdBook's own directives, checked: mdBook itself leaves out what it doesn't find, and goes on.

mod links;
mod select;

use crate::chapters::{for_each_chapter, source_file};
use crate::directive::{Fault, MDBOOKS, meant};
use crate::files::{missing, unreadable};
use crate::markup;
use crate::scan::{Item, Page};
use bindery_bounds::{Bounds, LONGEST_CHAPTER};
use bindery_diagnostic::{Diagnostic, Place, Report, Rule, Severity};
use links::{Argument, Link, find_links};
use mdbook_core::book::{Book, Chapter};
use mdbook_core::config::Config;
use select::{Selected, select};
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf, absolute};
use std::rc::Rc;

/// How deep mdBook follows includes in included files.
const DEEPEST: usize = 10;

/// Checks the `{{#include}}`, `{{#rustdoc_include}}` and `{{#playground}}` directives of the book in
/// the folder `root`: that there is what they show, and that it belongs to the book.
///
/// Errors are a missing file or anchor, an anchor that isn't closed, a range of lines that is empty
/// or past the end of the file, a file outside the book's bounds, files that include each other in
/// a circle or too deep, a chapter that grows too long by them, and a misspelt or unfinished
/// directive. The chapters have to be as their files are. In a book that doesn't name bindery an
/// anchor that isn't closed and a range whose end is past the file's are warnings: mdBook shows what
/// is there, and says nothing.
///
/// With `keep_going`, what shows nothing is a warning, and where there is nothing to show the chapter
/// says so in the place of the directive: **[missing include: file.rs]**.
pub fn check_includes(
    root: &Path,
    config: &Config,
    book: &mut Book,
    keep_going: bool,
    report: &mut Report,
) {
    let src = root.join(&config.book.src);
    let is_ours = config.contains_key("preprocessor.bindery");
    let mut checker = Checker {
        root,
        bounds: Bounds::of(root, config),
        is_ours,
        keep_going,
        report,
        files: BTreeMap::new(),
        done: BTreeMap::new(),
    };
    for_each_chapter(&mut book.items, &mut |chapter| {
        checker.chapter(&src, chapter);
    });
}

struct Checker<'r> {
    root: &'r Path,
    bounds: Bounds,
    is_ours: bool,
    keep_going: bool,
    report: &'r mut Report,
    files: BTreeMap<PathBuf, Result<Rc<str>, String>>,
    /// The parts of files that have been checked, with the bytes that they come to.
    done: BTreeMap<Part, u64>,
}

/// A file and what of it is included, as written.
type Part = (PathBuf, String);

/// A directive that shows nothing, and what it names.
type Gone = (Range<usize>, String);

/// A text in which to look for directives.
struct Text<'t> {
    text: &'t str,
    /// The lines of `file` that the lines of the text are.
    lines: &'t [u32],
    file: &'t Path,
    page: &'t Page,
}

impl Text<'_> {
    fn place(&self, at: usize) -> Place {
        let line = self.text[..at].matches('\n').count();
        match self.lines.get(line) {
            Some(line) => Place::line(self.file, *line),
            None => Place::file(self.file),
        }
    }
}

impl Checker<'_> {
    fn chapter(&mut self, src: &Path, chapter: &mut Chapter) {
        let file = source_file(src, chapter);
        let page = Page::read(&chapter.content);
        let lines: Vec<u32> = (1..).take(chapter.content.matches('\n').count() + 1).collect();
        let text = Text { text: &chapter.content, lines: &lines, file: &file, page: &page };
        let whole = (clean(&file), String::new());
        let (gone, bytes) = self.text(&text, &mut vec![whole]);
        if bytes > LONGEST_CHAPTER {
            let most = LONGEST_CHAPTER >> 20;
            let message = format!("the chapter has more than {most} MiB with all that it includes");
            let hint = "an include in an included file multiplies; or make it several chapters";
            self.report.push(Rule::Limit.error(message).at(Place::file(&file)).hint(hint));
        }
        if self.keep_going && !gone.is_empty() {
            chapter.content = marked(&chapter.content, &page, gone);
        }
    }

    /// Checks the directives of a text; returns those that show nothing, with what they name, and
    /// how many bytes the text has with all that it includes.
    fn text(&mut self, text: &Text<'_>, stack: &mut Vec<Part>) -> (Vec<Gone>, u64) {
        let mut gone = Vec::new();
        let mut bytes = text.text.len() as u64;
        for Link { range, name, argument } in find_links(text.text) {
            let place = text.place(range.start);
            let is_known = MDBOOKS.contains(&name);
            match argument {
                Argument::Whole(_) if name == "title" => {}
                Argument::Whole(argument) if is_known => {
                    let argument = argument.split_whitespace().next().unwrap_or_default();
                    match self.include(text, range.start, name, argument, stack) {
                        Some(more) => bytes = bytes.saturating_add(more),
                        None => gone.push((range, argument.to_owned())),
                    }
                }
                Argument::Whole(_) => {
                    if let Some(near) = meant(name).filter(|near| MDBOOKS.contains(near)) {
                        let message = format!("`{{{{#{name}` is no directive");
                        let hint = format!("did you mean `{{{{#{near}`?");
                        self.error(place, Fault::new(message, format!("#{name}"), hint));
                    }
                }
                Argument::Unclosed if is_known => {
                    let message = format!("`{{{{#{name}}}}}` isn't closed");
                    let culprit = &text.text[range];
                    self.error(place, Fault::new(message, culprit, "a directive ends with `}}`"));
                }
                // In code, a name alone is more likely meant as it is.
                Argument::None if is_known && !text.page.is_code(range.start) => {
                    let message = format!("`{{{{#{name}}}}}` names no file");
                    let hint = format!("write `\\{{{{#{name}}}}}` to show it as it is");
                    self.error(place, Fault::new(message, &text.text[range], hint));
                }
                Argument::Unclosed | Argument::None => {}
            }
        }
        (gone, bytes)
    }

    /// Checks one directive; returns how many bytes it shows, `None` if it shows nothing.
    fn include(
        &mut self,
        text: &Text<'_>,
        at: usize,
        name: &str,
        argument: &str,
        stack: &mut Vec<Part>,
    ) -> Option<u64> {
        let place = text.place(at);
        let (path, part) = match argument.split_once(':') {
            Some((path, part)) if !matches!(name, "playground" | "playpen") => (path, part),
            _ => (argument, ""),
        };
        let folder = text.file.parent().unwrap_or(self.root);
        let file = clean(&folder.join(path));
        let content = match self.read(folder, &file, path) {
            Ok(content) => content,
            Err(fault) => return self.gone(place, fault),
        };
        let lines = match select(&content, path, part) {
            Selected::Lines(lines) => lines,
            Selected::Doubtful(lines, fault) => {
                self.doubtful(place.clone(), fault);
                lines
            }
            Selected::Nothing(fault) => return self.gone(place, fault),
        };
        let part = (file, part.to_owned());
        if stack.contains(&part) || stack.len() > DEEPEST {
            let chain = stack.iter().map(|(file, _)| file.display().to_string());
            let chain = chain.collect::<Vec<_>>().join(", which includes ");
            let message = match stack.contains(&part) {
                true => format!("`{path}` includes itself"),
                false => format!("`{path}` is included {} files deep", stack.len()),
            };
            let fault = Fault::new(message, path, format!("it is included by {chain}"));
            // mdBook would follow it all the same, each time ten files deep.
            self.error(place, fault.about(Rule::Limit));
            return None;
        }
        // All of the file is in the page, the other lines hidden.
        let hidden = if name == "rustdoc_include" { content.len() as u64 } else { 0 };
        if let Some(bytes) = self.done.get(&part) {
            return Some(bytes.saturating_add(hidden));
        }
        let numbers: Vec<u32> = lines.iter().map(|(number, _)| *number).collect();
        let included = lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
        let page = Page::read(&included);
        let file = part.0.clone();
        let inner = Text { text: &included, lines: &numbers, file: &file, page: &page };
        if self.is_ours && !text.page.is_code(at) {
            self.find_ours(&inner);
        }
        stack.push(part.clone());
        let (_, bytes) = self.text(&inner, stack);
        stack.pop();
        self.done.insert(part, bytes);
        Some(bytes.saturating_add(hidden))
    }

    /// Reports the book's own directives in an included text: they have been expanded before.
    fn find_ours(&mut self, text: &Text<'_>) {
        for found in &text.page.found {
            if matches!(found.item, Item::Directive(_)) {
                let culprit = &text.text[found.range.clone()];
                let message = "a directive in an included file is never expanded";
                let hint = "write it in the chapter itself";
                self.error(text.place(found.range.start), Fault::new(message, culprit, hint));
            }
        }
    }

    /// The text of `file`, which a text in `folder` calls `path`.
    fn read(&mut self, folder: &Path, file: &Path, path: &str) -> Result<Rc<str>, Fault> {
        let Ok(real) = file.canonicalize() else {
            if !is_below(file, self.root) {
                return Err(Fault::new(
                    format!("there is no `{path}`"),
                    path,
                    "it would be outside the book's folder, too",
                ));
            }
            let shown = folder.strip_prefix(self.root).unwrap_or(folder);
            return Err(missing(folder, &format!("{}/", shown.display()), path));
        };
        if !self.bounds.hold(&real) {
            return Err(Fault::new(
                format!("`{path}` is outside the book's folder"),
                path,
                "copy it into the book, or let `allow` in `[preprocessor.bindery]` name its folder",
            )
            .about(Rule::Outside));
        }
        let read = self.files.entry(real).or_insert_with_key(|real| {
            fs::read_to_string(real).map(Rc::from).map_err(|error| error.to_string())
        });
        read.clone().map_err(|error| unreadable(path, &error))
    }

    /// Reports an include that shows nothing; always `None`.
    fn gone(&mut self, place: Place, fault: Fault) -> Option<u64> {
        self.push(place, fault, self.keep_going);
        None
    }

    /// Reports an include that shows hardly what was meant. A book that mdBook makes without a word
    /// is made: nothing is lost in it.
    fn doubtful(&mut self, place: Place, fault: Fault) {
        self.push(place, fault, self.keep_going || !self.is_ours);
    }

    fn push(&mut self, place: Place, fault: Fault, is_warning: bool) {
        let problem = Diagnostic::from(include(fault)).at(place);
        let severity = if is_warning { Severity::Warning } else { Severity::Error };
        self.report.push(Diagnostic { severity, ..problem });
    }

    fn error(&mut self, place: Place, fault: Fault) {
        self.report.push(Diagnostic::from(include(fault)).at(place));
    }
}

/// The fault as one of an include, unless it is a graver one.
fn include(fault: Fault) -> Fault {
    if fault.rule == Rule::Directive { fault.about(Rule::Include) } else { fault }
}

/// The chapter with a mark in the place of each directive that shows nothing.
///
/// It has as many lines as before, so that what is reported later has its right place.
fn marked(source: &str, page: &Page, gone: Vec<Gone>) -> String {
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for (range, path) in gone {
        let mark = format!("[missing include: {path}]");
        let bold = format!("**[missing include: {}]**", markup::words(&path));
        let fence = page.found.iter().find_map(|found| match &found.item {
            Item::Fence(fence) if fence.body.contains(&range.start) => Some((found, fence)),
            _ => None,
        });
        let (range, mark) = match fence {
            Some((found, fence)) if fence.code.trim() == &source[range.clone()] => {
                (found.range.clone(), bold)
            }
            _ if page.is_code(range.start) => (range, mark),
            _ => (range, bold),
        };
        let lines = source[range.clone()].matches('\n').count();
        out.push_str(&source[done..range.start]);
        out.push_str(&mark);
        out.push_str(&"\n".repeat(lines));
        done = range.end;
    }
    out + &source[done..]
}

/// Whether a path that may lead nowhere would lead into `folder`.
fn is_below(path: &Path, folder: &Path) -> bool {
    let full = |path| absolute(path).map(|path| clean(&path));
    matches!((full(path), full(folder)), (Ok(path), Ok(folder)) if path.starts_with(&folder))
}

/// The path without `.` and `..`, by its words alone.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(clean.components().next_back(), Some(Component::Normal(_))) =>
            {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}
