//! The examples of the CommonMark specification as one book: every word of the manuscript is in the
//! PDF, verbatim and in order.

use super::*;
use crate::literal::shown;
use mdbook_core::book::{Book, BookItem, Chapter as Page};
use mdbook_core::config::Config;
use std::fs;
use std::path::PathBuf;

/// The corpus of the whole project, beside the checkout.
const SPEC: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/commonmark/spec.txt");

/// A template without heads, feet and hyphens, so that nothing stands between the words.
const BARE: &str = "#import \"/default.typ\": *\n#let styled = setup\n#let setup(titles, body) = \
                    styled(titles, { set page(header: none, footer: none); \
                    set text(hyphenate: false); body })\n";

/// Between two pieces of text there may be a bullet or a number, and never more than this.
const GAP: usize = 12;

#[test]
fn the_examples_of_the_specification_are_set_verbatim() {
    let Ok(spec) = fs::read_to_string(SPEC) else {
        eprintln!("skipped: {SPEC} is not there");
        return;
    };
    let examples = examples(&spec);
    assert!(examples.len() > 600, "{}", examples.len());
    let mut items = vec![page(0, "# Examples\n".to_owned())];
    items.extend(examples.into_iter().enumerate().map(|(index, text)| page(index + 1, text)));
    let mut report = Report::default();
    let root = PathBuf::from("no-such-folder");
    let manuscript =
        Manuscript::new(&root, &Config::default(), &Book::new_with_items(items), &mut report);

    let mut press = press(Options::default());
    press.template = Some(BARE.to_owned());
    let text = squeezed(&pages_of(&press, &manuscript).0.concat());
    // The first time it stands in the table of contents.
    let mut at = text.rfind("Example0001").unwrap();
    for chapter in manuscript.chapters().skip(1) {
        let mut words = Vec::new();
        collect_words(&chapter.body, &mut words);
        for word in words {
            let found = text[at..].find(&word).unwrap_or_else(|| {
                let near: String = text[at..].chars().take(200).collect();
                panic!("`{word}` of {} is missing in:\n{near}", chapter.name)
            });
            let skipped = &text[at..at + found];
            assert!(
                skipped.chars().count() <= GAP,
                "{}: `{skipped}` stands before `{word}`",
                chapter.name
            );
            at += found + word.len();
        }
    }
}

/// The Markdown of the examples.
fn examples(spec: &str) -> Vec<String> {
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix(&fence).is_some_and(|rest| rest.trim() == "example") {
            let source: Vec<&str> = lines.by_ref().take_while(|line| *line != ".").collect();
            lines.by_ref().take_while(|line| *line != fence).for_each(drop);
            found.push(source.join("\n").replace('→', "\t"));
        }
    }
    found
}

fn page(index: usize, text: String) -> BookItem {
    let name = format!("Example {index:04}");
    let text = format!("# {name}\n\n{text}\n");
    let mut page = Page::new(&name, text, format!("{index:04}.md"), Vec::new());
    page.number = Some(mdbook_core::book::SectionNumber::new(vec![1]));
    BookItem::Chapter(page)
}

fn squeezed(text: &str) -> String {
    text.chars().map(shown).filter(|c| !c.is_whitespace()).collect()
}

/// The pieces of text that a reader sees, without white space.
fn collect_words(nodes: &[Node], words: &mut Vec<String>) {
    for node in nodes {
        let text = match node {
            Node::Text(text) => squeezed(text),
            Node::Code(block) => squeezed(&block.text()),
            Node::Math(_) | Node::FootnoteMark(_) => continue,
            Node::Element(element) if matches!(element.name.as_str(), "img" | "svg") => continue,
            Node::Element(element) => {
                collect_words(&element.children, words);
                continue;
            }
        };
        if !text.is_empty() {
            words.push(text);
        }
    }
}
