//! No text becomes code, and nothing that a manuscript may hold stops the press.

use super::*;

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
    let (pages, report) = pages(&one(body));
    assert!(pages[FRONT..].concat().contains("Ελληνικά Кириллица"));
    let said: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].contains("U+6F22") && said[0].starts_with("src/Chapter.md:7"), "{said:#?}");
}
