//! XML that cannot be ill-formed.
//!
//! Every document of the edition is a tree of [`Node`]s and is written by [`document`]. Names of
//! elements and attributes are `&'static str`: no name that a manuscript made up can reach the
//! output, and its text is always escaped. That leaves nothing to validate while writing, which is
//! why there is no XML writer crate here.

use std::borrow::Cow;

/// A node of a document to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Character data, not escaped.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Element {
    /// The name, with its prefix if it has one.
    pub name: &'static str,
    /// The attributes; their names are unique.
    pub attrs: Vec<(&'static str, Cow<'static, str>)>,
    /// What is inside.
    pub children: Vec<Node>,
    /// Where a link inside the book leads; [`links`](crate::links) makes an `href` of it.
    pub link: Option<Link>,
}

/// A place in the book that a link leads to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    /// Which chapter.
    pub chapter: usize,
    /// Which element of it; `None` for its beginning.
    pub anchor: Option<Anchor>,
}

/// An element of a chapter that something leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Anchor {
    /// The element with the author's `id`.
    Id(String),
    /// The footnote at this place in the chapter's list.
    Note(usize),
    /// The mark of that footnote, and which of its marks, counted from 1.
    Mark(usize, u32),
    /// The place in the text from which the answer with this number was moved to the back.
    Question(usize),
    /// The answer with this number.
    Answer(usize),
}

/// An element without attributes or children.
pub(crate) fn element(name: &'static str) -> Element {
    Element { name, ..Element::default() }
}

impl Element {
    /// With the attribute `name`, which it must not have yet.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attrs.push((name, value.into()));
        self
    }

    /// With the attribute `name` if there is a value.
    pub(crate) fn with_some(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value.to_owned()),
            None => self,
        }
    }

    /// With `text` as a further child.
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// With `child` as a further child.
    pub(crate) fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// With further children.
    pub(crate) fn nodes(mut self, nodes: impl IntoIterator<Item = Node>) -> Self {
        self.children.extend(nodes);
        self
    }

    /// The value of the attribute `name`.
    pub(crate) fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_ref())
    }

    /// Adds `class` to the element's classes.
    pub(crate) fn add_class(&mut self, class: &str) {
        match self.attrs.iter_mut().find(|(key, _)| *key == "class") {
            Some((_, value)) => *value = format!("{value} {class}").into(),
            None => self.attrs.push(("class", class.to_owned().into())),
        }
    }
}

impl Node {
    /// The element, if it is one.
    pub(crate) fn as_element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// The name of the element, or an empty string for text.
    pub(crate) fn name(&self) -> &'static str {
        self.as_element().map_or("", |element| element.name)
    }

    /// Whether it is text and nothing but white space.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(self, Node::Text(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()))
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Node::Element(element)
    }
}

/// The text of the nodes.
pub(crate) fn text_of(nodes: &[Node]) -> String {
    fn collect(nodes: &[Node], text: &mut String) {
        for node in nodes {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) => collect(&element.children, text),
            }
        }
    }
    let mut text = String::new();
    collect(nodes, &mut text);
    text
}

/// The document whose root is `root`; `doctype` is written below the XML declaration.
pub(crate) fn document(doctype: &str, root: &Element) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(doctype);
    write_element(root, &mut out);
    out
}

fn write_element(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.name);
    for (name, value) in &element.attrs {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, true, out);
        out.push('"');
    }
    // Only what has no content by definition may be short: old readers parse XHTML as HTML.
    if element.children.is_empty() && EMPTY.contains(&element.name) {
        out.push_str("/>");
    } else {
        out.push('>');
        if OPEN_LINE.contains(&element.name) {
            out.push('\n');
        }
        for child in &element.children {
            match child {
                Node::Text(text) => escape(text, false, out),
                Node::Element(child) => write_element(child, out),
            }
        }
        out.push_str("</");
        out.push_str(element.name);
        out.push('>');
    }
    if END_LINE.contains(&element.name) || OPEN_LINE.contains(&element.name) {
        out.push('\n');
    }
}

/// Elements that never have content.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "br", "hr", "img", "wbr", "col", "link", "meta", "item", "itemref", "reference", "content",
    "rootfile",
];

/// Elements that contain blocks only, where a line end is free.
#[rustfmt::skip]
const OPEN_LINE: &[&str] = &[
    "html", "head", "body", "section", "ol", "ul", "dl", "table", "thead", "tbody", "tfoot",
    "tr", "nav", "package", "metadata", "manifest", "spine", "guide", "container", "rootfiles",
    "ncx", "navMap", "navPoint", "pageList", "pageTarget",
];

/// Elements that stand among blocks only, so that a line end may follow.
#[rustfmt::skip]
const END_LINE: &[&str] = &[
    "p", "div", "aside", "figure", "figcaption", "blockquote", "pre", "li", "dt", "dd", "td",
    "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "title", "link", "meta", "item",
    "itemref", "reference", "rootfile", "dc:identifier", "dc:title", "dc:language",
    "dc:creator", "dc:date", "dc:description", "dc:publisher", "dc:rights", "dc:source",
    "docTitle", "docAuthor", "navLabel", "content",
];

/// Appends `text` with what XML gives a meaning escaped, and what it forbids left out.
fn escape(text: &str, attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            // Written plainly, a parser would read them as spaces.
            '\t' if attribute => out.push_str("&#9;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_well_formed() {
        let all: String = (0..=0x1_ffff).filter_map(char::from_u32).collect();
        let root = element("p").with("title", all.clone()).text(all.clone());
        let written = document("", &root);
        let read = roxmltree::Document::parse(&written).unwrap();
        let kept: String = all
            .chars()
            .filter(|c| !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f'))
            .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
            .collect();
        assert_eq!(read.root_element().text(), Some(kept.as_str()));
        assert_eq!(read.root_element().attribute("title"), Some(kept.as_str()));
    }
}
