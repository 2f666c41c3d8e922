//! Tests of the whole way from a manuscript to pages.

mod book;
mod changes;
mod commonmark;
mod constructs;
mod hostile;
mod links;
mod looks;
mod margins;
mod tables;

use std::path::Path;
use std::sync::LazyLock;

use bindery_diagnostic::Report;
use bindery_manuscript::{Chapter, CodeBlock, Element, Info, Item, Manuscript, Node, Token};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use crate::{Options, Pdf, Press};

static PRESS: LazyLock<Press> = LazyLock::new(|| press(Options::default()));

fn press(options: Options) -> Press {
    let mut report = Report::default();
    let press = Press::new(options, Path::new("."), &mut report);
    assert_eq!(report.errors(), 0);
    press
}

/// An element with attributes and children.
fn el(name: &str, attrs: &[(&str, &str)], children: Vec<Node>) -> Node {
    let mut element = Element::new(name);
    attrs.iter().for_each(|(name, value)| element.set_attr(name, *value));
    element.children = children;
    element.line = 7;
    Node::Element(element)
}

fn text(words: &str) -> Node {
    Node::Text(words.to_owned())
}

fn p(words: &str) -> Node {
    el("p", &[], vec![text(words)])
}

fn h(level: u8, words: &str) -> Node {
    el(&format!("h{level}"), &[("id", &words.replace(' ', "-"))], vec![text(words)])
}

/// A block of plain code.
fn code(lines: &[&str]) -> Node {
    let line = |line: &&str| vec![Token { kind: Default::default(), text: (*line).to_owned() }];
    Node::Code(CodeBlock { lines: lines.iter().map(line).collect(), ..CodeBlock::default() })
}

/// A chapter of a book; `number` is its place in the numbering.
fn chapter(number: &[u32], name: &str, mut body: Vec<Node>) -> Item {
    body.insert(0, h(1, name));
    Item::Chapter(Chapter {
        name: name.to_owned(),
        number: (!number.is_empty()).then(|| number.to_vec()),
        depth: number.len().saturating_sub(1),
        path: Some(format!("{}.md", name.replace(' ', "-")).into()),
        source: Some(format!("src/{}.md", name.replace(' ', "-")).into()),
        body,
        footnotes: Vec::new(),
    })
}

fn book(items: Vec<Item>) -> Manuscript {
    let info = Info {
        title: "A Book".to_owned(),
        authors: vec!["A. Author".to_owned()],
        language: "en".to_owned(),
        identifier: "urn:uuid:1".to_owned(),
        ..Info::default()
    };
    Manuscript { info, items, ..Manuscript::default() }
}

/// A book of one chapter.
fn one(body: Vec<Node>) -> Manuscript {
    book(vec![chapter(&[1], "Chapter", body)])
}

/// The pages of a manuscript as text, line by line, with what was reported.
fn pages(manuscript: &Manuscript) -> (Vec<String>, Report) {
    pages_of(&PRESS, manuscript)
}

fn pages_of(press: &Press, manuscript: &Manuscript) -> (Vec<String>, Report) {
    let (document, report) = laid_out(press, manuscript);
    (document.pages().iter().map(|page| frame_text(&page.frame)).collect(), report)
}

/// The Typst code of the first chapter.
fn first_code(manuscript: &Manuscript) -> String {
    let walked = PRESS.walk(manuscript, &mut Report::default()).unwrap();
    walked.files.source("c0.typ").unwrap().text().to_owned()
}

/// The text of the chapters of a book of one chapter, without front matter and numbers of pages.
fn body_text(body: Vec<Node>) -> String {
    let (pages, report) = pages(&one(body));
    assert_eq!(report.errors(), 0, "{:#?}", report.diagnostics());
    pages[FRONT..].concat()
}

/// The pages before the first chapter: title, imprint, contents.
const FRONT: usize = 3;

/// The text of a frame in the order of the page; runs at one height are one line.
fn frame_text(frame: &Frame) -> String {
    let mut text = String::new();
    collect(frame, &mut text);
    text
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, text),
            FrameItem::Text(run) => text.push_str(&run.text),
            _ => {}
        }
    }
}

/// Asserts that the parts stand in the text in this order.
fn assert_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => panic!("`{part}` is missing or out of order in:\n{text}"),
        }
    }
}

/// The PDF of a manuscript, with what was reported.
fn print(press: &Press, manuscript: &Manuscript) -> (Pdf, Report) {
    let mut report = Report::default();
    let pdf = press.render(manuscript, &mut report);
    (pdf.unwrap_or_else(|_| panic!("{:#?}", report.diagnostics())), report)
}

fn document(manuscript: &Manuscript) -> PagedDocument {
    laid_out(&PRESS, manuscript).0
}

/// The pages of a manuscript, with what was reported.
fn laid_out(press: &Press, manuscript: &Manuscript) -> (PagedDocument, Report) {
    let mut report = Report::default();
    let walked = press.walk(manuscript, &mut report);
    let document = walked.and_then(|walked| press.lay_out(manuscript, &walked, None, &mut report));
    (document.unwrap_or_else(|| panic!("{:#?}", report.diagnostics())), report)
}

/// A run of text at its place on a page, in points.
struct Run {
    x: f64,
    /// The height of its base line, from the top.
    y: f64,
    width: f64,
    words: String,
}

/// The runs of text of a page.
fn runs(frame: &Frame) -> Vec<Run> {
    let mut found = Vec::new();
    collect_runs(frame, (0.0, 0.0), &mut found);
    found
}

fn collect_runs(frame: &Frame, (left, top): (f64, f64), found: &mut Vec<Run>) {
    for (at, item) in frame.items() {
        let (x, y) = (left + at.x.to_pt(), top + at.y.to_pt());
        match item {
            FrameItem::Group(group) => {
                let moved = (x + group.transform.tx.to_pt(), y + group.transform.ty.to_pt());
                collect_runs(&group.frame, moved, found);
            }
            FrameItem::Text(run) => {
                let width = run.width().to_pt();
                found.push(Run { x, y, width, words: run.text.to_string() });
            }
            _ => {}
        }
    }
}
