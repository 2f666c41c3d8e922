//! The index: where to look a thing up, by part, topic, figure and program.

use super::chapter_link;
use super::programs::Program;
use super::sections::{Finder, LINK, Section, marks, sections};
use crate::directive::Directive;
use crate::expand::{Expander, Spot};
use crate::markup;
use crate::scan::Item;
use bindery_diagnostic::Diagnostic;
use bindery_terms::Key;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A section that has a term at least so often is about it, too.
const ABOUT: usize = 3;

/// Where a sentence ends: a mark, what closes with it, and white space before a new beginning.
static END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"[.?!]["”’)*_]*(\s+)["“‘(*_`\p{Lu}\p{N}{\[]"#).expect("a valid expression")
});

/// What the index says of a topic.
struct Topic {
    /// Its words, in Markdown.
    words: String,
    /// By the place of the chapter in the book: the id there, and whether it is defined there.
    places: BTreeMap<usize, (String, bool)>,
}

impl Expander<'_> {
    /// The index's sections, without those that would be empty; the PDF has an index of its own, and
    /// knows this one by its class.
    pub fn index(&mut self, spot: Spot<'_>) -> Result<String, Diagnostic> {
        let has_parts = self.chapters.iter().any(|chapter| chapter.part.is_some());
        let first = if has_parts { "part" } else { "chapter" };
        let mut list = String::from("<div class=\"book-index\">\n\n");
        for (by, entries) in [
            (first, self.by_part(spot)),
            ("topic", self.by_topic(spot)),
            ("figure", columns(&self.by_figure(spot)?)),
            ("program", columns(&self.by_program(spot))),
        ] {
            if !entries.is_empty() {
                list += &format!("## By {by} {{#by-{by}}}\n\n{entries}\n");
            }
        }
        Ok(list + "</div>\n")
    }

    /// The chapters, each with what it asks.
    fn by_part(&mut self, spot: Spot<'_>) -> String {
        let mut list = String::new();
        let mut last = None;
        let chapters = self.chapters;
        for chapter in chapters.iter().filter(|chapter| chapter.link != spot.chapter.link) {
            if chapter.part != last {
                last.clone_from(&chapter.part);
                // A list ends where another begins.
                let part = last.as_deref().map(|part| format!("**{}**", markup::words(part)));
                list += &format!("\n{}\n\n", part.as_deref().unwrap_or("<hr>"));
            }
            let indent = "  ".repeat(chapter.depth);
            list += &format!("{indent}- {}", chapter_link(chapter, spot));
            let subject = chapter.number.and_then(|_| subject(&chapter.source));
            if let Some(subject) = subject {
                list += &format!(": {}", self.caption(&subject, spot));
            }
            list.push('\n');
        }
        list.trim_start_matches('\n').to_owned()
    }

    /// The terms and what else is marked, below their letters.
    fn by_topic(&self, spot: Spot<'_>) -> String {
        let topics = self.topics();
        let mut letters: Vec<char> = Vec::new();
        let mut list = String::new();
        let mut last = None;
        for (key, topic) in &topics {
            let head = key.head();
            if last != Some(head) {
                last = Some(head);
                match head {
                    Some(letter) => {
                        letters.push(letter);
                        let id = letter.to_lowercase();
                        list += &format!(
                            "\n<p class=\"letter\" id=\"topics-{id}\"><strong>{letter}</strong></p>\n\n"
                        );
                    }
                    None => list.push('\n'),
                }
            }
            let place = |(at, (id, is_main)): (&usize, &(String, bool))| {
                let link = spot.number_of(&self.chapters[*at], id);
                if *is_main { format!("<strong>{link}</strong>") } else { link }
            };
            let places: Vec<String> = topic.places.iter().map(place).collect();
            list += &format!("- {} {}\n", topic.words, places.join(", "));
        }
        if list.is_empty() {
            return list;
        }
        let jump =
            |letter: &char| format!("<a href=\"#topics-{}\">{letter}</a>", letter.to_lowercase());
        let jumps: Vec<String> = letters.iter().map(jump).collect();
        format!("<p class=\"letters\">{}</p>\n\n{}", jumps.join(" "), columns(&list))
    }

    fn topics(&self) -> BTreeMap<Key, Topic> {
        let all: Vec<Vec<Section>> = self.chapters.iter().map(sections).collect();
        let mut topics: BTreeMap<Key, Topic> = BTreeMap::new();
        for (at, (chapter, sections)) in self.chapters.iter().zip(&all).enumerate() {
            for marked in marks(chapter) {
                let words = marked.entry();
                let Some(key) = Key::of(&words) else { continue };
                let topic =
                    topics.entry(key).or_insert_with(|| Topic { words, places: BTreeMap::new() });
                let section = sections.iter().rev().find(|section| section.line <= marked.line);
                let id = marked.id.or(section.map(|section| section.id.as_str()));
                let place = (id.unwrap_or_default().to_owned(), marked.mark.is_definition);
                let known = topic.places.entry(at).or_insert_with(|| place.clone());
                if marked.mark.is_definition && !known.1 {
                    *known = place;
                }
            }
        }
        for topic in topics.values_mut() {
            let defined = topic.places.values().any(|(_, is_main)| *is_main);
            let Some(finder) = Finder::new(&topic.words).filter(|_| defined) else { continue };
            for (at, sections) in all.iter().enumerate() {
                let counted = sections.iter().rev().map(|section| (finder.count(section), section));
                let most = counted.max_by_key(|(count, _)| *count);
                if let Some((ABOUT.., section)) = most
                    && self.chapters[at].number.is_some()
                {
                    topic.places.entry(at).or_insert_with(|| (section.id.clone(), false));
                }
            }
        }
        topics
    }

    /// The figures, each with the first sentence of its caption.
    fn by_figure(&mut self, spot: Spot<'_>) -> Result<String, Diagnostic> {
        let mut list = String::new();
        for chapter in self.chapters {
            for found in &chapter.page.found {
                let Item::Directive(Directive::Figure(figure)) = &found.item else { continue };
                let link = self.labels.link(&figure.id, &spot.chapter.link)?;
                let caption = LINK.replace_all(&figure.caption, "$1");
                let first = sentences(&caption).into_iter().next().unwrap_or_default();
                list += &format!("- {link}: {}\n", self.caption(first, spot));
            }
        }
        Ok(list)
    }

    /// The programs, each with the chapters that show it.
    fn by_program(&mut self, spot: Spot<'_>) -> String {
        let shown = self.shown_programs(spot);
        let shown = shown.iter().filter(|program| !program.places.is_empty());
        let entry = |program: &Program<'_>| {
            let links = program.places.iter().map(|(chapter, id)| spot.number_of(chapter, id));
            format!("- `{}` {}\n", program.name, links.collect::<Vec<_>>().join(", "))
        };
        let mut programs: Vec<String> = shown.map(entry).collect();
        programs.sort();
        programs.concat()
    }
}

/// The list in as many columns as there is room for.
fn columns(list: &str) -> String {
    match list {
        "" => String::new(),
        list => format!("<div class=\"columns\" style=\"columns: 15em\">\n\n{list}\n</div>\n"),
    }
}

/// What a chapter is about: what its first paragraph asks, or its first sentence.
fn subject(source: &str) -> Option<String> {
    let blocks = source.split("\n\n").map(str::trim);
    let prose =
        |block: &&str| block.starts_with(|c: char| c.is_alphanumeric() || "*_`“\"".contains(c));
    let plain =
        LINK.replace_all(blocks.flat_map(without_heading).find(prose)?, "$1").replace('\n', " ");
    let asked: Vec<&str> =
        sentences(&plain).into_iter().filter(|sentence| sentence.ends_with('?')).collect();
    match asked.is_empty() {
        true => sentences(&plain).first().map(|first| (*first).to_owned()),
        false => Some(asked.join(" ")),
    }
}

/// The text of a block below a heading that may stand in its first line.
fn without_heading(block: &str) -> Option<&str> {
    match block.starts_with("# ") {
        true => block.split_once('\n').map(|(_, rest)| rest.trim()),
        false => Some(block),
    }
}

fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    for end in END.captures_iter(text) {
        let Some(gap) = end.get(1) else { continue };
        // In code nothing ends.
        if text[start..gap.start()].matches('`').count().is_multiple_of(2) {
            all.push(&text[start..gap.start()]);
            start = gap.end();
        }
    }
    all.push(&text[start..]);
    all
}
