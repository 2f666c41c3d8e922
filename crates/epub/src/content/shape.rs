//! The content model: what may stand in what, restored by moving, wrapping and splitting.
//!
//! A tree from HTML may have a list in a paragraph, a row without a table, a heading in a link.
//! Each function here takes nodes that are right inside and puts them together so that the result
//! is right, too. No text and no id is lost on the way.

use super::kinds::is_block;
use super::{list, table};
use crate::xml::{Element, Node, element};
use std::mem;

/// Whether the node is a block: one that cannot stand in a paragraph.
pub(super) fn blocks(node: &Node) -> bool {
    node.as_element().is_some_and(|e| {
        is_block(e.name) || matches!(e.name, "a" | "ins" | "del") && e.children.iter().any(blocks)
    })
}

/// Whether a reader sees anything of the nodes.
pub(super) fn visible(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) => !node.is_blank(),
        Node::Element(e) => {
            matches!(e.name, "img" | "svg" | "math" | "br" | "hr") || visible(&e.children)
        }
    })
}

/// The element that must stand around `name`.
fn parent_of(name: &str) -> Option<&'static str> {
    match name {
        "li" => Some("ul"),
        "dt" | "dd" => Some("dl"),
        "caption" | "colgroup" | "col" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => {
            Some("table")
        }
        "figcaption" => Some("figure"),
        "rt" => Some("ruby"),
        _ => None,
    }
}

/// Gives parts of lists and tables that stand alone the parent that they need.
pub(super) fn adopt(nodes: Vec<Node>) -> Vec<Node> {
    if nodes.iter().all(|node| parent_of(node.name()).is_none()) {
        return nodes;
    }
    let mut out = Vec::new();
    let mut orphans = Vec::new();
    let mut parent = None;
    for node in nodes {
        let wanted = parent_of(node.name());
        if wanted != parent && !(node.is_blank() && parent.is_some()) {
            out.extend(family(parent, mem::take(&mut orphans)));
            parent = wanted;
        }
        orphans.push(node);
    }
    out.extend(family(parent, orphans));
    out
}

fn family(parent: Option<&str>, orphans: Vec<Node>) -> Vec<Node> {
    match parent {
        None => orphans,
        Some("ul") => list::list(element("ul"), orphans),
        Some("dl") => list::definitions(element("dl"), orphans),
        Some("table") => table::table(element("table"), orphans),
        // A caption without a figure, a reading without a ruby: what they say, no more.
        Some(_) => orphans.into_iter().map(without_role).collect(),
    }
}

fn without_role(node: Node) -> Node {
    match node {
        Node::Element(e) if e.name == "figcaption" => Element { name: "div", ..e }.into(),
        Node::Element(e) if e.name == "rt" => Element { name: "span", ..e }.into(),
        node => node,
    }
}

/// What is left of a list or table without content: the place that its id names, if it has one.
pub(super) fn stand_in(empty: &Element) -> Vec<Node> {
    empty.attr("id").map(|id| marker(id.to_owned())).into_iter().collect()
}

/// Nothing, with an id.
fn marker(id: impl Into<std::borrow::Cow<'static, str>>) -> Node {
    element("span").with("id", id).into()
}

/// Takes the id from `e`.
pub(super) fn take_id(e: &mut Element) -> Option<std::borrow::Cow<'static, str>> {
    let at = e.attrs.iter().position(|(name, _)| *name == "id")?;
    Some(e.attrs.remove(at).1)
}

/// `wrapper` around each run of text in `children`, and, inside blocks, around what is in them.
pub(super) fn distribute(mut wrapper: Element, children: Vec<Node>) -> Vec<Node> {
    if !children.iter().any(blocks) {
        return vec![wrapper.nodes(children).into()];
    }
    // An id stands for one element, so it goes before them all.
    let mut out: Vec<Node> = take_id(&mut wrapper).map(marker).into_iter().collect();
    out.extend(spread(&wrapper, children));
    out
}

fn spread(wrapper: &Element, children: Vec<Node>) -> Vec<Node> {
    runs(children, wrapper, |mut block| {
        block.children = spread(wrapper, mem::take(&mut block.children));
        block
    })
}

/// `paragraph` with `children`, ended and begun again around each block.
pub(super) fn split(mut paragraph: Element, children: Vec<Node>) -> Vec<Node> {
    if !children.iter().any(blocks) {
        return vec![paragraph.nodes(children).into()];
    }
    let mut out: Vec<Node> = take_id(&mut paragraph).map(marker).into_iter().collect();
    out.extend(runs(children, &paragraph, |block| block));
    out
}

/// `children` with `wrapper` around each visible run between blocks, and `inside` done to each block.
fn runs(children: Vec<Node>, wrapper: &Element, inside: impl Fn(Element) -> Element) -> Vec<Node> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    let end = |run: &mut Vec<Node>, out: &mut Vec<Node>| {
        let run = mem::take(run);
        if visible(&run) {
            out.push(wrapper.clone().nodes(run).into());
        } else {
            out.extend(run);
        }
    };
    for child in children {
        let is_block = blocks(&child);
        match child {
            Node::Element(block) if is_block => {
                end(&mut run, &mut out);
                out.push(inside(block).into());
            }
            child => run.push(child),
        }
    }
    end(&mut run, &mut out);
    out
}

/// The nodes as text: each block becomes a `span`, set off by spaces.
pub(super) fn inline(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        let Node::Element(mut e) = node else {
            out.push(node);
            continue;
        };
        if matches!(e.name, "svg" | "math") {
            out.push(e.into());
            continue;
        }
        let block = is_block(e.name);
        e.children = inline(mem::take(&mut e.children));
        if !block {
            out.push(e.into());
            continue;
        }
        e.name = "span";
        e.attrs.retain(|(name, _)| {
            matches!(*name, "id" | "class" | "lang" | "xml:lang" | "dir" | "title")
        });
        if !out.is_empty() {
            out.push(Node::Text(" ".into()));
        }
        out.push(e.into());
        out.push(Node::Text(" ".into()));
    }
    out
}
