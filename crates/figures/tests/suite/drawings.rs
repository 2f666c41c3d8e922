//! What is drawn: well-formed, fit for Markdown, the same each time, and nothing on top of text.

use crate::programs::{description, figure, record};
use crate::texts;
use bindery_figures::Figure;
use roxmltree::{Document, Node};

const PROGRAMS: [&str; 6] =
    ["one_after_another", "in_threads", "in_turns", "one_lock", "wakes", "pool"];

/// The figures of all programs, with a lane a task and with a lane a thread.
fn all() -> Vec<Figure> {
    let figures = PROGRAMS.map(|name| {
        let trace = record(name);
        ["", "lanes = \"threads\""]
            .map(|more| Figure::of_run(name, description(more), trace.clone()))
    });
    figures.into_iter().flatten().collect()
}

#[test]
fn a_figure_can_stand_in_markdown_and_in_xhtml() {
    for figure in all() {
        let svg = figure.svg();
        Document::parse(&svg).unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        for line in svg.lines() {
            assert!(line.starts_with('<'), "{line:?}");
            assert_eq!(line, line.trim_end());
        }
        for forbidden in ["<script", "<style", "foreignObject", "url(", "href", "NaN", "inf"] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn the_same_trace_is_the_same_bytes() {
    let trace = record("wakes");
    let draw = || Figure::of_run("wakes", description(""), trace.clone()).svg();
    assert_eq!(draw(), draw());
    let read = bindery_figures::Trace::parse(&trace.to_jsonl(), "f".as_ref()).unwrap();
    assert_eq!(Figure::of_run("wakes", description(""), read).svg(), draw());
}

#[test]
fn attributes_are_sorted_and_numbers_short() {
    for figure in all() {
        let svg = figure.svg();
        for node in Document::parse(&svg).unwrap().descendants().filter(Node::is_element) {
            let names: Vec<&str> = node.attributes().map(|attr| attr.name()).collect();
            assert!(names.is_sorted(), "{names:?}");
            for (_, value) in numbers(node) {
                let decimals = value.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                assert!(decimals <= 1, "{value}");
            }
        }
    }
}

/// The attributes of `node` that are coordinates or lengths.
fn numbers<'a>(node: Node<'a, '_>) -> impl Iterator<Item = (&'a str, &'a str)> {
    const NAMES: [&str; 7] = ["x", "y", "width", "height", "cx", "cy", "r"];
    let all = node.attributes().map(|attr| (attr.name(), attr.value()));
    all.filter(|(name, _)| NAMES.contains(name))
}

#[test]
fn a_screen_reader_gets_the_title_and_the_words() {
    let figure = figure("wakes", "");
    let svg = figure.svg();
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    assert_eq!(root.attribute("aria-labelledby"), Some("wakes-title wakes-desc"));
    let text = |id: &str| {
        let node = document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
        node.text().unwrap().to_owned()
    };
    assert_eq!(text("wakes-title"), "A run");
    assert_eq!(text("wakes-desc"), figure.alt().replace('\u{a0}', " "));
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert!(ids.iter().all(|id| id.starts_with("wakes-")), "{ids:?}");
}

#[test]
fn the_words_say_what_the_run_did() {
    let alt = figure("one_after_another", "").alt();
    assert!(alt.starts_with("Timeline of three tasks, A, B and C, on one thread; "), "{alt}");
    assert!(alt.contains(" One task runs at a time, and while it waits no other one runs. "));
    assert!(alt.contains(" in two turns, waits for "), "{alt}");
    let alt = figure("in_threads", "").alt();
    assert!(alt.contains(" on three threads; "), "{alt}");
    assert!(alt.contains(" Tasks run at the same time. "), "{alt}");
    let alt = figure("in_turns", "").alt();
    assert!(alt.contains(" One task runs at a time. "), "{alt}");
    let alt = figure("wakes", "names = { consumer = \"reader\" }").alt();
    assert!(alt.contains(" One task runs at a time, also while others wait. "), "{alt}");
    assert!(alt.contains("reader, from 0\u{a0}ms") && alt.contains("; it is cut short."), "{alt}");
    let alt = figure("pool", "").alt();
    assert!(alt.contains(" Each task runs for "), "{alt}");
}

#[test]
fn lanes_are_tasks_or_threads() {
    let trace = record("in_threads");
    let names = |more: &str| -> Vec<String> {
        let svg = Figure::of_run("f", description(more), trace.clone()).svg();
        let document = Document::parse(&svg).unwrap();
        let names =
            document.descendants().filter(|node| node.attribute("class") == Some("fig-name"));
        let mut names: Vec<String> = names.map(|node| node.text().unwrap().to_owned()).collect();
        // Which thread comes first is chance.
        names.sort();
        names
    };
    assert_eq!(names(""), ["A", "B", "C"]);
    assert_eq!(names("lanes = \"threads\""), ["worker A", "worker B", "worker C"]);
    assert_eq!(names("names = { B = \"bee\" }"), ["A", "C", "bee"]);
}

#[test]
fn a_box_is_as_long_as_its_time() {
    let figure = figure("one_after_another", "");
    let svg = figure.svg();
    let document = Document::parse(&svg).unwrap();
    let runs = document.descendants().filter(|node| node.attribute("class") == Some("fig-run"));
    let widths = runs.filter(|node| {
        node.parent().is_some_and(|lane| lane.attribute("class") == Some("fig-lane"))
    });
    let width = |group: Node<'_, '_>| -> f64 {
        let rect = group.children().find(|node| node.has_tag_name("rect")).unwrap();
        rect.attribute("width").unwrap().parse().unwrap()
    };
    let drawn: f64 = widths.map(width).sum();
    let summary = figure.summary().unwrap();
    let ran: u64 = summary.tasks.values().map(|task| task.run_us).sum();
    // The lanes begin behind the names, which are one letter here.
    let lane = 600.0 - 10.0 - 24.0;
    let expected = lane * ran as f64 / summary.total_us as f64;
    assert!((drawn - expected).abs() < 3.0, "{drawn} pixels, not {expected}");
}

#[test]
fn the_key_explains_what_is_drawn_and_no_more() {
    let key = |name: &str, more: &str| -> Vec<String> {
        let svg = figure(name, more).svg();
        let document = Document::parse(&svg).unwrap();
        let mut all = document.descendants();
        let key = all.find(|node| node.attribute("class") == Some("fig-key")).unwrap();
        let texts = key.children().filter(|node| node.has_tag_name("text"));
        texts.map(|node| node.text().unwrap().to_owned()).collect()
    };
    assert_eq!(key("one_after_another", ""), ["runs", "waits (timer)", "ready, does not run"]);
    assert_eq!(key("in_turns", ""), ["runs", "ready, does not run"]);
    assert_eq!(key("wakes", ""), ["runs", "waits", "ready, does not run", "wakes"]);
    // Each task has its name in a box.
    assert_eq!(key("in_threads", "lanes = \"threads\""), ["waits"]);
    let long = "lanes = \"threads\"\nnames = { A = \"a name that fits into no box of this figure, so long is it\" }";
    assert_eq!(key("in_turns", long)[1..], ["B", "C"]);
}

#[test]
fn no_text_runs_into_another_or_over_the_edge() {
    for figure in all() {
        texts::check(&figure.svg());
    }
}
