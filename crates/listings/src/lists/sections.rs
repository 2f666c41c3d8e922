//! The sections of a chapter, and what their author marks in them.

use crate::chapters::ChapterSource;
use crate::markup;
use crate::scan::Item;
use bindery_terms::Mark;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What is no prose: code in a line, and what stands in tags and comments.
static NO_PROSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)`[^`]*`|<!--.*?-->|<[^>]*>").expect("a valid expression"));

/// A tag that opens, with its attributes if it has any.
static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<([a-z][a-z0-9]*)(\s[^<>]*)?>").expect("a valid expression"));

/// A link in Markdown: its words are the first group.
pub(crate) static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[([^\]]*)\]\([^)]*\)").expect("a valid expression"));

static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"([a-z-]+)="([^"]*)""#).expect("a valid expression"));

/// A part of a chapter below a heading.
pub(crate) struct Section {
    /// The id that its author gave it; that of the section before, or none, without one.
    pub id: String,
    /// The line of its heading.
    pub line: u32,
    /// As it is written.
    pub source: String,
    /// Its words, without code and directives.
    pub prose: String,
}

/// The sections of a chapter; the first is what stands before the first heading.
pub(crate) fn sections(chapter: &ChapterSource) -> Vec<Section> {
    let mut source = chapter.source.clone();
    // What directives and code blocks hold is no prose; lines stay where they are.
    for found in chapter.page.found.iter().rev() {
        if matches!(found.item, Item::Fence(_) | Item::Directive(_)) {
            let lines = source[found.range.clone()].matches('\n').count();
            source.replace_range(found.range.clone(), &"\n".repeat(lines));
        }
    }
    let mut headings = chapter.page.headings.iter().peekable();
    let section = |id, line| Section { id, line, source: String::new(), prose: String::new() };
    let mut all = vec![section(String::new(), 1)];
    for ((line, text), prose) in (1..).zip(chapter.source.lines()).zip(source.lines()) {
        if let Some(heading) = headings.next_if(|heading| heading.line == line) {
            let before = all.last().map(|section| section.id.clone()).unwrap_or_default();
            all.push(section(heading.id.clone().unwrap_or(before), line));
        }
        if let Some(section) = all.last_mut() {
            section.source += text;
            section.source.push('\n');
            section.prose += prose;
            section.prose.push('\n');
        }
    }
    for section in &mut all {
        section.prose = NO_PROSE.replace_all(&section.prose, " ").into_owned();
    }
    all
}

/// What an author marks for the index: `<dfn>`, `class="index"`, or an element with `data-index`.
pub(crate) struct Marked<'s> {
    pub line: u32,
    /// The element's id.
    pub id: Option<&'s str>,
    /// The words between its tags, as they are written, and where they are in the source.
    pub words: &'s str,
    pub at: Range<usize>,
    /// What it says of the term.
    pub mark: Mark<'s>,
    /// Whether the word means something else in other chapters: `class="alone"`.
    pub is_alone: bool,
}

impl Marked<'_> {
    /// What stands in the index, as Markdown in one line.
    pub fn entry(&self) -> String {
        match self.mark.given {
            Some(words) => markup::words(words),
            None => {
                let words = LINK.replace_all(self.words, "$1");
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// The marks of a chapter, in order.
pub(crate) fn marks(chapter: &ChapterSource) -> impl Iterator<Item = Marked<'_>> {
    let source = &chapter.source;
    TAG.captures_iter(source).filter_map(move |tag| {
        let (whole, name) = (tag.get(0)?, tag.get(1)?.as_str());
        let attributes = tag.get(2).map_or("", |attributes| attributes.as_str());
        let page = &chapter.page;
        let mut no_prose = page.code.iter().chain(page.found.iter().map(|found| &found.range));
        if no_prose.any(|range| range.contains(&whole.start())) {
            return None;
        }
        let attribute = |name: &str| {
            let mut all = ATTRIBUTE.captures_iter(attributes);
            all.find(|one| one.get(1).is_some_and(|found| found.as_str() == name))
                .and_then(|one| one.get(2).map(|value| value.as_str()))
        };
        let mark = Mark::of(name, attribute)?;
        let end = source[whole.end()..].find(&format!("</{name}>"))? + whole.end();
        let line = source[..whole.start()].matches('\n').count() + 1;
        Some(Marked {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            id: attribute("id").filter(|id| !id.is_empty()),
            words: &source[whole.end()..end],
            at: whole.end()..end,
            mark,
            is_alone: attribute("class")
                .is_some_and(|it| it.split_whitespace().any(|it| it == "alone")),
        })
    })
}

/// Finds a term in prose, or in the source if it is code, in the singular or the plural.
pub(crate) struct Finder {
    expression: Regex,
    is_code: bool,
}

impl Finder {
    /// `None` for a term that has no words.
    pub fn new(term: &str) -> Option<Self> {
        let is_code = term.contains('`');
        let term = term.replace('`', "");
        // It may be defined in the plural.
        let term = term.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(&term);
        let words: Vec<String> = term.split_whitespace().map(regex::escape).collect();
        if words.is_empty() {
            return None;
        }
        let expression = Regex::new(&format!(r"(?i)\b{}(?:e?s)?\b", words.join(r"\s+"))).ok()?;
        Some(Finder { expression, is_code })
    }

    /// How often the section has it.
    pub fn count(&self, section: &Section) -> usize {
        let text = if self.is_code { &section.source } else { &section.prose };
        self.expression.find_iter(text).count()
    }
}
