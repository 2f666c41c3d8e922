//! Headings and ids: the ids mdBook gives, one `h1` a chapter, no level skipped.

use crate::Chapter;
use crate::markdown::private;
use crate::tree::{Element, Node, text_of};
use std::collections::{BTreeMap, BTreeSet};

/// Gives ids to what Markdown made, as mdBook does, and drops an id that an element before had.
/// Returns all the ids of the chapter.
pub(crate) fn give_ids(chapter: &mut Chapter) -> BTreeSet<String> {
    let mut ids = Ids::default();
    let notes = chapter.footnotes.iter_mut().map(|note| &mut note.body);
    for nodes in std::iter::once(&mut chapter.body).chain(notes) {
        ids.give(nodes);
        ids.unique(nodes);
    }
    ids.seen
}

#[derive(Default)]
struct Ids {
    /// What was made, each with the number from which a free one may be looked for.
    made: BTreeMap<String, u32>,
    seen: BTreeSet<String>,
}

impl Ids {
    fn give(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            let Node::Element(element) = node else { continue };
            let before = element.attrs.len();
            element.attrs.retain(|(name, _)| name != private::MARKDOWN);
            if before != element.attrs.len() && element.attr("id").is_none() {
                let id = self.make(&id_from_text(&text_of(&element.children)));
                element.set_attr("id", id);
            }
            if element.name == "a"
                && element.attr("id").is_none()
                && let Some(name) = element.attr("name").map(str::to_owned)
            {
                element.set_attr("id", name);
            }
            self.give(&mut element.children);
        }
    }

    /// mdBook's own rule: `-1`, `-2`, … behind an id it has made before.
    fn make(&mut self, id: &str) -> String {
        let Some(&from) = self.made.get(id) else {
            self.made.insert(id.to_owned(), 1);
            return id.to_owned();
        };
        let numbered = (from..).map(|n| (n, format!("{id}-{n}")));
        let free = numbered.into_iter().find(|(_, id)| !self.made.contains_key(id));
        let (n, free) = free.unwrap_or_default();
        self.made.insert(id.to_owned(), n + 1);
        self.made.insert(free.clone(), 1);
        free
    }

    fn unique(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            match node {
                Node::Element(element) => {
                    let id = element.attr("id").map(str::to_owned);
                    if id.is_some_and(|id| id.is_empty() || !self.seen.insert(id)) {
                        element.attrs.retain(|(name, _)| name != "id");
                    }
                    self.unique(&mut element.children);
                }
                Node::Code(code) => {
                    code.id =
                        code.id.take().filter(|id| !id.is_empty() && self.seen.insert(id.clone()));
                }
                _ => {}
            }
        }
    }
}

/// The id that mdBook makes from a heading's text.
fn id_from_text(text: &str) -> String {
    let keep = |c: char| match c {
        '_' | '-' => Some(c),
        _ if c.is_alphanumeric() => Some(c),
        _ if c.is_whitespace() => Some('-'),
        _ => None,
    };
    text.trim().to_lowercase().chars().filter_map(keep).collect()
}

/// Makes the first heading the only `h1` and closes gaps between levels; a chapter whose first
/// heading is a lower one gets its name as a heading, unless it begins with just that.
pub(crate) fn level(body: &mut Vec<Node>, name: &str, ids: &mut BTreeSet<String>) {
    let mut levels = Levels { begins_with_name: begins_with(name, body), ..Levels::default() };
    levels.walk(body);
    if !levels.has_title {
        let id = std::iter::once("title".to_owned())
            .chain((1..).map(|n| format!("title-{n}")))
            .find(|id| !ids.contains(id))
            .unwrap_or_default();
        let mut title = Element::new("h1");
        title.set_attr("id", id.clone());
        title.set_attr("class", "synthetic");
        title.children.push(Node::Text(name.to_owned()));
        title.line = 1;
        body.insert(0, Node::Element(title));
        ids.insert(id);
    }
}

/// Whether a heading with these words comes before all that says something.
fn begins_with(name: &str, body: &[Node]) -> bool {
    let first = body.iter().find(|node| says_something(std::slice::from_ref(*node)));
    let Some(Node::Element(first)) = first else { return false };
    first.heading_level().is_some() && words(&text_of(&first.children)).eq(words(name))
}

/// The letters and digits of a text, without their case.
fn words(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[derive(Default)]
struct Levels {
    begins_with_name: bool,
    started: bool,
    has_title: bool,
    /// The author's levels of the headings that the next one may stand under, below the title.
    above: Vec<u8>,
}

impl Levels {
    fn walk(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            let Node::Element(element) = node else { continue };
            match element.heading_level() {
                Some(_) if !says_something(&element.children) => element.name = "div".to_owned(),
                Some(level) => element.name = format!("h{}", self.place(level)),
                None => self.walk(&mut element.children),
            }
        }
    }

    fn place(&mut self, level: u8) -> u8 {
        if !self.started {
            self.started = true;
            if level == 1 || self.begins_with_name {
                self.has_title = true;
                return 1;
            }
        }
        while self.above.last().is_some_and(|&above| above >= level) {
            self.above.pop();
        }
        self.above.push(level);
        (self.above.len() as u8 + 1).min(6)
    }
}

fn says_something(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => element.name == "img" || says_something(&element.children),
        Node::Code(_) | Node::Math(_) => true,
        Node::FootnoteMark(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(levels: &[u8], expected: &[u8]) {
        let mut body: Vec<Node> = levels
            .iter()
            .map(|level| {
                let mut heading = Element::new(&format!("h{level}"));
                heading.children.push(Node::Text("x".into()));
                Node::Element(heading)
            })
            .collect();
        super::level(&mut body, "name", &mut BTreeSet::new());
        let found: Vec<u8> = body
            .iter()
            .filter_map(|node| match node {
                Node::Element(element) => element.heading_level(),
                _ => None,
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_title_and_no_gap() {
        check(&[1, 2, 3, 2], &[1, 2, 3, 2]);
        check(&[1, 3, 3, 5, 2], &[1, 2, 2, 3, 2]);
        check(&[1, 2, 1, 2], &[1, 2, 2, 3]);
        check(&[2, 3], &[1, 2, 3]);
        check(&[3, 1, 2], &[1, 2, 2, 3]);
        check(&[], &[1]);
    }

    #[test]
    fn a_section_with_the_name_of_the_chapter_is_its_title() {
        let heading = |level: u8, words: &str| {
            let mut heading = Element::new(&format!("h{level}"));
            heading.children.push(Node::Text(words.into()));
            Node::Element(heading)
        };
        let titles = |mut body: Vec<Node>| {
            super::level(&mut body, "What is `Pin`?", &mut BTreeSet::new());
            let level = |node: &Node| match node {
                Node::Element(element) => element.heading_level(),
                _ => None,
            };
            body.iter().map(level).collect::<Vec<_>>()
        };
        let mark = Element::new("a");
        let body =
            vec![Node::Element(mark), heading(2, "What Is Pin?"), heading(3, "a"), heading(2, "b")];
        assert_eq!(titles(body), [None, Some(1), Some(2), Some(2)]);
        let text = Node::Text("before".into());
        assert_eq!(titles(vec![text, heading(2, "What is Pin?")]), [Some(1), None, Some(2)]);
        assert_eq!(titles(vec![heading(2, "Else")]), [Some(1), Some(2)]);
    }

    #[test]
    fn the_same_heading_again_and_again_is_numbered() {
        let mut ids = Ids::default();
        let made: Vec<String> = ["s", "s", "s-2", "s", "s", "s-2"].map(|id| ids.make(id)).into();
        assert_eq!(made, ["s", "s-1", "s-2", "s-3", "s-4", "s-2-1"]);
    }

    #[test]
    fn ids_are_those_of_mdbook() {
        assert_eq!(id_from_text("`--passes`: add more"), "--passes-add-more");
        assert_eq!(id_from_text(" Über 中文 "), "über-中文");
    }
}
