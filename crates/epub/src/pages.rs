//! The page numbers of another edition of the same book.

use bindery_manuscript::{Chapter, Node};
use std::collections::BTreeMap;

/// Where the pages of a paged edition begin, so that its readers and ours can find the same place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageList {
    /// The identifier of the edition that has these pages: a URN, or a title if it has none.
    pub source: String,
    /// The pages in order; those that hold nothing of a chapter are left out.
    pub pages: Vec<Page>,
}

/// The beginning of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The number as it is printed: `iv`, `12`.
    pub label: String,
    /// The chapter that it begins in, by its place in
    /// [`Manuscript::chapters`](bindery_manuscript::Manuscript::chapters).
    pub chapter: usize,
    /// The first node of the chapter's body that begins on the page; where none does, the node
    /// that goes on from the page before.
    pub node: usize,
    /// The first `id` on the page, if there is any; it tells where in a long node the page begins.
    pub id: Option<String>,
}

/// The pages that begin in one chapter.
#[derive(Debug, Default)]
pub(crate) struct Breaks<'a> {
    by_node: BTreeMap<usize, Vec<&'a str>>,
    by_id: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Breaks<'a> {
    /// The pages of `list` that begin in `chapter`, which is at `index`.
    pub(crate) fn new(list: &'a PageList, chapter: &Chapter, index: usize) -> Self {
        let mut breaks = Breaks::default();
        let mut last: Option<&Page> = None;
        for page in list.pages.iter().filter(|page| page.chapter == index) {
            let goes_on = last.is_some_and(|last| last.node == page.node && last.id != page.id);
            let id = page.id.as_deref().filter(|id| {
                goes_on && chapter.body.get(page.node).is_some_and(|node| has_id(node, id))
            });
            let labels = match id {
                Some(id) => breaks.by_id.entry(id).or_default(),
                None => breaks.by_node.entry(page.node).or_default(),
            };
            labels.push(page.label.as_str());
            last = Some(page);
        }
        breaks
    }

    /// The pages that begin before the node at `place` in the chapter's body.
    pub(crate) fn at_node(&mut self, place: usize) -> Vec<&'a str> {
        self.by_node.remove(&place).unwrap_or_default()
    }

    /// The pages that begin before the element with this `id`.
    pub(crate) fn at_id(&mut self, id: &str) -> Vec<&'a str> {
        self.by_id.remove(id).unwrap_or_default()
    }
}

/// Whether the node or one below it has this `id`.
fn has_id(node: &Node, id: &str) -> bool {
    match node {
        Node::Element(element) => {
            element.attr("id") == Some(id) || element.children.iter().any(|node| has_id(node, id))
        }
        Node::Code(code) => code.id.as_deref() == Some(id),
        _ => false,
    }
}
