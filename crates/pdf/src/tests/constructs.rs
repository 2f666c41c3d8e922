//! Each construct of a chapter: its words are there, once and in order, and it is what it should be.

use super::*;
use bindery_manuscript::{Asset, AssetKind, Footnote, FootnoteMark, Math, Target};

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
                el("dd", &[], vec![text("stray")]),
                el("dt", &[], vec![text("term")]),
                el("dt", &[], vec![text("synonym")]),
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
    let expected = [
        "stray", "term", "synonym", "meaning", "another", "said", "Tip", "advice", "more",
        "unfolded",
    ];
    assert_order(&body_text(body), &expected);
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

#[test]
fn a_block_has_the_direction_of_its_language() {
    let words = |text: &str| vec![el("p", &[], vec![Node::Text(text.to_owned())])];
    let body = vec![
        el("div", &[("lang", "he")], words("שלום one two.")),
        el("div", &[("dir", "rtl")], words("three four.")),
        el("p", &[("dir", "ltr")], vec![text("five six.")]),
    ];
    let code = first_code(&one(body));
    for call in ["right-to-left(lang: \"he\", {\np(", "right-to-left({\np(", "text(dir: ltr, {\np("]
    {
        assert!(code.contains(call), "{call} in {code}");
    }
}
