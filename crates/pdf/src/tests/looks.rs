//! What a page looks like: what stays together, what stays inside the margins, how far things are apart.

use super::*;
use bindery_manuscript::Math;
use std::collections::BTreeSet;

fn formula(tex: &str, display: bool) -> Node {
    Node::Math(Math { tex: tex.to_owned(), display, line: 3 })
}

/// The number of the page that has the words.
fn page_with(pages: &[String], words: &str) -> usize {
    let found = pages.iter().skip(FRONT).position(|page| page.contains(words));
    found.unwrap_or_else(|| panic!("`{words}` is missing in {pages:#?}"))
}

/// Asserts that two words stand on one page, wherever on the page the blocks come to stand.
fn assert_together(first: &str, second: &str, blocks: &dyn Fn() -> Vec<Node>) {
    let mut parted_from_filler = false;
    for lines in 44..64 {
        let mut body: Vec<Node> = (0..lines / 2).map(|n| p(&format!("filler{n}"))).collect();
        body.extend((0..lines % 2).map(|_| code(&["odd"])));
        let last = format!("filler{}", lines / 2 - 1);
        body.extend(blocks());
        let (pages, _) = pages(&one(body));
        let page = page_with(&pages, first);
        assert_eq!(page, page_with(&pages, second), "after {lines} lines: {pages:#?}");
        parted_from_filler |= page != page_with(&pages, &last);
    }
    assert!(parted_from_filler, "the foot of the page was never reached");
}

#[test]
fn a_formula_too_wide_stays_within_the_margins() {
    let sum = (0..60).map(|n| format!("a_{{{n}}}")).collect::<Vec<_>>().join(" + ");
    let fraction = format!(r"x = \frac{{{}}}{{2}}", vec!["a"; 90].join("+"));
    let rows = format!(r"\begin{{aligned}} p &= {sum} \\ q &= 8 \end{{aligned}}");
    let body = vec![
        formula(&sum, true),
        formula(&fraction, true),
        formula(&rows, true),
        el(
            "p",
            &[],
            vec![text("so "), formula(&fraction, false), text(" and "), formula(&sum, false)],
        ),
        el("ul", &[], vec![el("li", &[], vec![formula(&fraction, false)])]),
    ];
    let document = document(&one(body));
    let sheet = crate::paper::Sheet::new(crate::Paper::A4, false);
    let right_margin = f64::from(sheet.width - sheet.outside) + 4.0;
    for Run { x, width, words, .. } in document.pages().iter().flat_map(|page| runs(&page.frame)) {
        assert!(x >= f64::from(sheet.inside) - 4.0, "{x}: {words}");
        assert!(x + width <= right_margin, "{} of {right_margin}: {words}", x + width);
    }
}

#[test]
fn a_formula_is_made_smaller_a_little_or_broken() {
    let sum = |count| vec![r"\mathrm{abcde}"; count].join(" + ");
    // How wide its signs are, and on how many lines they stand.
    let set = |tex: &str| {
        let document = document(&one(vec![formula(tex, true)]));
        let runs = runs(&document.pages()[FRONT].frame);
        let signs: Vec<&Run> = runs.iter().filter(|run| run.words == "a").collect();
        let lines: BTreeSet<i64> = signs.iter().map(|run| run.y as i64).collect();
        (signs[0].width, lines.len())
    };
    let (whole, _) = set(&sum(1));
    assert_eq!(set(&sum(9)), (whole, 1), "it fits");
    let (size, lines) = set(&sum(12));
    assert!(size < whole && size > whole * 0.8 && lines == 1, "{size} of {whole}, {lines} lines");
    assert_eq!(set(&sum(18)), (whole, 2), "it goes on below");
}

#[test]
fn a_term_stays_with_its_meaning() {
    assert_together("the-term", "its-meaning", &|| {
        let term = el("dt", &[], vec![text("the-term")]);
        let meaning = el("dd", &[], vec![p(&"its-meaning is long. ".repeat(20))]);
        vec![el("dl", &[], vec![term, meaning])]
    });
}

#[test]
fn words_that_announce_a_list_or_a_table_stay_with_it() {
    let lead = || p("What comes after this is announced by these words:");
    assert_together("announced", "the-item", &|| {
        let item = el("li", &[], vec![text("the-item")]);
        vec![lead(), el("ul", &[], vec![item])]
    });
    assert_together("announced", "the-cell", &|| {
        let row = el("tr", &[], vec![el("td", &[], vec![text("the-cell")])]);
        vec![lead(), el("table", &[], vec![row])]
    });
}

#[test]
fn a_quotation_is_no_farther_than_a_line_from_the_text() {
    let body = vec![p("before"), el("blockquote", &[], vec![p("quoted")]), p("after")];
    let document = document(&one(body));
    let runs = runs(&document.pages()[FRONT].frame);
    let line = |words: &str| runs.iter().find(|run| run.words == words).map(|run| run.y).unwrap();
    let (above, below) = (line("quoted") - line("before"), line("after") - line("quoted"));
    assert!((18.0..27.0).contains(&above) && (18.0..27.0).contains(&below), "{above}, {below}");
}

#[test]
fn the_number_of_a_chapter_stands_clear_of_its_title() {
    let document = document(&one(vec![p("words")]));
    let runs = runs(&document.pages()[FRONT].frame);
    let line = |words: &str| runs.iter().find(|run| run.words == words).map(|run| run.y).unwrap();
    // Capitals of 31 points are some 20 high.
    let gap = line("Chapter") - line("1") - 20.0;
    assert!((14.0..24.0).contains(&gap), "{gap}");
}

#[test]
fn a_line_with_something_endless_is_not_drawn_out() {
    let line = |letters: usize| {
        let endless = el("code", &[], vec![text(&"x".repeat(letters))]);
        el("p", &[], vec![text("two words "), endless])
    };
    let document = document(&one(vec![line(3), line(90)]));
    let runs = runs(&document.pages()[FRONT].frame);
    let after_words: Vec<f64> = runs
        .windows(2)
        .filter(|pair| pair[0].words.starts_with("two"))
        .map(|pair| pair[1].x)
        .collect();
    assert_eq!(after_words.len(), 2);
    assert!((after_words[0] - after_words[1]).abs() < 0.5, "{after_words:?}");
}

#[test]
fn what_belongs_to_a_task_stands_below_its_words() {
    let tick = || el("input", &[("type", "checkbox")], vec![]);
    let inner = el("ul", &[], vec![el("li", &[], vec![tick(), text(" inner")])]);
    let outer = el("li", &[], vec![tick(), text(" outer"), inner, p("more")]);
    let plain = el("li", &[], vec![text("plain")]);
    let body = vec![el("ul", &[], vec![outer]), el("ul", &[], vec![plain])];
    let document = document(&one(body));
    let runs = runs(&document.pages()[FRONT].frame);
    let left = |words: &str| {
        let run = runs.iter().find(|run| run.words.trim() == words);
        run.unwrap_or_else(|| panic!("{words} is missing")).x
    };
    let boxes: Vec<f64> = runs.iter().filter(|run| run.words == "☐").map(|run| run.x).collect();
    assert_eq!(boxes.len(), 2);
    assert!((left("outer") - left("more")).abs() < 0.5);
    assert!(boxes[0] < left("outer") && (boxes[1] - left("outer")).abs() < 4.0, "{boxes:?}");
    assert!((boxes[0] - left("•")).abs() < 4.0, "the box stands where a list has its marks");
}

#[test]
fn a_box_for_warnings_has_a_bar_and_no_title() {
    let warning = el("div", &[("class", "warning")], vec![p("Mind the gap.")]);
    let code = first_code(&one(vec![warning]));
    assert!(code.contains("admonition(\"warning\", none, {\np("), "{code}");
}

#[test]
fn code_goes_from_the_left_to_the_right_in_text_that_does_not() {
    let call = el("code", &[], vec![text("main()")]);
    let line = el("p", &[("dir", "rtl")], vec![text("שלום "), call, text(" עולם")]);
    let document = document(&one(vec![line]));
    // What changes its direction is another run.
    let runs = runs(&document.pages()[FRONT].frame);
    let words: Vec<&str> = runs.iter().map(|run| run.words.as_str()).collect();
    assert!(words.contains(&"main()"), "{words:?}");
}

#[test]
fn an_aside_in_text_from_the_right_has_its_room_on_the_right() {
    let aside = |dir| {
        let aside = el("details", &[], vec![el("blockquote", &[], vec![p("שלום")])]);
        let document = document(&one(vec![el("div", &[("dir", dir)], vec![aside])]));
        let runs = runs(&document.pages()[FRONT].frame);
        let run = runs.into_iter().find(|run| run.words.contains("שלום")).unwrap();
        (run.x, run.x + run.width)
    };
    let sheet = crate::paper::Sheet::new(crate::Paper::A4, false);
    let (from_the_left, _) = aside("ltr");
    let (_, to_the_right) = aside("rtl");
    let room = from_the_left - f64::from(sheet.inside);
    assert!(room > 20.0, "{room}");
    let right = f64::from(sheet.width - sheet.outside) - to_the_right;
    assert!((right - room).abs() < 0.1, "{right} {room}");
}

#[test]
fn a_long_title_of_a_part_is_not_drawn_out() {
    let title = "The first part, whose title is so long that it takes several lines of its page";
    let document =
        document(&book(vec![Item::Part(title.to_owned()), chapter(&[1], "One", vec![])]));
    let sheet = crate::paper::Sheet::new(crate::Paper::A4, false);
    let runs = runs(&document.pages()[FRONT].frame);
    assert!(runs.len() > 2);
    for run in runs.iter().filter(|run| run.words != "1") {
        assert!(run.x > f64::from(sheet.inside) + 2.0, "{}: {}", run.x, run.words);
    }
}

#[test]
fn the_columns_of_the_index_end_together() {
    let term = |n: u8| format!("{}{n} term", char::from(b'a' + n % 26));
    let define = |n| el("p", &[], vec![el("dfn", &[], vec![text(&term(n))])]);
    let document = document(&one((0..130).map(define).collect()));
    let last = document.pages().last().unwrap();
    let lines = |right: bool| {
        let middle = last.frame.width().to_pt() / 2.0;
        let on_side = |run: &&Run| run.words.contains("term") && (run.x > middle) == right;
        runs(&last.frame).iter().filter(on_side).count()
    };
    let (left, right) = (lines(false), lines(true));
    assert!(left > 10 && left.abs_diff(right) <= 6, "{left} and {right}");
}

#[test]
fn no_page_of_the_index_has_but_two_lines() {
    let lines_on_the_last_page = |terms: usize| {
        let term = |n: usize| format!("{}{n} term", char::from(b'a' + (n % 26) as u8));
        let define = |n| el("p", &[], vec![el("dfn", &[], vec![text(&term(n))])]);
        let document = document(&one((0..terms).map(define).collect()));
        let last = runs(&document.pages().last().unwrap().frame);
        last.iter().filter(|run| run.words.contains("term")).count()
    };
    let counts: Vec<usize> = (130..230).step_by(4).map(lines_on_the_last_page).collect();
    assert!(counts.iter().all(|lines| *lines > 5), "{counts:?}");
}
