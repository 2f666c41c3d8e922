//! The book as a whole: parts, numbers, pages, and the file itself.

use super::*;
use crate::{Options, PageStart, Paper, Tagging};

fn small_book() -> Manuscript {
    let long: Vec<Node> = (0..60)
        .flat_map(|n| [h(2, &format!("Section {n}")), p(&"Some words of prose. ".repeat(30))])
        .collect();
    let announced = Item::Chapter(Chapter { name: "Announced".to_owned(), ..Chapter::default() });
    let mut preface = chapter(&[], "Preface", vec![p("Before all.")]);
    if let Item::Chapter(preface) = &mut preface {
        preface.body.push(h(3, "Deep"));
    }
    book(vec![
        preface,
        Item::Part("First Part".to_owned()),
        chapter(&[1], "Alpha", long),
        chapter(&[1, 1], "Beta", vec![p("Nested.")]),
        Item::Separator,
        announced,
        chapter(&[2], "Gamma", vec![p("Last.")]),
        chapter(&[], "Afterword", vec![p("After all.")]),
    ])
}

#[test]
fn the_file_conforms_to_pdf_ua() {
    let (pdf, report) = print(&PRESS, &small_book());
    assert_eq!(pdf.tagging, Tagging::Ua1, "{report:#?}");
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    assert!(pdf.bytes.windows(7).any(|window| window == b"/ObjStm"), "the objects are packed");
}

#[test]
fn what_keeps_a_book_from_pdf_ua_is_said_and_the_file_is_tagged() {
    let (pdf, report) = print(&PRESS, &one(vec![p("漢"), code(&["こんにちは"])]));
    assert_eq!(pdf.tagging, Tagging::Tagged);
    let said: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    let why: Vec<_> =
        said.iter().filter(|one| one.contains("doesn't conform to PDF/UA-1")).collect();
    // Once, not for each.
    assert!(matches!(&*why, [one] if one.contains("some characters have no glyph")), "{said:#?}");
}

#[test]
fn the_same_book_is_the_same_bytes() {
    let manuscript = small_book();
    let (first, _) = print(&PRESS, &manuscript);
    let (second, _) = print(&press(Options::default()), &manuscript);
    assert!(first.bytes == second.bytes);
}

#[test]
fn contents_and_heads_name_parts_chapters_and_sections() {
    let (pages, _) = pages(&small_book());
    let front = pages[2..4].concat();
    for name in
        ["Preface", "First Part", "Alpha", "Section 5", "1.1", "Beta", "Announced", "Afterword"]
    {
        assert!(front.contains(name), "{name} in {front}");
    }
    let middle = pages.iter().rfind(|page| page.contains("Section 20")).unwrap();
    let start: String = middle.chars().take(60).collect();
    assert!(start.contains("Alpha") && start.contains("Section"), "{start}");
}

#[test]
fn pages_say_what_they_begin_with() {
    let (pdf, _) = print(&PRESS, &small_book());
    let labels: Vec<&str> = pdf.pages.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels[..3], ["i", "ii", "iii"]);
    let first = pdf.pages.iter().position(|page| page.label == "1").unwrap();
    assert!(pdf.pages[..first].iter().all(|page| page.start.is_none()), "{:?}", pdf.pages);
    let start = |index: usize| pdf.pages[index].start.clone().unwrap();
    let expected = PageStart { chapter: 0, node: 0, id: Some("Preface".to_owned()) };
    assert_eq!(start(first), expected);
    let alpha: Vec<PageStart> =
        (first..pdf.pages.len()).map(start).filter(|start| start.chapter == 1).collect();
    assert!(alpha.len() > 8, "{alpha:?}");
    assert!(alpha.windows(2).all(|pair| pair[0].node < pair[1].node), "{alpha:?}");
    assert!(alpha[4].id.as_deref().unwrap().starts_with("Section-"), "{alpha:?}");
}

#[test]
fn a_bound_book_begins_its_chapters_on_the_right() {
    let options = Options { two_sided: true, paper: Paper::A5, ..Options::default() };
    let (pdf, _) = print(&press(options), &small_book());
    for chapter in [0, 1, 4, 5] {
        let begins = |page: &crate::Page| {
            page.start.as_ref().is_some_and(|start| (start.chapter, start.node) == (chapter, 0))
        };
        let index = pdf.pages.iter().position(begins).unwrap();
        assert_eq!(index % 2, 0, "chapter {chapter} begins on page {index}");
    }
}

#[test]
fn an_authors_template_replaces_functions() {
    let mut press = press(Options::default());
    press.template =
        Some("#import \"/default.typ\": *\n#let p(body) = par([<<] + body + [>>])\n".to_owned());
    let pages = pages_of(&press, &one(vec![p("word")])).0.concat();
    assert!(pages.contains("<<word>>"), "{pages}");
}

#[test]
fn a_template_that_is_wrong_is_an_error() {
    let mut press = press(Options::default());
    press.template = Some("#import \"/default.typ\": *\n#let p(body) = nonsense\n".to_owned());
    let mut report = Report::default();
    assert!(press.render(&one(vec![p("word")]), &mut report).is_err());
    assert!(report.errors() > 0);
}

#[test]
fn a_page_left_empty_before_a_chapter_is_empty() {
    let options = Options { two_sided: true, ..Options::default() };
    let (texts, _) = pages_of(&press(options), &small_book());
    let gamma = texts.iter().rposition(|text| text.contains("Last.")).unwrap();
    let preface = texts.iter().rposition(|text| text.contains("Before all.")).unwrap();
    assert!(texts[preface + 1].is_empty(), "{}", texts[preface + 1]);
    assert!(texts[gamma - 1].is_empty() || texts[gamma - 1].contains("Nested."), "{texts:#?}");
}

#[test]
fn what_the_options_name_and_is_not_there_is_an_error() {
    let options = Options {
        template: Some("no-such.typ".into()),
        fonts: Some("no-such-folder".into()),
        ..Options::default()
    };
    let mut report = Report::default();
    Press::new(options, Path::new("no-book"), &mut report);
    let said: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    assert_eq!(report.errors(), 2, "{said:#?}");
    assert!(said[0].contains("no-such.typ") && said[1].contains("no-such-folder"), "{said:#?}");
}
