//! The parsed HTML of a chapter → the nodes that editions walk.

use crate::code;
use crate::dom::{Dom, DomData, NodeId};
use crate::icons;
use crate::markdown::{Html, private};
use crate::tree::{Element, Footnote, FootnoteMark, Node};
use html5ever::{Attribute, ns};
use std::collections::BTreeMap;

/// What the conversion needs to know of the book.
pub(crate) struct Context<'a> {
    /// For each language the prefix of its hidden lines.
    pub(crate) hidden_prefixes: &'a BTreeMap<String, String>,
}

/// A chapter's nodes and footnotes.
pub(crate) fn convert(html: Html, context: &Context<'_>) -> (Vec<Node>, Vec<Footnote>) {
    let dom = Dom::parse(&html.html);
    let mut footnotes: Vec<Footnote> = html
        .footnotes
        .into_iter()
        .map(|(name, marks)| Footnote { name, marks, body: Vec::new() })
        .collect();
    let mut converter = Converter { dom: &dom, context, footnotes: &mut footnotes };
    let body = converter.nodes(dom.top());
    (body, footnotes)
}

struct Converter<'a> {
    dom: &'a Dom,
    context: &'a Context<'a>,
    footnotes: &'a mut [Footnote],
}

impl Converter<'_> {
    fn nodes(&mut self, ids: &[NodeId]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(ids.len());
        for &id in ids {
            match self.dom.data(id) {
                DomData::Nothing => {}
                DomData::Text(text) => push_text(&mut nodes, text),
                DomData::Element { name, attrs } => {
                    let svg = name.ns == ns!(svg);
                    nodes.extend(self.element(id, &name.local, attrs, svg));
                }
            }
        }
        nodes
    }

    fn element(&mut self, id: NodeId, name: &str, attrs: &[Attribute], svg: bool) -> Option<Node> {
        let dom = self.dom;
        let mut element = Element::new(name);
        for attr in attrs {
            let key = match &attr.name.prefix {
                Some(prefix) if !prefix.is_empty() => format!("{prefix}:{}", attr.name.local),
                _ => attr.name.local.to_string(),
            };
            match key.as_str() {
                private::LINE => element.line = attr.value.parse().unwrap_or(0),
                private::NOTE => {
                    let body = self.nodes(dom.children(id));
                    if let Some(note) = place(&attr.value).and_then(|at| self.footnotes.get_mut(at))
                    {
                        note.body = body;
                    }
                    return None;
                }
                private::MARK => {
                    let (footnote, occurrence) = attr.value.split_once(' ')?;
                    return Some(Node::FootnoteMark(FootnoteMark {
                        footnote: place(footnote)?,
                        occurrence: occurrence.parse().ok()?,
                    }));
                }
                _ if key.starts_with("on") || key.starts_with("xmlns") => {}
                _ => element.attrs.push((key, clean(&attr.value))),
            }
        }
        let unseen = matches!(name, "script" | "style" | "template" | "head" | "meta" | "link");
        if unseen && !svg || name == "script" {
            return None;
        }
        if name == "pre"
            && !svg
            && let Some(code) = self.code(id, &element)
        {
            return Some(code);
        }
        element.children = match dom.children(id) {
            [] if name == "i" && !svg => self.icon(&mut element),
            children => self.nodes(children),
        };
        Some(Node::Element(element))
    }

    /// The drawing of an icon font's `i`, which becomes a `span`; the words that the author gives it
    /// where there is no such icon.
    fn icon(&self, element: &mut Element) -> Vec<Node> {
        let classes = element.attr("class").unwrap_or_default();
        let is_icon = classes.split_ascii_whitespace().any(|class| class.starts_with("fa-"));
        if !is_icon {
            return Vec::new();
        }
        let words = ["aria-label", "title"].into_iter().find_map(|name| element.attr(name));
        let words = words.map(str::to_owned);
        let drawing = icons::drawing(classes);
        element.name = "span".to_owned();
        let Some(drawing) = drawing else {
            return words.map(Node::Text).into_iter().collect();
        };
        let dom = Dom::parse(drawing);
        let mut converter = Converter { dom: &dom, context: self.context, footnotes: &mut [] };
        let mut nodes = converter.nodes(dom.top());
        for node in &mut nodes {
            if let Node::Element(svg) = node {
                svg.set_attr("class", "fa-svg");
                // As high as a line's letters, and as wide as that makes it.
                let view = svg.attr("viewBox").unwrap_or_default().split(' ');
                let view: Vec<f32> = view.filter_map(|number| number.parse().ok()).collect();
                if let &[_, _, width, height] = view.as_slice()
                    && height > 0.0
                {
                    svg.set_attr("width", format!("{:.3}em", width / height));
                    svg.set_attr("height", "1em");
                }
                match &words {
                    Some(words) => svg.set_attr("aria-label", words.clone()),
                    None => svg.set_attr("aria-hidden", "true"),
                }
            }
        }
        nodes
    }

    /// A `pre` that holds a `code` with nothing but text in it, or nothing but text.
    fn code(&self, id: NodeId, pre: &Element) -> Option<Node> {
        let inside = self.dom.children(id).iter().copied().filter(
            |&child| !matches!(self.dom.data(child), DomData::Text(text) if text.trim().is_empty()),
        );
        let inside: Vec<_> = inside.collect();
        let (classes, children) = match inside.as_slice() {
            [code] => match self.dom.data(*code) {
                DomData::Element { name, attrs } if &*name.local == "code" => {
                    let class = attrs.iter().find(|attr| &*attr.name.local == "class");
                    let class = class.map(|attr| attr.value.to_string()).unwrap_or_default();
                    (class, self.dom.children(*code))
                }
                DomData::Element { .. } => return None,
                _ => (String::new(), self.dom.children(id)),
            },
            _ => (String::new(), self.dom.children(id)),
        };
        let mut text = String::new();
        for &child in children {
            match self.dom.data(child) {
                DomData::Text(part) => text.push_str(part),
                DomData::Element { .. } => return None,
                DomData::Nothing => {}
            }
        }
        let mut block = code::block(&clean(&text), &classes, self.context.hidden_prefixes);
        block.id = pre.attr("id").map(str::to_owned);
        block.line = pre.line;
        Some(Node::Code(block))
    }
}

fn place(number: &str) -> Option<usize> {
    number.parse().ok()
}

fn push_text(nodes: &mut Vec<Node>, text: &str) {
    match nodes.last_mut() {
        Some(Node::Text(last)) => last.push_str(&clean(text)),
        _ => nodes.push(Node::Text(clean(text))),
    }
}

/// The text without the characters that no XML document and no PDF may hold.
fn clean(text: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        _ => !c.is_control(),
    };
    if text.chars().all(allowed) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|&c| allowed(c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::text_of;

    fn body(html: &str) -> Vec<Node> {
        let html = Html { html: html.to_owned(), footnotes: Vec::new() };
        convert(html, &Context { hidden_prefixes: &BTreeMap::new() }).0
    }

    #[test]
    fn an_icon_is_a_drawing_and_an_unknown_one_its_words() {
        let nodes = body("<i class=\"fa fa-heart\" title=\"love\"></i>");
        let [Node::Element(span)] = nodes.as_slice() else { panic!("{nodes:?}") };
        let [Node::Element(svg)] = span.children.as_slice() else { panic!("{span:?}") };
        assert_eq!((span.name.as_str(), svg.name.as_str()), ("span", "svg"));
        assert_eq!(svg.attr("aria-label"), Some("love"));
        assert_eq!((svg.attr("width"), svg.attr("height")), (Some("1.000em"), Some("1em")));
        assert!(!svg.children.is_empty());

        assert_eq!(text_of(&body("<i class=\"fa fa-no-such\" title=\"love\"></i>")), "love");
        for html in ["<i class=\"fa fa-heart\">words</i>", "<i class=\"other\">words</i>"] {
            let nodes = body(html);
            let [Node::Element(i)] = nodes.as_slice() else { panic!("{nodes:?}") };
            assert_eq!((i.name.as_str(), text_of(&nodes).as_str()), ("i", "words"));
        }
    }
}
