//! The glossary: where each term is defined, and where else it is used.

use crate::chapters::ChapterSource;
use crate::expand::{Expander, Spot};
use crate::labels::relative;
use crate::markup;
use crate::scan::Item;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is no prose: code in a line, and what stands in tags and comments.
static NO_PROSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)`[^`]*`|<!--.*?-->|<[^>]*>").expect("a valid expression"));

impl Expander<'_> {
    /// The terms in the order of the alphabet, each with a link to where it is defined, and one to the
    /// first section of each other chapter that uses it.
    pub fn terms(&mut self, spot: Spot<'_>) -> String {
        let proses: Vec<Vec<Section>> = self.chapters.iter().map(sections).collect();
        // By the words without regard to capitals, then as they are.
        let mut terms: BTreeMap<(String, String), String> = BTreeMap::new();
        for chapter in self.chapters {
            for (id, term) in definitions(&chapter.source) {
                let name = markup::words(&chapter.name);
                let place = link(spot, chapter, id);
                let mut entry = format!("- <a class=\"ref\" href=\"{place}\">{term}</a>, “{name}”");
                let uses = self.chapters.iter().zip(&proses).filter(|(other, _)| {
                    other.link != chapter.link && other.link != spot.chapter.link
                });
                let links = uses.filter_map(|(other, sections)| {
                    let number = other.number?;
                    let used = word(term)?;
                    let section = sections.iter().find(|section| used.is_match(&section.prose))?;
                    let (place, name) =
                        (link(spot, other, &section.id), markup::words(&other.name));
                    Some(format!("<a href=\"{place}\" title=\"{name}\">{number}</a>"))
                });
                let links: Vec<String> = links.collect();
                if !links.is_empty() {
                    let chapters = if links.len() == 1 { "chapter" } else { "chapters" };
                    entry += &format!("; again in {chapters} {}", links.join(", "));
                }
                terms.insert((term.to_lowercase(), id.to_owned()), entry + "\n");
            }
        }
        terms.into_values().collect()
    }
}

/// A part of a chapter below a heading.
struct Section {
    /// The id that its author gave it; that of the section before, or none, without one.
    id: String,
    prose: String,
}

/// The prose of a chapter.
fn sections(chapter: &ChapterSource) -> Vec<Section> {
    let mut source = chapter.source.clone();
    // What directives and code blocks hold is no prose; lines stay where they are.
    for found in chapter.page.found.iter().rev() {
        if matches!(found.item, Item::Fence(_) | Item::Directive(_)) {
            let lines = source[found.range.clone()].matches('\n').count();
            source.replace_range(found.range.clone(), &"\n".repeat(lines));
        }
    }
    let mut headings = chapter.page.headings.iter().peekable();
    let mut all = vec![Section { id: String::new(), prose: String::new() }];
    for (line, text) in (1..).zip(source.lines()) {
        if let Some(heading) = headings.next_if(|heading| heading.line == line) {
            let before = all.last().map(|section| section.id.clone()).unwrap_or_default();
            let id = heading.id.clone().unwrap_or(before);
            all.push(Section { id, prose: String::new() });
        }
        if let Some(section) = all.last_mut() {
            section.prose += text;
            section.prose.push('\n');
        }
    }
    for section in &mut all {
        section.prose = NO_PROSE.replace_all(&section.prose, " ").into_owned();
    }
    all
}

/// Finds a term, in the singular or the plural.
fn word(term: &str) -> Option<Regex> {
    let term = NO_PROSE.replace_all(term, "");
    // It may be defined in the plural.
    let term = term.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(&term);
    let words: Vec<String> = term.split_whitespace().map(regex::escape).collect();
    Regex::new(&format!(r"(?i)\b{}(?:e?s)?\b", words.join(r"\s+"))).ok()
}

fn link(spot: Spot<'_>, chapter: &ChapterSource, id: &str) -> String {
    let path = markup::html(&relative(&spot.chapter.link, &chapter.link));
    if id.is_empty() { path } else { format!("{path}#{id}") }
}

/// The id and the text of each `<dfn id="…">`, as they are written.
fn definitions(source: &str) -> impl Iterator<Item = (&str, &str)> {
    source.split("<dfn id=\"").skip(1).filter_map(|rest| {
        let (id, rest) = rest.split_once("\">")?;
        Some((id, rest.split_once("</dfn>")?.0))
    })
}
