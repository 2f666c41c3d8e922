//! References inside a drawing: none leads to a part that was not taken over.

use crate::xml::{Element, Node};
use std::collections::BTreeSet;

/// Removes what refers to an id that no element has: a `use` whole, of others the attribute.
pub(super) fn keep_those_that_lead(drawing: &mut Element) {
    let mut ids = BTreeSet::new();
    collect(drawing, &mut ids);
    prune(drawing, &ids);
}

fn collect(element: &Element, ids: &mut BTreeSet<String>) {
    ids.extend(element.attr("id").map(str::to_owned));
    elements(element).for_each(|child| collect(child, ids));
}

fn elements(element: &Element) -> impl Iterator<Item = &Element> {
    element.children.iter().filter_map(|node| match node {
        Node::Element(child) => Some(child),
        Node::Text(_) => None,
    })
}

fn prune(element: &mut Element, ids: &BTreeSet<String>) {
    element.attrs.retain(|(name, value)| leads(name, value, ids));
    element.children.retain_mut(|node| match node {
        Node::Text(_) => true,
        Node::Element(child) => {
            prune(child, ids);
            child.name != "use" || child.attr("xlink:href").is_some()
        }
    });
}

/// Whether the attribute is no reference, or one to an id that is there.
fn leads(name: &str, value: &str, ids: &BTreeSet<String>) -> bool {
    let whole = value.strip_prefix('#').filter(|_| name == "xlink:href");
    let inside = value.split("url(#").skip(1).filter_map(|rest| rest.split(')').next());
    whole.into_iter().chain(inside).all(|id| ids.contains(id))
}
