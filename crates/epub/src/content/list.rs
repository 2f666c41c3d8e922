//! Lists, lists of definitions and ruby: what has only certain children.

use super::shape::{self, inline, stand_in, take_id};
use crate::xml::{Element, Node, element};
use std::mem;

/// The list `parent` with `children`, each in an `li`.
pub(super) fn list(mut parent: Element, children: Vec<Node>) -> Vec<Node> {
    let mut items: Vec<Element> = Vec::new();
    let mut loose: Vec<Node> = Vec::new();
    for child in children {
        match child {
            Node::Element(item) if item.name == "li" => {
                close_item(&mut items, &mut loose);
                items.push(item);
            }
            // A list right in a list belongs to the item before it.
            Node::Element(inner) if matches!(inner.name, "ul" | "ol") && loose.is_empty() => {
                match items.last_mut() {
                    Some(item) => item.children.push(inner.into()),
                    None => loose.push(inner.into()),
                }
            }
            child if child.is_blank() && loose.is_empty() => {}
            child => loose.push(child),
        }
    }
    close_item(&mut items, &mut loose);
    if items.is_empty() {
        return stand_in(&parent);
    }
    for mut item in items {
        if parent.name == "ul" {
            item.attrs.retain(|(name, _)| *name != "value");
        }
        parent.children.push(item.into());
    }
    vec![parent.into()]
}

fn close_item(items: &mut Vec<Element>, loose: &mut Vec<Node>) {
    if !loose.is_empty() {
        items.push(element("li").nodes(shape::adopt(mem::take(loose))));
    }
}

/// The list of definitions `parent` with `children`: terms, then what they mean.
pub(super) fn definitions(mut parent: Element, children: Vec<Node>) -> Vec<Node> {
    let mut parts: Vec<Element> = Vec::new();
    let mut loose: Vec<Node> = Vec::new();
    for child in ungrouped(children) {
        match child {
            Node::Element(part) if matches!(part.name, "dt" | "dd") => {
                close_definition(&mut parts, &mut loose);
                parts.push(part);
            }
            child if child.is_blank() && loose.is_empty() => {}
            child => loose.push(child),
        }
    }
    close_definition(&mut parts, &mut loose);
    if parts.is_empty() {
        return stand_in(&parent);
    }
    if parts.first().is_some_and(|first| first.name == "dd") {
        parts.insert(0, element("dt"));
    }
    if parts.last().is_some_and(|last| last.name == "dt") {
        parts.push(element("dd"));
    }
    parent.children.extend(parts.into_iter().map(Node::Element));
    vec![parent.into()]
}

fn close_definition(parts: &mut Vec<Element>, loose: &mut Vec<Node>) {
    if !loose.is_empty() {
        parts.push(element("dd").nodes(shape::adopt(mem::take(loose))));
    }
}

/// HTML allows a `div` around each group of a `dl`. Its parts, which were given a `dl` of their
/// own, are taken out again.
fn ungrouped(children: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for child in children {
        match child {
            Node::Element(mut group)
                if group.name == "div"
                    && group.children.iter().all(|part| part.is_blank() || part.name() == "dl") =>
            {
                let id = take_id(&mut group);
                let start = out.len();
                for part in group.children {
                    if let Node::Element(list) = part {
                        out.extend(list.children);
                    }
                }
                if let (Some(id), Some(Node::Element(first))) = (id, out.get_mut(start)) {
                    first.children.insert(0, element("span").with("id", id).into());
                }
            }
            child => out.push(child),
        }
    }
    out
}

/// `ruby` with `children`: text, each followed by its reading, in brackets for old readers.
pub(super) fn ruby(mut ruby: Element, children: Vec<Node>) -> Vec<Node> {
    let mut base: Vec<Node> = Vec::new();
    for child in children {
        match child {
            Node::Element(reading) if reading.name == "rt" && shape::visible(&base) => {
                ruby.children.append(&mut base);
                ruby.children.push(element("rp").text("(").into());
                ruby.children.push(reading.into());
                ruby.children.push(element("rp").text(")").into());
            }
            child => base.push(child),
        }
    }
    if ruby.children.is_empty() {
        ruby.name = "span";
        return vec![ruby.nodes(inline(shape::adopt(base))).into()];
    }
    ruby.children = inline(mem::take(&mut ruby.children));
    let mut out = vec![ruby.into()];
    out.extend(inline(shape::adopt(base)));
    out
}

/// `figure` with `children`: its caption first or last, and only one.
pub(super) fn figure(figure: Element, children: Vec<Node>) -> Vec<Node> {
    let is_caption = |node: &Node| node.name() == "figcaption";
    let at = children.iter().position(is_caption);
    let first = children.iter().position(|node| !node.is_blank());
    let mut rest = children;
    let caption = at.map(|at| rest.remove(at));
    let rest = shape::adopt(rest);
    let (before, after) = if at == first { (caption, None) } else { (None, caption) };
    vec![figure.nodes(before).nodes(rest).nodes(after).into()]
}
