//! Trees that nobody would write, made by chance (always the same): whatever the tree, the edition
//! is valid and no word is lost.

mod support;

use bindery_manuscript::{Element, Node, Target};
use support::{book, chapter, edition};

/// A generator of numbers that looks random enough and is the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn one_of<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }
}

#[rustfmt::skip]
const NAMES: &[&str] = &[
    "p", "div", "span", "em", "strong", "code", "a", "a", "ul", "ol", "li", "li", "dl", "dt",
    "dd", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th",
    "h2", "h3", "h6", "blockquote", "pre", "figure", "figcaption", "ruby", "rt", "rp",
    "details", "summary", "img", "br", "hr", "wbr", "ins", "del", "sub", "sup", "q", "cite",
    "kbd", "mark", "abbr", "bdo", "time", "section", "article", "aside", "header", "footer",
    "nav", "main", "address", "center", "font", "tt", "big", "strike", "u", "button", "label",
    "input", "select", "option", "textarea", "form", "fieldset", "legend", "iframe", "video",
    "object", "svg", "math", "x-made-up", "noscript", "map", "area", "progress", "hgroup",
    "dir", "menu", "dialog", "picture", "canvas", "dfn", "dfn",
];

const ATTRIBUTES: &[(&str, &str)] = &[
    ("class", "one two"),
    ("class", "language-c++ a&b"),
    ("id", "here"),
    ("id", "1 <odd> id"),
    ("lang", "de"),
    ("lang", "not a language"),
    ("dir", "rtl"),
    ("dir", "up"),
    ("title", "a \"title\" & <more>"),
    ("style", "text-align: right; color: red"),
    ("colspan", "2"),
    ("rowspan", "x"),
    ("start", "3"),
    ("value", "9"),
    ("reversed", ""),
    ("type", "checkbox"),
    ("type", "a"),
    ("datetime", "2026-11-22"),
    ("width", "50%"),
    ("height", "20"),
    ("hidden", "until-found"),
    ("onclick", "alert(1)"),
    ("role", "button"),
    ("aria-label", "x"),
    ("data-x", "y"),
    ("align", "center"),
    ("scope", "colum"),
    ("span", "0"),
    ("contenteditable", "true"),
    ("name", "named"),
];

/// Makes nodes, and puts the words that must not be lost into `words`.
fn grow(chance: &mut Chance, depth: usize, words: &mut Vec<String>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for _ in 0..chance.below(5) {
        if depth == 0 || chance.below(3) == 0 {
            let word = format!("w{}w", words.len());
            nodes.push(Node::Text(format!(" {word} ")));
            words.push(word);
            continue;
        }
        let mut element = Element::new(chance.one_of(NAMES));
        for _ in 0..chance.below(3) {
            let (name, value) = ATTRIBUTES[chance.below(ATTRIBUTES.len())];
            element.set_attr(name, value);
        }
        element.target = match (element.name.as_str(), chance.below(5)) {
            ("a" | "iframe" | "object", 0) => Some(Target::External("https://a.b/c d".into())),
            ("a" | "iframe", 1) => Some(Target::Chapter { chapter: 0, id: None }),
            ("a", 2) => Some(Target::Chapter { chapter: 1, id: Some("here".into()) }),
            ("a", 3) => Some(Target::Dead("nowhere".into())),
            ("img", _) => Some(Target::External("https://a.b/c.png".into())),
            _ => None,
        };
        // Elements whose content a reader does not see.
        let silent =
            ["rp", "svg", "iframe", "video", "object", "area"].contains(&element.name.as_str());
        let void = ["br", "hr", "wbr", "col", "img", "input"].contains(&element.name.as_str());
        if !void {
            let mut inner = Vec::new();
            element.children =
                grow(chance, depth - 1, if silent { &mut inner } else { &mut *words });
        }
        nodes.push(Node::Element(element));
    }
    nodes
}

#[test]
fn whatever_the_tree_the_edition_is_valid_and_complete() {
    let mut chance = Chance(0x5ee_d0f);
    let mut manuscript = book(&["", "", "", "", "", "", "", ""]);
    let mut all = Vec::new();
    for index in 0..8 {
        let mut words = Vec::new();
        while words.len() < 400 {
            let depth = 2 + chance.below(6);
            chapter(&mut manuscript, index).body.extend(grow(&mut chance, depth, &mut words));
        }
        all.push(words);
    }
    let (edition, _) = edition(&manuscript, None);
    for (index, words) in all.iter().enumerate() {
        let page = edition.text(&format!("text/chapter-{}.xhtml", index + 1));
        let missing: Vec<&String> =
            words.iter().filter(|word| !page.contains(word.as_str())).collect();
        assert!(missing.is_empty(), "chapter {}: {missing:?}", index + 1);
    }
    edition.check();
}
