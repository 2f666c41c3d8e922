//! The NCX: the contents for readers that know only EPUB 2.

use crate::book::Book;
use crate::contents::Entry;
use crate::xml::{Element, document, element};

/// The NCX document.
pub(crate) fn ncx(book: &Book<'_>) -> String {
    let info = &book.manuscript.info;
    let pages: usize = book.surveys.iter().map(|survey| survey.breaks.len()).sum();
    let meta = |name: &'static str, content: String| {
        element("meta").with("name", name).with("content", content)
    };
    let head = element("head")
        .child(meta("dtb:uid", book.identifier().to_owned()))
        .child(meta("dtb:depth", book.contents.depth().max(1).to_string()))
        .child(meta("dtb:totalPageCount", pages.to_string()))
        .child(meta("dtb:maxPageNumber", pages.to_string()));
    let mut root = element("ncx")
        .with("xmlns", "http://www.daisy.org/z3986/2005/ncx/")
        .with("version", "2005-1")
        .with("xml:lang", book.language.clone())
        .child(head)
        .child(element("docTitle").child(text(&info.title)));
    for author in &info.authors {
        root = root.child(element("docAuthor").child(text(author)));
    }
    let mut number = 0;
    let points = book.contents.entries.iter().map(|entry| point(book, entry, &mut number).into());
    root = root.child(element("navMap").nodes(points));
    if pages > 0 {
        root = root.child(page_list(book));
    }
    document("", &root)
}

fn text(text: &str) -> Element {
    element("text").text(text)
}

fn point(book: &Book<'_>, entry: &Entry, number: &mut usize) -> Element {
    *number += 1;
    // The NCX has no entry without a target.
    let path = entry.first_page().map(|page| book.pages[page].path()).unwrap_or_default();
    let fragment = entry.id.as_ref().map(|id| format!("#{id}")).unwrap_or_default();
    let mut point = element("navPoint")
        .with("id", format!("point-{number}"))
        .child(element("navLabel").child(text(&entry.title)))
        .child(element("content").with("src", format!("{path}{fragment}")));
    for child in &entry.children {
        point = point.child(self::point(book, child, number));
    }
    point
}

fn page_list(book: &Book<'_>) -> Element {
    let mut list = element("pageList");
    list = list.child(element("navLabel").child(text(&book.words.pages)));
    for (page, survey) in book.pages.iter().zip(&book.surveys) {
        for (id, label) in &survey.breaks {
            let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
            let target = element("pageTarget")
                .with("id", format!("target-{}", list.children.len()))
                .with("type", if is_number { "normal" } else { "front" });
            let target = if is_number { target.with("value", label.clone()) } else { target };
            let source = format!("{}#{id}", page.path());
            list = list.child(
                target
                    .child(element("navLabel").child(text(label)))
                    .child(element("content").with("src", source)),
            );
        }
    }
    list
}
