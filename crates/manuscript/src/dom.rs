//! HTML as a browser would understand it: html5ever's tree builder, writing into an arena.

use html5ever::interface::tree_builder::{
    ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink,
};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_fragment,
};
use std::borrow::Cow;
use std::cell::RefCell;

/// A parsed fragment. Node 0 is the root; its only child is the `html` element of the fragment.
pub(crate) struct Dom {
    nodes: Vec<DomNode>,
}

/// The place of a node in its [`Dom`].
pub(crate) type NodeId = usize;

#[derive(Debug)]
struct DomNode {
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    data: DomData,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum DomData {
    /// The root, a comment, or whatever else a reader doesn't see.
    Nothing,
    /// Text.
    Text(StrTendril),
    /// An element.
    Element { name: QualName, attrs: Vec<Attribute> },
}

impl Dom {
    /// Parses `html` as the content of a `body`.
    pub(crate) fn parse(html: &str) -> Dom {
        let context = QualName::new(None, ns!(html), local_name!("body"));
        parse_fragment(Sink::new(), ParseOpts::default(), context, Vec::new(), false).one(html)
    }

    /// The nodes at the top of the fragment.
    pub(crate) fn top(&self) -> &[NodeId] {
        match self.nodes[0].children.as_slice() {
            [html] => &self.nodes[*html].children,
            many => many,
        }
    }

    /// What the node is.
    pub(crate) fn data(&self, id: NodeId) -> &DomData {
        &self.nodes[id].data
    }

    /// The node's children in order.
    pub(crate) fn children(&self, id: NodeId) -> &[NodeId] {
        &self.nodes[id].children
    }
}

struct Sink {
    nodes: RefCell<Vec<DomNode>>,
}

impl Sink {
    fn new() -> Self {
        let root = DomNode { parent: None, children: Vec::new(), data: DomData::Nothing };
        Sink { nodes: RefCell::new(vec![root]) }
    }

    fn create(&self, data: DomData) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(DomNode { parent: None, children: Vec::new(), data });
        nodes.len() - 1
    }

    /// Puts `child` into `parent` at `at`, joining text that meets text before it.
    fn insert(&self, parent: NodeId, at: usize, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(child) => child,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                if let Some(before) = at.checked_sub(1) {
                    let before = nodes[parent].children[before];
                    if let DomData::Text(existing) = &mut nodes[before].data {
                        existing.push_tendril(&text);
                        return;
                    }
                }
                drop(nodes);
                self.create(DomData::Text(text))
            }
        };
        self.remove_from_parent(&child);
        let mut nodes = self.nodes.borrow_mut();
        nodes[child].parent = Some(parent);
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, child);
    }

    fn count(&self, parent: NodeId) -> usize {
        self.nodes.borrow()[parent].children.len()
    }
}

/// The name of an element, as html5ever asks for it.
#[derive(Debug)]
pub(crate) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        match &self.nodes.borrow()[*target].data {
            DomData::Element { name, .. } => Name(name.clone()),
            _ => Name(QualName::new(None, ns!(), local_name!(""))),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.create(DomData::Element { name, attrs })
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.create(DomData::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.create(DomData::Nothing)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, self.count(*parent), child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a `template` stays in it: nobody instantiates it here.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(node) = &new {
            self.remove_from_parent(node);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[*sibling].parent.and_then(|parent| {
                let at = nodes[parent].children.iter().position(|child| child == sibling)?;
                Some((parent, at))
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, new);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, new: Vec<Attribute>) {
        if let DomData::Element { attrs, .. } = &mut self.nodes.borrow_mut()[*target].data {
            for attr in new {
                if !attrs.iter().any(|existing| existing.name == attr.name) {
                    attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[*target].parent.take() {
            // Children are taken away at the end far more often than at the beginning.
            if let Some(at) = nodes[parent].children.iter().rposition(|child| child == target) {
                nodes[parent].children.remove(at);
            }
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for child in &children {
            nodes[*child].parent = Some(*new_parent);
        }
        nodes[*new_parent].children.extend(children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(dom: &Dom, ids: &[NodeId]) -> String {
        let mut out = String::new();
        for &id in ids {
            match dom.data(id) {
                DomData::Text(text) => out.push_str(text),
                DomData::Element { name, .. } => {
                    let inside = outline(dom, dom.children(id));
                    out.push_str(&format!("<{}>{inside}</{}>", name.local, name.local));
                }
                DomData::Nothing => {}
            }
        }
        out
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let dom = Dom::parse(html);
        assert_eq!(outline(&dom, dom.top()), expected);
    }

    #[test]
    fn mends_what_browsers_mend() {
        check("<p>a<p>b", "<p>a</p><p>b</p>");
        check("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>");
        check("<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>");
        check(
            "<table><b>x</b><tr><td>a</table>",
            "<b>x</b><table><tbody><tr><td>a</td></tr></tbody></table>",
        );
        check("<p><b>a</p><p>b</b></p>", "<p><b>a</b></p><p><b>b</b></p>");
        check("a<!-- -- -->b&amp;c", "ab&c");
        check(
            "<svg viewbox='0 0 1 1'><lineargradient/></svg>",
            "<svg><linearGradient></linearGradient></svg>",
        );
    }
}
