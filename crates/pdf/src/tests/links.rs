//! Links, references, addresses as footnotes, and the index.

use super::*;
use crate::Paper;
use bindery_manuscript::Target;

fn link(target: Target, words: &str) -> Node {
    let Node::Element(mut element) = el("a", &[], vec![text(words)]) else { unreachable!() };
    element.target = Some(target);
    Node::Element(element)
}

#[test]
fn links_lead_to_pages_and_dead_ones_are_words() {
    let to = |chapter, id: Option<&str>| Target::Chapter { chapter, id: id.map(str::to_owned) };
    let Node::Element(mut reference) = link(to(1, Some("There")), "Listing 2.1") else {
        unreachable!()
    };
    reference.set_attr("class", "ref");
    let manuscript = book(vec![
        chapter(
            &[1],
            "One",
            vec![el(
                "p",
                &[],
                vec![
                    Node::Element(reference),
                    link(to(1, None), " whole"),
                    link(to(1, Some("gone")), " gone"),
                    link(to(9, None), " nowhere"),
                    link(Target::Dead("x.md".to_owned()), " dead"),
                    link(Target::External("https://example.org/".to_owned()), " out"),
                    link(to(1, Some("in-drawing")), " drawing"),
                ],
            )],
        ),
        chapter(
            &[2],
            "Two",
            vec![
                h(2, "There"),
                p("there"),
                el("svg", &[], vec![el("g", &[("id", "in-drawing")], vec![])]),
            ],
        ),
    ]);
    let (pages, report) = pages(&manuscript);
    assert_eq!(report.errors(), 0, "{report:#?}");
    let text = pages[FRONT..].concat();
    assert_order(
        &text,
        &["Listing 2.1, page\u{a0}2", " whole", " gone", " nowhere", " dead", " out"],
    );
}

#[test]
fn nothing_leads_from_a_definition_to_its_entry() {
    let links = |class: &str| {
        let target = Target::Chapter { chapter: 1, id: None };
        let Node::Element(mut element) = link(target, "task") else { unreachable!() };
        element.set_attr("class", class);
        let definition = el("dfn", &[], vec![Node::Element(element)]);
        let body = vec![el("p", &[], vec![definition])];
        let manuscript =
            book(vec![chapter(&[1], "One", body), chapter(&[2], "Terms", vec![p("task")])]);
        document(&manuscript).pages()[FRONT..][0]
            .frame
            .items()
            .map(|(_, item)| linked(item))
            .sum::<usize>()
    };
    assert_eq!((links("term"), links("other")), (0, 1));
}

/// How many links there are in an item of a frame.
fn linked(item: &FrameItem) -> usize {
    match item {
        FrameItem::Group(group) => group.frame.items().map(|(_, item)| linked(item)).sum(),
        FrameItem::Link(..) => 1,
        _ => 0,
    }
}

/// A chapter's first paragraph refers to a section on its own page, and to another chapter.
fn referring() -> Manuscript {
    let reference = |chapter, id: &str, words| {
        let target = Target::Chapter { chapter, id: Some(id.to_owned()) };
        let Node::Element(mut element) = link(target, words) else { unreachable!() };
        element.set_attr("class", "ref");
        Node::Element(element)
    };
    let refer = vec![reference(0, "Here", "Listing 1.1"), reference(1, "There", " Listing 2.1")];
    book(vec![
        chapter(&[1], "One", vec![el("p", &[], refer), h(2, "Here")]),
        chapter(&[2], "Two", vec![h(2, "There")]),
    ])
}

#[test]
fn a_reference_names_the_page_unless_it_is_this_one() {
    let text = pages(&referring()).0[FRONT..].concat();
    assert_order(&text, &["Listing 1.1 Listing 2.1, page\u{a0}2"]);
}

#[test]
fn the_edition_speaks_the_books_language_where_the_fonts_can() {
    for (language, contents, page) in [
        ("ru-RU", "Содержание", "с.\u{a0}2"),
        ("de", "Inhalt", "Seite\u{a0}2"),
        // The kanji are in no font of ours.
        ("ja", "Contents", "page\u{a0}2"),
        ("tlh", "Contents", "page\u{a0}2"),
    ] {
        let mut manuscript = referring();
        manuscript.info.language = language.to_owned();
        let (pages, report) = pages(&manuscript);
        assert_eq!(report.diagnostics().len(), 0, "{report:#?}");
        assert!(pages[2].starts_with(contents), "{}", pages[2]);
        assert!(pages[3].contains(&format!("Listing 2.1, {page}")), "{page} in {}", pages[3]);
    }
}

#[test]
fn on_a_screen_no_page_is_named() {
    let press = press(Options { paper: Paper::Screen, ..Options::default() });
    let text = pages_of(&press, &referring()).0[FRONT..].concat();
    assert!(text.contains("Listing 2.1") && !text.contains("page"), "{text}");
}

#[test]
fn addresses_are_footnotes_where_the_author_wants_them() {
    let out = |url: &str, words| link(Target::External(url.to_owned()), words);
    let body = vec![el(
        "p",
        &[],
        vec![
            out("https://example.org/a", "words"),
            out("https://example.org/", " example.org"),
            out("mailto:a@example.org", " mail"),
        ],
    )];
    let press = press(Options { urls_as_footnotes: true, ..Options::default() });
    let manuscript = one(body);
    let text = pages_of(&press, &manuscript).0[FRONT..].concat();
    assert_order(&text, &["words", "1", " example.org", " mail", "https://example.org/a"]);
    assert!(!text.contains("mailto"), "{text}");
    let plain = pages(&manuscript).0[FRONT..].concat();
    assert!(!plain.contains("https"), "{plain}");
}

/// A book that defines a term in its first chapter and speaks of it in the second.
fn with_terms() -> Manuscript {
    let term = |name, attrs: &[(&str, &str)], words| {
        el("p", &[], vec![el(name, attrs, vec![text(words)])])
    };
    book(vec![
        chapter(
            &[1],
            "One",
            vec![
                term("dfn", &[("id", "term-task")], "task"),
                term("span", &[("class", "index")], "Task"),
                term("span", &[("data-index", "Éclair")], "words"),
                term("span", &[("class", "other")], "unmarked"),
            ],
        ),
        chapter(
            &[2],
            "Two",
            vec![
                term("span", &[("class", "index")], "tasks"),
                term("span", &[("class", "index")], "task"),
            ],
        ),
    ])
}

#[test]
fn the_index_has_each_term_once_with_its_pages() {
    let manuscript = with_terms();
    let (pages, report) = pages(&manuscript);
    assert_eq!(report.diagnostics().len(), 0, "{report:#?}");
    assert!(pages[FRONT - 1].contains("Index"), "the contents name it: {}", pages[FRONT - 1]);
    let index = pages.last().unwrap();
    assert_order(index, &["Index", "E", "Éclair, 1", "T", "task, 1, 2", "tasks, 2"]);
    assert!(!index.contains("unmarked"), "{index}");
    let (pdf, _) = print(&PRESS, &manuscript);
    assert_eq!(pdf.tagging, crate::Tagging::Ua1);
    let starts: Vec<bool> = pdf.pages[FRONT..].iter().map(|page| page.start.is_some()).collect();
    assert_eq!(starts, [true, true, false], "the index is in no chapter");
}

/// The list that editions without pages have, between two chapters, the first of which leads there.
fn with_index_page(mut items: Vec<Item>) -> Manuscript {
    let list = vec![el("h2", &[("id", "by-topic")], vec![text("By topic")]), p("task 1, 2")];
    let page = vec![p("Where to look."), el("div", &[("class", "book-index")], list)];
    let leads = Target::Chapter { chapter: items.len(), id: Some("by-topic".to_owned()) };
    items.push(chapter(&[], "Where to look", page));
    items.push(chapter(&[], "Last", vec![el("p", &[], vec![link(leads, "the index")])]));
    book(items)
}

#[test]
fn the_index_stands_in_the_place_of_the_page_that_lists_the_same() {
    let manuscript = with_index_page(with_terms().items);
    let (pages, report) = pages(&manuscript);
    assert_eq!(report.diagnostics().len(), 0, "{report:#?}");
    let all = pages.concat();
    assert!(!all.contains("Where to look") && !all.contains("By topic"), "{all}");
    assert_order(pages.last().unwrap(), &["Index", "task, 1, 2"]);
    let (pdf, _) = print(&PRESS, &manuscript);
    let starts = pdf.pages[FRONT..].iter().filter_map(|page| page.start.as_ref());
    assert_eq!(starts.map(|start| start.chapter).collect::<Vec<_>>(), [0, 1, 3]);
}

#[test]
fn the_page_stays_where_there_is_no_index() {
    let stays = |press: &Press, items: Vec<Item>| {
        let (pages, report) = pages_of(press, &with_index_page(items));
        assert_eq!(report.diagnostics().len(), 0, "{report:#?}");
        pages.concat().contains("By topic")
    };
    assert!(stays(&PRESS, one(vec![p("no term")]).items));
    assert!(stays(&press(Options { index: false, ..Options::default() }), with_terms().items));
    // Nothing that could be found under a letter.
    let nothing = vec![el("p", &[], vec![el("dfn", &[], vec![text("…")])])];
    assert!(!stays(&PRESS, one(nothing).items));
}

#[test]
fn there_is_no_index_without_terms_or_against_the_authors_will() {
    let index = |press: &Press, manuscript: &Manuscript| {
        pages_of(press, manuscript).0.iter().any(|page| page.contains("Index"))
    };
    assert!(!index(&PRESS, &one(vec![p("no term")])));
    assert!(!index(&press(Options { index: false, ..Options::default() }), &with_terms()));
}
