//! Names for the places that links lead to.
//!
//! A label is made here (`c3` for the fourth chapter, `c3-5` for an element in it) and never from an
//! author's id, so that it is plain and unique in the whole book.

use std::collections::{BTreeMap, BTreeSet};

use bindery_manuscript::{Manuscript, Node};

use crate::index;

/// The labels of a book: which there are, which links ask for, which were set.
#[derive(Default)]
pub(crate) struct Labels {
    names: BTreeMap<(usize, String), String>,
    asked: BTreeMap<usize, BTreeSet<String>>,
    set: BTreeSet<String>,
    /// The chapter that the index stands for.
    replaced: Option<usize>,
}

impl Labels {
    /// Names every element that has an id; links to the chapter `replaced` lead to the index.
    pub(crate) fn new(manuscript: &Manuscript, replaced: Option<usize>) -> Self {
        let mut labels = Labels { replaced, ..Labels::default() };
        for (number, chapter) in manuscript.chapters().enumerate() {
            let notes = chapter.footnotes.iter().map(|note| note.body.as_slice());
            // Counted in each chapter, so that an id more leaves the code of the others as it is.
            let mut next = 0;
            for body in std::iter::once(chapter.body.as_slice()).chain(notes) {
                labels.name_all(number, body, &mut next);
            }
        }
        labels
    }

    fn name_all(&mut self, chapter: usize, nodes: &[Node], next: &mut usize) {
        let mut open: Vec<&Node> = nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            let id = match node {
                Node::Element(element) => {
                    open.extend(element.children.iter().rev());
                    element.attr("id").filter(|id| !id.is_empty())
                }
                Node::Code(code) => code.id.as_deref(),
                _ => None,
            };
            if let Some(id) = id {
                self.names.entry((chapter, id.to_owned())).or_insert_with(|| {
                    *next += 1;
                    format!("{}-{next}", chapter_label(chapter))
                });
            }
        }
    }

    /// The label of the element `id` of `chapter`, which is about to be set. `None` if there is no
    /// such element, or if it is set already: a label stands at one place.
    pub(crate) fn set(&mut self, chapter: usize, id: &str) -> Option<String> {
        let name = self.names.get(&(chapter, id.to_owned()))?;
        self.set.insert(name.clone()).then(|| name.clone())
    }

    /// The label for a link to `id` of `chapter`, or to its beginning.
    pub(crate) fn ask(&mut self, chapter: usize, id: Option<&str>) -> String {
        if self.replaced == Some(chapter) {
            return index::LABEL.to_owned();
        }
        let key = id.map(|id| (chapter, id.to_owned()));
        match key.and_then(|key| self.names.get(&key)) {
            Some(name) => {
                self.asked.entry(chapter).or_default().insert(name.clone());
                name.clone()
            }
            None => chapter_label(chapter),
        }
    }

    /// Whether the index stands for a chapter.
    pub(crate) fn lead_to_index(&self) -> bool {
        self.replaced.is_some()
    }

    /// The labels in `chapter` that links ask for and that nothing has set: those of elements that
    /// leave no trace on paper. They stand at the chapter's beginning.
    pub(crate) fn homeless(&self, chapter: usize) -> impl Iterator<Item = &str> {
        let asked = self.asked.get(&chapter).into_iter().flatten();
        asked.filter(|name| !self.set.contains(*name)).map(String::as_str)
    }

    /// For each label the chapter and the id that it stands for.
    pub(crate) fn meanings(&self) -> BTreeMap<&str, (usize, &str)> {
        self.names
            .iter()
            .map(|((chapter, id), name)| (name.as_str(), (*chapter, id.as_str())))
            .collect()
    }
}

/// The label of a chapter's beginning.
pub(crate) fn chapter_label(chapter: usize) -> String {
    format!("c{chapter}")
}
