//! Each construct of a chapter: its words are there, once and in order, and it is what it should be.

use super::*;
use bindery_manuscript::{Asset, AssetKind, Footnote, FootnoteMark, Math, Target};

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

fn link(target: Target, words: &str) -> Node {
    let Node::Element(mut element) = el("a", &[], vec![text(words)]) else { unreachable!() };
    element.target = Some(target);
    Node::Element(element)
}

#[test]
fn inline_elements_keep_their_words_and_spaces() {
    let names = "em strong b i del ins s u mark small sub sup abbr span cite dfn var big time";
    let inside = names.split(' ').flat_map(|name| [el(name, &[], vec![text(name)]), text(" ")]);
    let body = vec![el("p", &[], [text("start ")].into_iter().chain(inside).collect())];
    assert_order(&body_text(body), &[&format!("start {names}")]);
}

#[test]
fn code_in_the_text_is_verbatim_and_long_code_can_break() {
    let long = "std::collections::hash_map::HashMap::<String, String>::with_capacity";
    let body = vec![el(
        "p",
        &[],
        vec![
            text("see "),
            el("code", &[], vec![text(long)]),
            text(" and "),
            el("code", &[], vec![text("a"), el("em", &[], vec![text("b")])]),
            text(" and "),
            el("kbd", &[], vec![text("Ctrl")]),
        ],
    )];
    assert_order(&body_text(body), &["see ", long, " and ", "a", "b", " and ", "Ctrl"]);
}

#[test]
fn lists_number_their_items_and_nest() {
    let inner = el("ul", &[], vec![el("li", &[], vec![text("inner")])]);
    let body = vec![el(
        "ol",
        &[("start", "4")],
        vec![
            text("\n"),
            el("li", &[], vec![text("four"), inner]),
            el("li", &[], vec![p("five"), p("more")]),
            el("li", &[("value", "9")], vec![text("nine")]),
        ],
    )];
    assert_order(&body_text(body), &["4.", "four", "inner", "5.", "five", "more", "9.", "nine"]);
}

#[test]
fn definitions_quotations_and_details_are_whole() {
    let body = vec![
        el(
            "dl",
            &[],
            vec![
                el("dt", &[], vec![text("term")]),
                el("dd", &[], vec![text("meaning")]),
                el("dd", &[], vec![p("another")]),
            ],
        ),
        el("blockquote", &[], vec![p("said")]),
        el(
            "blockquote",
            &[("class", "blockquote-tag blockquote-tag-tip")],
            vec![el("p", &[("class", "blockquote-tag-title")], vec![text("Tip")]), p("advice")],
        ),
        el("details", &[], vec![el("summary", &[], vec![text("more")]), p("unfolded")]),
    ];
    let expected = ["term", "meaning", "another", "said", "Tip", "advice", "more", "unfolded"];
    assert_order(&body_text(body), &expected);
}

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
fn a_wide_table_stays_within_the_margins() {
    let row =
        |words: &str| el("tr", &[], (0..14).map(|_| el("td", &[], vec![text(words)])).collect());
    let manuscript = one(vec![el(
        "table",
        &[],
        vec![row("a_rather_long_word::in_code and more"), row("short"), row(&"x".repeat(90))],
    )]);
    let document = document(&manuscript);
    let sheet = crate::paper::Sheet::new(crate::Paper::A4, false);
    // Punctuation may hang a little into the margin.
    let (from, to) = (f64::from(sheet.inside) - 4.0, f64::from(sheet.width - sheet.outside) + 4.0);
    for page in document.pages() {
        for (left, right, words) in extents(&page.frame, 0.0) {
            assert!(left >= from && right <= to, "{left}..{right} of {from}..{to}: {words}");
        }
    }
}

/// Where the runs of text in a frame begin and end, in points from the left, and what they say.
fn extents(frame: &Frame, left: f64) -> Vec<(f64, f64, String)> {
    let mut found = Vec::new();
    for (at, item) in frame.items() {
        let x = left + at.x.to_pt();
        match item {
            FrameItem::Group(group) => {
                found.extend(extents(&group.frame, x + group.transform.tx.to_pt()));
            }
            FrameItem::Text(run) => {
                found.push((x, x + run.width().to_pt(), run.text.to_string()));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn notes_stand_once_and_are_referred_to_again() {
    let mark = |occurrence| Node::FootnoteMark(FootnoteMark { footnote: 0, occurrence });
    let body = vec![el("p", &[], vec![text("one"), mark(1), text(" two"), mark(2)])];
    let mut manuscript = one(body);
    let Item::Chapter(chapter) = &mut manuscript.items[0] else { unreachable!() };
    let inner = Node::FootnoteMark(FootnoteMark { footnote: 0, occurrence: 3 });
    chapter.footnotes.push(Footnote {
        name: "n".to_owned(),
        marks: 3,
        body: vec![el("p", &[], vec![text("the note itself"), inner])],
    });
    let (pages, report) = pages(&manuscript);
    assert_eq!(report.errors(), 0, "{report:#?}");
    let text = pages[FRONT..].concat();
    assert_eq!(text.matches("the note itself").count(), 1, "{text}");
    assert_order(&text, &["one", "1", " two", "1", "1", "the note itself", "1"]);
}

#[test]
fn code_keeps_its_spaces_and_long_lines_lose_nothing() {
    let long = format!("    let x = \"{}\";", "word ".repeat(40));
    let text = body_text(vec![code(&["fn main() {", &long, "", "}"])]);
    assert_order(&text, &["fn main() {", "    let x = \"word", "}"]);
    assert_eq!(text.matches("word").count(), 40);
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
fn a_prediction_is_answered_at_the_back() {
    let body = vec![
        el(
            "details",
            &[("class", "prediction")],
            vec![el("summary", &[], vec![text("Which first?")]), p("The second.")],
        ),
        p("goes on"),
    ];
    let text = body_text(body);
    assert_order(&text, &["Which first?", "page\u{a0}2", "goes on", "Answers to the predictions"]);
    assert_order(
        &text,
        &["Answers to the predictions", "Which first?", "page\u{a0}1", "The second."],
    );
}

#[test]
fn a_listing_is_captioned_and_listed() {
    let figure = el(
        "figure",
        &[("class", "listing"), ("id", "l")],
        vec![
            el("figcaption", &[], vec![text("Listing 1.1 The caption")]),
            code(&["let listed = 1;"]),
        ],
    );
    let (pages, _) = pages(&one(vec![figure]));
    assert_order(&pages[FRONT - 1], &["Listings", "Listing 1.1 The caption"]);
    assert_order(&pages[FRONT..].concat(), &["Listing 1.1 The caption", "let listed = 1;"]);
}

#[test]
fn formulas_are_set_and_what_cannot_be_read_is_shown() {
    let math = |tex: &str, display| Node::Math(Math { tex: tex.to_owned(), display, line: 3 });
    let body = vec![
        el("p", &[], vec![text("so "), math(r"\frac{a}{b}", false)]),
        math(r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", true),
        math(r"\begin{aligned} p &= 7 \\ q &= 8 \end{aligned}", true),
        math(r#"\hat{x} + \sum_{i=0}^{n} \sqrt[3]{y} \to \mathbb{R} \text{if "so"}"#, true),
        math(r"\unknowable{5}", true),
    ];
    let (pages, report) = pages(&one(body));
    let text = pages[FRONT..].concat();
    assert_order(
        &text,
        &["so ", "𝑎", "𝑏", "1", "4", "7", "8", "ℝ", "if \"so\"", r"\unknowable{5}"],
    );
    assert_eq!(report.warnings(), 1, "{report:#?}");
    assert!(report.diagnostics()[0].to_string().starts_with("src/Chapter.md:3: warning"));
}

#[test]
fn a_broken_image_is_its_words_and_a_warning() {
    let Node::Element(mut image) = el("img", &[("alt", "a cat")], vec![]) else { unreachable!() };
    image.target = Some(Target::Asset(0));
    let mut manuscript = one(vec![el("p", &[], vec![Node::Element(image)]), p("after")]);
    manuscript.assets.push(Asset {
        path: "cat.png".to_owned(),
        kind: AssetKind::Png,
        bytes: b"\x89PNG\r\n\x1a\nnonsense".to_vec(),
        size: Some((10, 10)),
    });
    let (pages, report) = pages(&manuscript);
    assert_order(&pages[FRONT..].concat(), &["a cat", "after"]);
    assert_eq!(report.warnings(), 1, "{report:#?}");
    assert!(report.diagnostics()[0].message.contains("cat.png"));
}
