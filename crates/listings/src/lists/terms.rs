//! The glossary: where each term is defined, and where else it is used.

use super::numbers;
use super::sections::{Finder, Marked, Section, marks, sections};
use crate::chapters::ChapterSource;
use crate::directive::{Directive, Fault, ListOf};
use crate::expand::{Expander, Spot};
use crate::labels::relative;
use crate::markup;
use crate::scan::Item;
use bindery_diagnostic::Place;
use bindery_terms::Key;
use std::collections::BTreeMap;
use std::ops::Range;

impl Expander<'_> {
    /// The terms in the order of the alphabet, each with what it means if the book says so, a link to
    /// where it is defined, and one to the first section of each other chapter that uses it.
    pub fn terms(&mut self, spot: Spot<'_>) -> String {
        let proses: Vec<Vec<Section>> = self.chapters.iter().map(sections).collect();
        let mut defined: BTreeMap<Key, (String, Place)> = BTreeMap::new();
        // Two definitions of one term are an error, and each still leads to an entry.
        let mut terms: BTreeMap<(Key, &str), (String, String)> = BTreeMap::new();
        for chapter in self.chapters {
            for (id, marked) in definitions(chapter) {
                let (term, here) = (marked.entry(), chapter.place(marked.line));
                let Some(key) = Key::of(&term) else { continue };
                if let Some((_, first)) = defined.get(&key) {
                    let hint = format!(
                        "its definition is at {first}; here, `<span class=\"index\">` enters it"
                    );
                    let fault =
                        Fault::new(format!("`{term}` is defined twice"), marked.words, hint);
                    self.breach(here, fault);
                } else {
                    defined.insert(key.clone(), (term.clone(), here));
                }
                let name = markup::words(&chapter.name);
                let place = spot.path_to(chapter, id);
                let link =
                    format!("<a class=\"ref\" id=\"{}\" href=\"{place}\">{term}</a>", entry_id(id));
                let mut found = format!("“{name}”");
                let uses = self.chapters.iter().zip(&proses).filter(|(other, _)| {
                    other.link != chapter.link && other.link != spot.chapter.link
                });
                let finder = Finder::new(&term).filter(|_| !marked.is_alone);
                let places = uses.filter_map(|(other, sections)| {
                    let finder = finder.as_ref().filter(|_| other.number.is_some())?;
                    let section = sections.iter().find(|section| finder.count(section) > 0)?;
                    Some((other, section.id.as_str()))
                });
                let places: Vec<_> = places.collect();
                if !places.is_empty() {
                    found += &format!("; also in {}", numbers(&places, spot));
                }
                terms.insert((key, id), (link, found));
            }
        }
        let glosses = self.glosses(&defined);
        let mut list = String::new();
        for ((key, _), (link, found)) in &terms {
            list += &match glosses.get(key) {
                Some(gloss) => format!("- {link}: {gloss} <small>{found}</small>\n"),
                None => format!("- {link}, {found}\n"),
            };
        }
        list
    }
}

/// The definitions of a chapter that have an id.
fn definitions(chapter: &ChapterSource) -> impl Iterator<Item = (&str, Marked<'_>)> {
    marks(chapter)
        .filter(|marked| marked.mark.is_definition)
        .filter_map(|marked| Some((marked.id?, marked)))
}

/// The id of a term's entry in the glossary.
fn entry_id(id: &str) -> String {
    format!("listed-{id}")
}

/// The chapter that has the glossary.
pub(crate) fn glossary(chapters: &[ChapterSource]) -> Option<&ChapterSource> {
    let is_list = |item: &Item| *item == Item::Directive(Directive::List(ListOf::Terms));
    chapters.iter().find(|chapter| chapter.page.found.iter().any(|found| is_list(&found.item)))
}

/// For each definition of a chapter the place of its words, and what leads from them to their entry.
pub(crate) fn leads<'c>(
    chapter: &'c ChapterSource,
    glossary: &ChapterSource,
) -> impl Iterator<Item = (Range<usize>, String)> + use<'c> {
    let path = markup::html(&relative(&chapter.link, &glossary.link));
    // A link can't stand in a link, nor a directive's output be looked into.
    let is_plain =
        |words: &str| !words.contains("](") && !words.contains("<a") && !words.contains("{{#");
    definitions(chapter).filter(move |(_, marked)| is_plain(marked.words)).map(
        move |(id, marked)| {
            let (entry, words) = (entry_id(id), marked.words);
            (marked.at, format!("<a class=\"term\" href=\"{path}#{entry}\">{words}</a>"))
        },
    )
}
