//! The index: where the book defines its terms, and where its author says that it speaks of one.
//!
//! A `dfn` is a main entry. `<span class="index">` enters its words, and `data-index="…"` on any
//! element enters the words that it gives. A chapter that holds the list of all this, for editions
//! without pages, gives way to the index.

use std::collections::BTreeMap;

use bindery_manuscript::{Chapter, Element, Manuscript, Node, text_of};
use bindery_terms::{Key, Mark};

use crate::headings::one_line;
use crate::inline::content;
use crate::literal::literal;
use crate::setter::Setter;

/// The label of the index's heading.
pub(crate) const LABEL: &str = "index";

/// The terms so far, in the order of the index.
#[derive(Default)]
pub(crate) struct Index {
    entries: BTreeMap<Key, Entry>,
    places: usize,
}

struct Entry {
    /// The term, as Typst code.
    term: String,
    /// For each place its label, and whether the term is defined there.
    places: Vec<(String, bool)>,
}

impl Index {
    /// Whether no term was entered.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Enters a place; its label, if the term has a character to be found by.
    fn enter(&mut self, words: &str, term: String, main: bool) -> Option<String> {
        let key = Key::of(words)?;
        let label = format!("i{}", self.places);
        self.places += 1;
        let entry = self.entries.entry(key);
        let entry = entry.or_insert_with(|| Entry { term, places: Vec::new() });
        entry.places.push((label.clone(), main));
        Some(label)
    }

    /// The file that sets the index under the title `name`.
    pub(crate) fn code(&self, name: &str, right_to_left: bool) -> String {
        let mut code =
            format!("#import \"template.typ\": *\n#term-index(\"{LABEL}\", {}, (\n", literal(name));
        let mut open = None;
        for (key, entry) in &self.entries {
            let head = key.head();
            if open != Some(head) {
                if open.is_some() {
                    code.push_str(")),\n");
                }
                open = Some(head);
                let head = head.map_or("none".to_owned(), |head| literal(&head.to_string()));
                code.push_str(&format!("({head}, (\n"));
            }
            // A number behind words of the other direction would be drawn into them.
            let mark = match (right_to_left, is_right_to_left(key.letters())) {
                (false, true) => "\"\u{200e}\"",
                (true, false) => "\"\u{200f}\"",
                _ => "",
            };
            let places = entry.places.iter().map(|(label, main)| format!("(\"{label}\", {main}),"));
            let places: String = places.collect();
            code.push_str(&format!("({{{};{mark}}}, ({places})),\n", entry.term));
        }
        if open.is_some() {
            code.push_str(")),\n");
        }
        code.push_str("))\n");
        code
    }
}

/// Which chapter, counted as links count them, has the list in whose place the index stands: one that
/// `{{#list index}}` made, if others have what could be entered.
pub(crate) fn replaced(manuscript: &Manuscript) -> Option<usize> {
    let holds = |chapter: &Chapter| {
        elements(chapter).any(|element| element.name == "div" && element.has_class("book-index"))
    };
    let at = manuscript.chapters().position(holds)?;
    let mut others = manuscript.chapters().enumerate().filter(|(number, _)| *number != at);
    others
        .any(|(_, chapter)| elements(chapter).any(|element| mark(element).is_some()))
        .then_some(at)
}

/// All elements of a chapter, those that stand in others, too.
fn elements(chapter: &Chapter) -> impl Iterator<Item = &Element> {
    let mut open: Vec<&Node> = chapter.body.iter().rev().collect();
    std::iter::from_fn(move || {
        loop {
            if let Node::Element(element) = open.pop()? {
                open.extend(element.children.iter().rev());
                return Some(element);
            }
        }
    })
}

fn mark(element: &Element) -> Option<Mark<'_>> {
    Mark::of(&element.name, |name| element.attr(name))
}

impl Setter<'_> {
    /// The label of the place that an element enters into the index, if it does.
    pub(crate) fn index_place(&mut self, element: &Element) -> Option<String> {
        let Mark { given, is_definition } = mark(element).filter(|_| self.options.index)?;
        match given {
            Some(words) => {
                let words = one_line(words);
                let term = content(&words, self.title_room());
                self.index.enter(&words, term, is_definition)
            }
            None => {
                let term = self.bare(&element.children);
                self.index.enter(&text_of(&element.children), term, is_definition)
            }
        }
    }
}

/// Whether the words run from right to left, by their first letter.
fn is_right_to_left(words: &str) -> bool {
    let first = words.chars().find(|c| c.is_alphabetic());
    first.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_in_two_forms_has_one_entry() {
        let mut index = Index::default();
        for words in ["zebra", "“Éclair”", "task", "Task", "single-flight", "single flight", "…"]
        {
            index.enter(words, literal(words), false);
        }
        let keys: Vec<&str> = index.entries.keys().map(Key::letters).collect();
        assert_eq!(keys, ["eclair", "single flight", "task", "zebra"]);
    }

    #[test]
    fn a_number_behind_words_of_the_other_direction_stays_behind_them() {
        let code = |words: &str, right_to_left| {
            let mut index = Index::default();
            index.enter(words, literal(words), true);
            index.code("Index", right_to_left)
        };
        assert!(code("אב", false).contains("\"אב\";\"\u{200e}\""));
        assert!(code("task", true).contains("\"task\";\"\u{200f}\""));
        assert!(code("task", false).contains("({\"task\";}, ((\"i0\", true),)),"));
    }
}
