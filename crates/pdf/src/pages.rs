//! Which page begins where: what lets another edition name the pages of this one.

use std::collections::BTreeMap;

use typst::foundations::Value;
use typst::introspection::MetadataElem;
use typst_layout::PagedDocument;

use crate::labels::Labels;
use crate::{index, predictions};

/// A page of the PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What a reader calls it: `iv`, `12`.
    pub label: String,
    /// What it begins with; `None` for pages that hold nothing of a chapter (title, contents, answers,
    /// index).
    pub start: Option<PageStart>,
}

/// A place in a chapter where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStart {
    /// The chapter, as [`Manuscript::chapters`](bindery_manuscript::Manuscript::chapters) counts.
    pub chapter: usize,
    /// Which node of the chapter's body is the first to begin on the page; where none does, the one
    /// that goes on from the page before.
    pub node: usize,
    /// The first id on the page, in any depth; where there is none, the last one before it in the
    /// chapter. `None` before the chapter's first id.
    pub id: Option<String>,
}

/// The pages in order.
pub(crate) fn pages(document: &PagedDocument, labels: &Labels) -> Vec<Page> {
    let meanings = labels.meanings();
    // For each page what begins on it first, and last.
    let mut nodes: BTreeMap<usize, [(usize, usize); 2]> = BTreeMap::new();
    let mut ids: BTreeMap<usize, [(usize, &str); 2]> = BTreeMap::new();
    // The first page behind the chapters.
    let mut back = usize::MAX;
    let introspector = document.introspector();
    for element in introspector.elements().all() {
        let Some(position) = element.location().and_then(|at| introspector.position(at)) else {
            continue;
        };
        let page = position.page.get() - 1;
        let label = element.label().map(|label| label.resolve());
        if label.as_ref().is_some_and(|l| [predictions::LABEL, index::LABEL].contains(&l.as_str()))
        {
            back = back.min(page);
        }
        if let Some(mark) = element.to_packed::<MetadataElem>().and_then(|data| mark(&data.value)) {
            nodes.entry(page).or_insert([mark; 2])[1] = mark;
        } else if let Some(meaning) = label.as_ref().and_then(|label| meanings.get(label.as_str()))
        {
            ids.entry(page).or_insert([*meaning; 2])[1] = *meaning;
        }
    }

    let mut last_node = None;
    let mut last_id: Option<(usize, &str)> = None;
    let mut pages = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        let here = nodes.get(&index);
        let start = here.map(|[first, _]| *first).or(last_node).filter(|_| index < back);
        let id = ids.get(&index).map(|[first, _]| *first).into_iter().chain(last_id);
        let start = start.map(|(chapter, node)| PageStart {
            chapter,
            node,
            id: id.filter(|(of, _)| *of == chapter).map(|(_, id)| id.to_owned()).next(),
        });
        last_node = here.map(|[_, last]| *last).or(last_node);
        last_id = ids.get(&index).map(|[_, last]| *last).or(last_id);
        pages.push(Page { label: label(page), start });
    }
    pages
}

/// The chapter and node that a mark of [`Setter`](crate::setter::Setter) stands for.
fn mark(value: &Value) -> Option<(usize, usize)> {
    let Value::Str(text) = value else { return None };
    let (chapter, node) = text.as_str().strip_prefix('@')?.split_once('.')?;
    Some((chapter.parse().ok()?, node.parse().ok()?))
}

/// The page's number as it is printed.
fn label(page: &typst_layout::Page) -> String {
    use typst::model::Numbering;
    match &page.numbering {
        Some(Numbering::Pattern(pattern)) => pattern
            .apply(None, &[page.number])
            .map_or_else(|_| page.number.to_string(), |text| text.to_string()),
        _ => page.number.to_string(),
    }
}
