//! What a chapter's source holds: its directives and its fenced code blocks, by line.
//!
//! [`scan`] is the entry point. It reads the source with mdBook's own Markdown parser, so that it
//! agrees with every renderer on what is code: no directive is found in a code block, in inline code
//! or in a comment, and none after a backslash.

mod braces;
mod lines;

use crate::directive::{Directive, Fault};
use crate::markup;
use braces::directive_at;
use lines::Lines;
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::ops::Range;

/// A directive or a code block, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The line where it begins, counted from 1.
    pub line: u32,
    /// The bytes of the source that it takes.
    pub range: Range<usize>,
    /// What it is.
    pub item: Item,
}

/// What [`scan`] finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A directive of the book.
    Directive(Directive),
    /// Something that was meant to be one.
    Fault(Fault),
    /// A fenced code block.
    Fence(Fence),
}

/// A fenced code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The words after the opening fence, as written: `rust,compile_fail,E0277`.
    pub info: String,
    /// The code, without the indentation or quote marks of what the block stands in. Each line
    /// ends with a line feed.
    pub code: String,
    /// The line of the first line of code, counted from 1; each further line is one more.
    pub code_line: u32,
    /// The bytes of the source between the two fences: the lines of code with their prefixes.
    pub body: Range<usize>,
    /// What stands before each line of code in the source: spaces in a list, `> ` in a quotation.
    pub prefix: String,
    /// Whether there is a closing fence.
    pub closed: bool,
}

impl Fence {
    /// The first of the info words, without the others; empty when there is none.
    pub fn language(&self) -> &str {
        self.words().next().unwrap_or_default()
    }

    /// The info words: what commas and white space separate, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.info.split([',', ' ', '\t']).filter(|word| !word.is_empty())
    }
}

/// Every directive and fenced code block of a chapter's source, in order.
///
/// mdBook's own directives (`{{#include}}`, …) are not among them, and neither are names that are
/// nowhere near a known one: another preprocessor may know them.
pub fn scan(source: &str) -> Vec<Found> {
    Page::read(source).found
}

/// A heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    pub line: u32,
    /// The id that the author gave it: `## Words {#id}`.
    pub id: Option<String>,
    /// Its text as inline HTML that Markdown leaves alone.
    pub title: String,
    /// Its text alone.
    pub text: String,
}

impl Heading {
    /// The id that mdBook makes for it when the author gives none.
    pub fn made_id(&self) -> String {
        let part = |c: char| match c {
            c if c.is_alphanumeric() || matches!(c, '_' | '-') => Some(c),
            c => c.is_whitespace().then_some('-'),
        };
        self.text.trim().to_lowercase().chars().filter_map(part).collect()
    }
}

/// What a chapter's source holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub found: Vec<Found>,
    pub headings: Vec<Heading>,
    /// The bytes that are code or a comment, in order.
    pub code: Vec<Range<usize>>,
}

impl Page {
    pub fn read(source: &str) -> Page {
        let lines = Lines::new(source);
        let mut page = Page::default();
        let mut heading: Option<Heading> = None;
        let mut fence: Option<Fence> = None;
        let parser = new_cmark_parser(source, &MarkdownOptions::default());
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    if let CodeBlockKind::Fenced(info) = kind {
                        fence = Some(lines.fence(&range, &info));
                    }
                    page.code.push(range);
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Some(fence) = fence.take() {
                        let (line, item) = (lines.line(range.start), Item::Fence(fence));
                        page.found.push(Found { line, range, item });
                    }
                }
                Event::Start(Tag::Heading { id, .. }) => {
                    let (line, id) = (lines.line(range.start), id.map(|id| id.to_string()));
                    heading = Some(Heading { line, id, ..Heading::default() });
                }
                Event::End(TagEnd::Heading(_)) => page.headings.extend(heading.take()),
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                    page.code.extend(comments(source, range));
                }
                Event::Code(text) => {
                    page.code.push(range);
                    if let Some(heading) = &mut heading {
                        heading.title += &format!("<code>{}</code>", markup::literal(&text));
                        heading.text += &text;
                    }
                }
                Event::Text(text) => {
                    if let Some(fence) = &mut fence {
                        fence.code += &text;
                    } else if let Some(heading) = &mut heading {
                        heading.title += &markup::words(&text);
                        heading.text += &text;
                    }
                }
                _ => {}
            }
        }
        page.code.sort_by_key(|range| range.start);
        page.find_directives(source, &lines);
        page.found.sort_by_key(|found| found.range.start);
        page
    }

    /// Whether byte `at` is code or in a comment.
    pub fn is_code(&self, at: usize) -> bool {
        self.code.iter().any(|code| code.contains(&at))
    }

    fn find_directives(&mut self, source: &str, lines: &Lines<'_>) {
        let mut from = 0;
        while let Some(at) = source[from..].find("{{").map(|at| from + at) {
            from = at + 2;
            if source[..at].ends_with('\\') || self.is_code(at) {
                continue;
            }
            if let Some((end, items)) = directive_at(source, at, lines) {
                let (line, range) = (lines.line(at), at..end);
                let found = |item| Found { line, range: range.clone(), item };
                self.found.extend(items.into_iter().map(found));
                from = end;
            }
        }
    }
}

/// The comments in a piece of HTML.
fn comments(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut from = range.start;
    while let Some(start) = source[from..range.end].find("<!--").map(|at| from + at) {
        from = source[start..range.end].find("-->").map_or(range.end, |at| start + at + 3);
        comments.push(start..from);
    }
    comments
}
