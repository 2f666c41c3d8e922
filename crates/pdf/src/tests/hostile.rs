//! No text becomes code, and nothing that a manuscript may hold stops the press.

use super::*;
use bindery_manuscript::{Asset, AssetKind, Target};

/// Text that would do something if it were read as Typst, HTML or PDF.
const WICKED: [&str; 14] = [
    "#read(\"secret.txt\")",
    "$x$ and $ y $",
    "*/ /* // not a comment",
    "\"]",
    "\\",
    "\\u{41}",
    "</script><b>",
    "<c0> @c0 <p0>",
    "= heading - list + enum / term: x",
    "`raw` ```rust raw```",
    "_emph_ *strong* ~ -- --- ...",
    "{1 + 1} #{1 + 1} #let x = 1; #x",
    "https://example.org/#a'b\"c",
    "%PDF-1.7 (a) <<>> stream",
];

#[test]
fn wicked_text_is_verbatim_everywhere() {
    for wicked in WICKED {
        let body = vec![
            p(wicked),
            el("h2", &[("id", wicked)], vec![text(wicked)]),
            el("p", &[], vec![el("code", &[], vec![text(wicked)])]),
            el("ul", &[], vec![el("li", &[], vec![text(wicked)])]),
            code(&[wicked]),
            el("table", &[], vec![el("tr", &[], vec![el("td", &[], vec![text(wicked)])])]),
            el("figure", &[], vec![p("x"), el("figcaption", &[], vec![text(wicked)])]),
        ];
        let text = body_text(body);
        assert_eq!(text.matches(wicked).count(), 7, "{wicked} in:\n{text}");
    }
}

#[test]
fn wicked_text_about_the_book_is_verbatim() {
    let mut manuscript = one(vec![p("x")]);
    let wicked = WICKED.join(" ");
    manuscript.info.title.clone_from(&wicked);
    manuscript.info.subtitle = Some(wicked.clone());
    manuscript.info.authors = vec![wicked.clone()];
    manuscript.info.rights = Some(wicked.clone());
    manuscript.info.description = Some(wicked.clone());
    manuscript.info.language = wicked.clone();
    manuscript.info.date = Some(wicked.clone());
    manuscript.items.insert(0, Item::Part(wicked.clone()));
    let (pages, report) = pages(&manuscript);
    assert_eq!(report.errors(), 0, "{report:#?}");
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let text = squeezed(&pages.concat());
    assert!(text.matches(&squeezed(&wicked)).count() > 5, "{text}");
}

#[test]
fn control_characters_are_shown_not_obeyed() {
    let words: String = (0..0x20).chain([0x7f, 0x85, 0x9b]).filter_map(char::from_u32).collect();
    let text = body_text(vec![p(&words), code(&[&words])]);
    assert_eq!(text.matches('␀').count(), 2, "{text}");
    assert_eq!(text.matches('␛').count(), 2, "{text}");
    assert_eq!(text.matches('␡').count(), 2, "{text}");
}

#[test]
fn sixty_levels_of_anything_are_set() {
    for name in ["blockquote", "ul", "ol", "details", "div", "em", "table", "dl", "a", "figure"] {
        let mut node = text("innermost");
        for level in 0..60 {
            node = match name {
                "ul" | "ol" => el(name, &[], vec![el("li", &[], vec![text("item "), node])]),
                "table" => el("table", &[], vec![el("tr", &[], vec![el("td", &[], vec![node])])]),
                "dl" => el("dl", &[], vec![el("dd", &[], vec![node])]),
                _ => el(name, &[], vec![text(&format!("level{level} ")), node]),
            };
        }
        let text = body_text(vec![node]);
        assert!(text.contains("innermost"), "{name}: {text}");
    }
}

#[test]
fn a_word_without_end_and_a_paragraph_of_too_many_parts_are_whole() {
    let endless = "x".repeat(20_000);
    let parts = (0..5000).flat_map(|n| [el("em", &[], vec![text(&format!("e{n}"))]), text(" ")]);
    let text = body_text(vec![p(&endless), el("p", &[], parts.collect())]);
    assert_eq!(text.matches('x').count(), endless.len());
    for n in [0, 1999, 2000, 4999] {
        assert!(text.contains(&format!("e{n}")), "{n}");
    }
}

#[test]
fn lines_without_end_are_broken_as_they_come() {
    let words: Vec<String> = (0..20_000).map(|n| format!("é{n}")).collect();
    let endless = words.join(" ");
    let item = el("ul", &[], vec![el("li", &[], vec![text(&endless)])]);
    let manuscript = one(vec![p(&endless), p("Some words."), item]);
    assert_eq!(first_code(&manuscript).matches("long({").count(), 2);
    let text = pages(&manuscript).0[FRONT..].concat();
    assert_eq!(text.matches('é').count(), 2 * words.len());
}

#[test]
fn a_chapter_that_would_take_all_memory_is_an_error_that_names_it() {
    let long = p(&"Some words of prose. ".repeat(300_000));
    let mut report = Report::default();
    assert!(PRESS.render(&one(vec![long]), &mut report).is_err());
    let said: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with("src/Chapter.md: error: the chapter `Chapter` is too long"));
}

#[test]
fn images_that_would_take_all_memory_are_their_words() {
    let image = |index| {
        let Node::Element(mut image) = el("img", &[("alt", "in words")], vec![]) else {
            unreachable!()
        };
        image.target = Some(Target::Asset(index));
        el("p", &[], vec![Node::Element(image)])
    };
    let mut manuscript = one(vec![image(0), image(1)]);
    let uses = |n: usize| {
        format!("<g id=\"a{}\">{}</g>", n + 1, format!("<use href=\"#a{n}\"/>").repeat(10))
    };
    let bomb: String = (0..9).map(uses).collect();
    let bomb = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><defs><g id=\"a0\">\
         <rect width=\"1\" height=\"1\"/></g>{bomb}</defs><use href=\"#a9\"/></svg>"
    );
    manuscript.assets = vec![
        Asset {
            path: "large.png".into(),
            kind: AssetKind::Png,
            bytes: vec![],
            size: Some((60_000, 60_000)),
        },
        Asset {
            path: "bomb.svg".into(),
            kind: AssetKind::Svg,
            bytes: bomb.into(),
            size: Some((9, 9)),
        },
    ];
    let (pages, report) = pages(&manuscript);
    assert_eq!(pages[FRONT..].concat().matches("in words").count(), 2);
    let said: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    assert!(said[0].contains("large.png") && said[0].contains("too many"), "{said:#?}");
    assert!(said[1].contains("bomb.svg"), "{said:#?}");
}

#[test]
fn ten_thousand_rows_are_set() {
    let row = |n: usize| el("tr", &[], vec![el("td", &[], vec![text(&format!("row{n}."))])]);
    let mut rows = vec![el("tr", &[], vec![el("th", &[], vec![text("the head")])])];
    rows.extend((0..10_000).map(row));
    let (pages, _) = pages(&one(vec![el("table", &[], rows)]));
    let pages = &pages[FRONT..];
    assert!(pages.len() > 50 && pages.iter().all(|page| page.contains("the head")));
    let text = pages.concat();
    assert!((0..10_000).all(|n| text.contains(&format!("row{n}."))));
}

#[test]
fn empty_things_are_nothing() {
    let names = "p ul ol dl blockquote table figure details h2 h3 a em code kbd pre iframe video img \
                 svg hr br input q center div dt dd li td tr caption figcaption summary";
    let mut body: Vec<Node> = names.split_whitespace().map(|name| el(name, &[], vec![])).collect();
    body.extend(names.split_whitespace().map(|name| el("p", &[], vec![el(name, &[], vec![])])));
    body.push(code(&[]));
    body.push(code(&[""]));
    body.push(Node::FootnoteMark(bindery_manuscript::FootnoteMark { footnote: 3, occurrence: 1 }));
    body.push(p("after all"));
    assert!(body_text(body).contains("after all"));
}

#[test]
fn an_empty_book_is_a_book() {
    let mut manuscript = book(vec![]);
    manuscript.info = Default::default();
    let (pages, report) = pages(&manuscript);
    assert_eq!(report.errors(), 0, "{report:#?}");
    assert!(!pages.is_empty());
}

#[test]
fn other_scripts_are_set_and_what_no_font_has_is_named() {
    let body = vec![
        p("Ελληνικά Кириллица עברית → ⇒ ∀x ≤ ∑ ✓ ✗ │─┼ 😀 \u{202e}rtl\u{202c} e\u{301}"),
        p("漢"),
    ];
    let mut manuscript = one(body);
    manuscript.folder = "book".into();
    let (pages, report) = pages(&manuscript);
    assert!(pages[FRONT..].concat().contains("Ελληνικά Кириллица"));
    let said: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(
        said[0].contains("U+6F22") && said[0].starts_with("book/src/Chapter.md:7"),
        "{said:#?}"
    );
}
