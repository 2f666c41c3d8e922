//! The navigation document: contents, landmarks, pages.

use crate::book::{Book, PageKind};
use crate::contents::Entry;
use crate::xml::{Element, Node, element};

/// What stands in the body of the navigation document, which is also the book's page of contents.
pub(crate) fn body(book: &Book<'_>) -> Vec<Node> {
    let words = book.words;
    let list = entries(book, &book.contents.entries);
    let mut body = vec![nav("toc", "doc-toc", element("h1").text(&words.contents), list, false)];
    body.push(nav("landmarks", "", element("h2").text(&words.landmarks), landmarks(book), true));
    let pages = pages(book);
    if !pages.children.is_empty() {
        body.push(nav("page-list", "doc-pagelist", element("h2").text(&words.pages), pages, true));
    }
    body.into_iter().map(Node::Element).collect()
}

fn nav(
    kind: &'static str,
    role: &'static str,
    title: Element,
    list: Element,
    hidden: bool,
) -> Element {
    let mut nav = element("nav").with("epub:type", kind).with("id", kind);
    if !role.is_empty() {
        nav = nav.with("role", role);
    }
    if hidden {
        nav = nav.with("hidden", "hidden");
    }
    nav.child(title).child(list)
}

fn entries(book: &Book<'_>, all: &[Entry]) -> Element {
    let items = all.iter().map(|entry| {
        let label = match entry.page {
            Some(page) => {
                let path = book.pages[page].path();
                let href = match &entry.id {
                    Some(id) => format!("{path}#{id}"),
                    None => path,
                };
                element("a").with("href", href)
            }
            None => element("span"),
        };
        let item = element("li").child(label.text(&entry.title));
        let below = (!entry.children.is_empty()).then(|| entries(book, &entry.children));
        item.nodes(below.map(Node::Element)).into()
    });
    element("ol").nodes(items)
}

/// The places that readers offer in their menus: type, title and path.
pub(crate) fn places(book: &Book<'_>) -> Vec<(&'static str, &'static str, String)> {
    let words = book.words;
    let place = |kind, title: &'static str, wanted: &[PageKind]| {
        let page = book.pages.iter().find(|page| wanted.contains(&page.kind))?;
        Some((kind, title, page.path()))
    };
    [
        place("cover", &words.cover, &[PageKind::Cover]),
        place("titlepage", &words.title_page, &[PageKind::Title]),
        place("toc", &words.contents, &[PageKind::Contents]),
        place("bodymatter", &words.beginning, &[PageKind::Part, PageKind::Chapter]),
        place("colophon", &words.colophon, &[PageKind::Colophon]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn landmarks(book: &Book<'_>) -> Element {
    let items = places(book).into_iter().map(|(kind, title, path)| {
        let link = element("a").with("epub:type", kind).with("href", path).text(title);
        element("li").child(link).into()
    });
    element("ol").nodes(items)
}

fn pages(book: &Book<'_>) -> Element {
    let items = book.pages.iter().zip(&book.surveys).flat_map(|(page, survey)| {
        survey.breaks.iter().map(move |(id, label)| {
            let href = format!("{}#{id}", page.path());
            element("li").child(element("a").with("href", href).text(label)).into()
        })
    });
    element("ol").nodes(items)
}
