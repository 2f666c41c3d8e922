//! Links inside the book: resolved when every page is there, so that each leads to an element
//! that was really written.

use crate::book::Page;
use crate::xml::{Anchor, Element, Link, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Where a chapter is, and what can be linked to in it.
#[derive(Debug, Default)]
pub(crate) struct Chapter {
    /// Its page; `None` for one that isn't written.
    pub page: Option<usize>,
    /// The ids of what can be linked to; an id may also be on another page, to which it was moved.
    pub anchors: BTreeMap<Anchor, String>,
}

/// What is on a page.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The ids.
    pub ids: BTreeSet<String>,
    /// The marks of page breaks in their order: id and label.
    pub breaks: Vec<(String, String)>,
    /// Whether there are drawings in the text.
    pub svg: bool,
    /// Whether there is mathematics.
    pub math: bool,
    /// Whether there are images.
    pub images: bool,
}

/// Turns each [`Link`] in the pages into an `href`, and says what is on each page.
///
/// A link whose element isn't there leads to the beginning of its page; one whose page isn't there
/// is no link any more.
pub(crate) fn resolve(pages: &mut [Page], chapters: &[Chapter]) -> Vec<Survey> {
    let surveys: Vec<Survey> = pages
        .iter()
        .map(|page| {
            let mut survey = Survey::default();
            survey.take(&page.body);
            survey
        })
        .collect();
    // Only what was moved to the back is not on its chapter's page; its ids are unique.
    let moved: BTreeMap<&str, usize> = surveys
        .iter()
        .enumerate()
        .filter(|(place, _)| !chapters.iter().any(|chapter| chapter.page == Some(*place)))
        .flat_map(|(place, survey)| survey.ids.iter().map(move |id| (id.as_str(), place)))
        .collect();
    let files: Vec<String> = pages.iter().map(|page| page.file.clone()).collect();
    for (here, page) in pages.iter_mut().enumerate() {
        let href = |link: &Link| {
            let chapter = chapters.get(link.chapter)?;
            let home = chapter.page?;
            let Some(anchor) = &link.anchor else { return Some(files[home].clone()) };
            let found = chapter.anchors.get(anchor).and_then(|id| {
                let page =
                    if surveys[home].ids.contains(id) { home } else { *moved.get(id.as_str())? };
                let file = if page == here { "" } else { files[page].as_str() };
                Some(format!("{file}#{id}"))
            });
            match anchor {
                Anchor::Id(_) => found.or_else(|| Some(files[home].clone())),
                _ => found,
            }
        };
        rewrite(&mut page.body, &href);
    }
    surveys
}

fn rewrite(nodes: &mut [Node], href: &impl Fn(&Link) -> Option<String>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        rewrite(&mut element.children, href);
        let Some(link) = element.link.take() else { continue };
        match href(&link) {
            Some(href) => element.attrs.push(("href", href.into())),
            None => unlink(element),
        }
    }
}

/// Makes text of a link; what only a link may say of itself goes with it.
fn unlink(element: &mut Element) {
    element.attrs.retain(|(name, _)| !matches!(*name, "role" | "epub:type"));
}

impl Survey {
    fn take(&mut self, nodes: &[Node]) {
        for element in nodes.iter().filter_map(Node::as_element) {
            match element.name {
                "svg" => self.svg = true,
                "math" => self.math = true,
                "img" => self.images = true,
                _ => {}
            }
            if let Some(id) = element.attr("id") {
                self.ids.insert(id.to_owned());
                if element.attr("epub:type") == Some("pagebreak") {
                    let label = element.attr("aria-label").unwrap_or_default();
                    self.breaks.push((id.to_owned(), label.to_owned()));
                }
            }
            self.take(&element.children);
        }
    }
}
