//! Whatever a book holds, its words stay between the margins, on every paper.

use super::*;
use crate::Paper;
use crate::paper::Sheet;

/// Signs may hang this far into the margin, in points: a hyphen, a full stop.
const HANG: f64 = 4.0;

/// Words longer than any line, of letters and of signs with which no line may begin.
fn endless() -> Vec<String> {
    let chars = ["x", "=", ")", "/", ".", ":", "…", "é", "ж", "ש", "─", "a1", "::f"];
    chars.iter().map(|c| c.repeat(200)).collect()
}

/// A chapter in which everything is too long.
fn too_long() -> Vec<Node> {
    let word = "w".repeat(200);
    let mut body: Vec<Node> = Vec::new();
    for name in ["p", "li", "blockquote", "summary", "dt", "dd", "td", "figcaption"] {
        body.push(el(name, &[], endless().iter().map(|word| text(&format!("{word} "))).collect()));
    }
    let inline = ["code", "kbd", "em", "strong", "mark", "sup", "small", "dfn", "a", "q"];
    for name in inline {
        let of_words = |word: &String| el(name, &[], vec![text(word)]);
        body.push(el("p", &[], endless().iter().map(of_words).collect()));
        body.push(el("p", &[], vec![el(name, &[], vec![el("b", &[], vec![text(&word)])])]));
    }
    body.push(el("h2", &[("id", "a")], vec![el("code", &[], vec![text(&word)]), text(" end")]));
    body.push(el("h3", &[("id", "b")], vec![text(&word)]));
    body.push(el("p", &[], vec![el("span", &[("class", "missing-image")], vec![text(&word)])]));
    body.push(el("iframe", &[("src", &word)], vec![text(&word)]));
    body.push(el("figure", &[], vec![p("x"), el("figcaption", &[], vec![text(&word)])]));
    body.push(code(&[&word, &"words ".repeat(60)]));
    let mut nested = code(&[&word]);
    for _ in 0..12 {
        nested = el("ul", &[], vec![el("li", &[], vec![p("an item"), nested])]);
    }
    body.push(nested);
    for columns in [3, 9, 25, 45] {
        let cell = |n: usize| {
            let words = ["code::path::Name", "some words", "a-long-hyphenated-word"][n % 3];
            el("td", &[], vec![text(words)])
        };
        body.push(el("table", &[], vec![el("tr", &[], (0..columns).map(cell).collect())]));
    }
    body
}

#[test]
fn nothing_leaves_the_margins_of_any_paper() {
    let mut manuscript = book(vec![
        Item::Part(format!("Part {}", "p".repeat(100))),
        chapter(&[1], &format!("Chapter {}", "c".repeat(100)), too_long()),
    ]);
    let word = "t".repeat(120);
    manuscript.info.title = format!("A title with {word}");
    manuscript.info.subtitle = Some(word.clone());
    manuscript.info.authors = vec!["An Author".to_owned(), word.clone()];
    manuscript.info.description = Some(word.clone());
    manuscript.info.rights = Some(word.clone());
    manuscript.info.repository = Some(format!("https://example.org/{word}"));
    for paper in [Paper::A4, Paper::Letter, Paper::A5, Paper::Screen] {
        for two_sided in [false, true] {
            let press = press(Options { paper, two_sided, ..Options::default() });
            let (document, _) = laid_out(&press, &manuscript);
            assert_within(&document, &Sheet::new(paper, two_sided), two_sided);
        }
    }
}

fn assert_within(document: &PagedDocument, sheet: &Sheet, two_sided: bool) {
    for (index, page) in document.pages().iter().enumerate() {
        let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
        let (left, right) = match two_sided && index % 2 == 1 {
            true => (sheet.outside, sheet.inside),
            false => (sheet.inside, sheet.outside),
        };
        let room = f64::from(left) - HANG..=width - f64::from(right) + HANG;
        for Run { x, y, width, words } in runs(&page.frame) {
            // Where a line is turned, spaces lie in the margin.
            let end = x + width * words.trim_end().len() as f64 / words.len().max(1) as f64;
            let inside = room.contains(&x) && room.contains(&end) && (0.0..height).contains(&y);
            assert!(
                inside || words.trim().is_empty(),
                "page {index}: {x} to {end}, {y}: {words}, {room:?}"
            );
        }
    }
}

#[test]
fn many_authors_and_a_long_title_have_room_on_one_page() {
    let mut manuscript = one(vec![p("words")]);
    manuscript.info.title = "A title that goes on and on, and then on ".repeat(4);
    manuscript.info.authors = (10..40).map(|n| format!("Author{n}")).collect();
    let (pages, _) = pages(&manuscript);
    assert!((10..40).all(|n| pages[0].contains(&format!("Author{n}"))), "{}", pages[0]);
}

#[test]
fn words_in_the_cells_of_a_table_in_a_table_are_whole() {
    let cell = |words: &str| el("td", &[], vec![text(words)]);
    let inner = vec![el("tr", &[], vec![cell("innermost"), cell("tables"), cell("standing")])];
    let long = cell(&"words that ask for room ".repeat(20));
    let row = el("tr", &[], vec![el("td", &[], vec![el("table", &[], inner)]), long]);
    let document = document(&one(vec![el("table", &[], vec![row])]));
    let runs = runs(&document.pages()[FRONT].frame);
    for word in ["innermost", "tables", "standing"] {
        assert!(runs.iter().any(|run| run.words == word), "{word}");
    }
}

#[test]
fn text_that_is_emphasised_twice_is_slanted() {
    let twice = el("em", &[], vec![el("i", &[], vec![text("twice")])]);
    let within = el("em", &[], vec![text("all "), el("em", &[], vec![text("but this")])]);
    let code = first_code(&one(vec![el("p", &[], vec![twice, within])]));
    assert!(
        code.contains(r#"p({emph({"twice";});emph({"all ";emph({"but this";});});})"#),
        "{code}"
    );
}

#[test]
fn the_words_of_all_lost_images_look_alike() {
    let of_the_manuscript = el("span", &[("class", "missing-image")], vec![text("not there")]);
    let code = first_code(&one(vec![el("p", &[], vec![of_the_manuscript])]));
    assert!(code.contains(r#"p({lost-image({"not there";});})"#), "{code}");
}
