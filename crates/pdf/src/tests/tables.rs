//! Tables: every cell once, and all of them on the paper.

use super::*;
use bindery_manuscript::Target;

#[test]
fn a_table_with_spans_keeps_every_cell() {
    let cell = |name: &str, attrs: &[(&str, &str)], words: &str| el(name, attrs, vec![text(words)]);
    let body = vec![el(
        "table",
        &[],
        vec![
            el(
                "thead",
                &[],
                vec![el(
                    "tr",
                    &[],
                    vec![
                        cell("th", &[("colspan", "2"), ("rowspan", "9")], "head"),
                        cell("th", &[("style", "text-align: right")], "right"),
                    ],
                )],
            ),
            el(
                "tbody",
                &[],
                vec![
                    el(
                        "tr",
                        &[],
                        vec![
                            cell("td", &[("rowspan", "2")], "tall"),
                            cell("td", &[], "one"),
                            cell("td", &[("colspan", "1000")], "wide"),
                        ],
                    ),
                    el("tr", &[], vec![cell("td", &[], "two"), cell("td", &[], "three")]),
                ],
            ),
        ],
    )];
    let text = body_text(body);
    assert_order(&text, &["head", "right", "one", "wide", "two", "three"]);
    assert_eq!(text.matches("tall").count(), 1, "{text}");
}

#[test]
fn a_header_is_repeated_if_it_leads_nowhere() {
    let times = |target: Option<Target>| {
        let Node::Element(mut head) = el("a", &[], vec![text("the head")]) else { unreachable!() };
        head.target = target;
        let head = el("tr", &[], vec![el("th", &[], vec![Node::Element(head)])]);
        let row = |n| el("tr", &[], vec![el("td", &[], vec![text(&format!("row {n}"))])]);
        let rows = (0..80).map(row).collect();
        let parts = vec![el("thead", &[], vec![head]), el("tbody", &[], rows)];
        let manuscript = one(vec![el("table", &[], parts)]);
        let (_, report) = print(&press(Options::default()), &manuscript);
        assert!(report.diagnostics().is_empty(), "{report:#?}");
        pages(&manuscript).0.concat().matches("the head").count()
    };
    assert!(times(None) > 1);
    assert_eq!(times(Some(Target::External("https://example.org/".to_owned()))), 1);
}

#[test]
fn a_wide_table_stays_within_the_margins_of_a_page_on_its_side() {
    let row =
        |words: &str| el("tr", &[], (0..14).map(|_| el("td", &[], vec![text(words)])).collect());
    let manuscript = one(vec![el(
        "table",
        &[],
        vec![row("a_rather_long_word::in_code and more"), row("short"), row(&"x".repeat(90))],
    )]);
    let document = document(&manuscript);
    let sheet = crate::paper::Sheet::new(crate::Paper::A4, false);
    assert!(document.pages().iter().any(is_on_its_side), "there is a page on its side");
    for page in document.pages() {
        let width = if is_on_its_side(page) { sheet.height } else { sheet.width };
        // Punctuation may hang a little into the margin.
        let (from, to) = (f64::from(sheet.inside) - 4.0, f64::from(width - sheet.outside) + 4.0);
        for Run { x, width, words, .. } in runs(&page.frame) {
            let right = x + width;
            assert!(x >= from && right <= to, "{x}..{right} of {from}..{to}: {words}");
        }
    }
}

fn is_on_its_side(page: &typst_layout::Page) -> bool {
    page.frame.width() > page.frame.height()
}

/// A table of one row.
fn row_of(words: impl Iterator<Item = String>) -> Node {
    let cells = words.map(|words| el("td", &[], vec![text(&words)])).collect();
    el("table", &[], vec![el("tr", &[], cells)])
}

#[test]
fn a_table_that_fits_stays_upright() {
    let narrow = row_of((0..12).map(|n| format!("cell {n}")));
    // What is no block of the chapter itself can't have a page of its own.
    let inner = row_of((0..14).map(|n| format!("incomprehensibilities{n}")));
    let document = document(&one(vec![narrow, el("blockquote", &[], vec![inner])]));
    assert!(!document.pages().iter().any(is_on_its_side));
}

#[test]
fn of_a_table_with_too_many_columns_every_word_is_kept() {
    let table = |words: &str| row_of((0..60).map(|n| format!("{words}{n}")));
    let (pages, report) = pages(&one(vec![table("cell"), el("div", &[], vec![table("other")])]));
    let text = pages[FRONT..].concat();
    for words in ["cell", "other"] {
        let all: Vec<String> = (0..60).map(|n| format!("{words}{n}")).collect();
        assert_order(&text, &all.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let said: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    // Both stand in one line, so one warning does.
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with("src/Chapter.md:7: warning: the table has more than 40 columns"));
}

#[test]
fn a_page_on_its_side_begins_with_the_heading_of_its_table() {
    let wide = row_of((0..14).map(|n| format!("incomprehensibilities{n}")));
    let lead = p("The table that this section is about is wide, and comes after these words:");
    let document = document(&one(vec![p("before"), h(2, "Heading"), lead, wide, p("after")]));
    let pages = &document.pages()[FRONT..];
    let texts: Vec<String> = pages.iter().map(|page| frame_text(&page.frame)).collect();
    assert_eq!(texts.len(), 3, "{texts:#?}");
    assert!(is_on_its_side(&pages[1]));
    assert!(!texts[0].contains("Heading"), "{texts:#?}");
    assert_order(&texts[1], &["Heading", "after these words:", "incomprehensibilities0"]);
}
