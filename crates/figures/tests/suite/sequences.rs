//! Sequences and run queues of real runs: what is drawn is what happened.

use crate::texts;
use std::path::Path;

use crate::programs::{description, record};
use bindery_figures::{Figure, RunDescription};
use roxmltree::Document;

fn sequence(rules: &str) -> RunDescription {
    let mut description = description(&format!("[sequence]\n{rules}"));
    description.kind = bindery_figures::Kind::Sequence;
    description
}

/// A figure of an example: its run was recorded once and has no chance in it.
fn example(id: &str) -> Figure {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples");
    bindery_figures::load(&folder, id).unwrap()
}

/// The texts of the elements of a class, in order.
fn texts_of(figure: &Figure, class: &str) -> Vec<String> {
    let svg = figure.svg();
    let document = Document::parse(&svg).unwrap();
    let groups = document.descendants().filter(|node| node.attribute("class") == Some(class));
    let texts =
        groups.flat_map(|group| group.descendants().filter(|node| node.has_tag_name("text")));
    texts.map(|node| node.text().unwrap().to_owned()).collect()
}

#[test]
fn only_messages_are_drawn_unless_somebody_polls_and_wakes() {
    let trace = record("one_wake");
    let of = |rules: &str| Figure::of_run("f", sequence(rules), trace.clone());
    let said = |rules: &str| texts_of(&of(rules), "fig-message");
    assert_eq!(said("").len(), trace.messages.len());
    let all = said("executor = \"executor\"\nwaker = \"reactor\"");
    assert_eq!(all.iter().filter(|it| *it == "poll").count(), 2);
    assert_eq!(all.iter().filter(|it| *it == "wake").count(), 1);
    assert_eq!((all[0].as_str(), all.last().unwrap().as_str()), ("poll", "Ready"));
    assert_eq!(said("range = [2, 3]"), ["WouldBlock", "wake me when readable"]);
    let two = of("lifelines = [\"kernel\", \"task\"]");
    assert_eq!(texts_of(&two, "fig-lifelines"), ["kernel", "task"]);
    assert_eq!(texts_of(&two, "fig-message"), ["read", "WouldBlock", "read", "5 bytes"]);
}

#[test]
fn a_pause_is_told() {
    let figure = example("one-wake");
    let pauses = texts_of(&figure, "fig-pause");
    assert!(pauses.len() == 1 && pauses[0].ends_with(" ms later"), "{pauses:?}");
    assert!(
        figure.alt().contains("after 30\u{a0}ms, peer to kernel: 5 bytes."),
        "{}",
        figure.alt()
    );
}

#[test]
fn a_task_that_wakes_another_says_so_itself() {
    let figure = Figure::of_run("f", sequence(""), record("wakes"));
    assert!(figure.alt().contains("1. producer to consumer: wake."), "{}", figure.alt());
    texts::check(&figure.svg());
}

#[test]
fn names_that_are_long_or_many_stay_apart() {
    let rules = "lifelines = [\"peer\", \"kernel\", \"reactor\", \"executor\", \"task\"]\n\
                 executor = \"executor\"\nwaker = \"reactor\"\n";
    let mut description = sequence(rules);
    for (name, long) in
        [("kernel", "operating system"), ("executor", "the executor"), ("task", "poem 1")]
    {
        description.names.insert(name.to_owned(), long.to_owned());
    }
    let mut trace = record("one_wake");
    let sent = trace.messages.iter_mut().find(|message| message.from == "peer").unwrap();
    sent.what = "as many bytes as a line of the poem has".to_owned();
    let figure = Figure::of_run("f", description, trace);
    texts::check(&figure.svg());
    assert_eq!(texts_of(&figure, "fig-lifelines")[1], "operating system");
}

#[test]
fn the_queue_has_as_many_places_as_tasks_wait() {
    let figure = example("turns");
    let names: Vec<String> = texts::of(&figure.svg()).into_iter().map(|text| text.words).collect();
    assert_eq!(names[..3], ["runs", "next", "2."]);
    assert!(
        figure.alt().contains("At most two tasks are ready and do not run"),
        "{}",
        figure.alt()
    );
}

#[test]
fn who_was_ready_first_is_next() {
    let svg = example("turns").svg();
    let titles: Vec<&str> = svg.lines().filter_map(|line| line.strip_prefix("<title>")).collect();
    let first = |start: &str| titles.iter().find(|title| title.starts_with(start)).unwrap();
    assert!(first("B is ready and the next").contains(" 0 ms to"), "{titles:?}");
    assert!(first("C is ready, with one before it").contains(" 0 ms to"), "{titles:?}");
}

#[test]
fn a_sequence_of_nothing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = "listing = \"a/b\"\nkind = \"sequence\"\ntitle = \"Nothing\"\n";
    std::fs::write(folder.path().join("f.toml"), text).unwrap();
    std::fs::write(folder.path().join("f.jsonl"), record("in_turns").to_jsonl()).unwrap();
    let error = bindery_figures::load(folder.path(), "f").unwrap_err();
    assert_eq!(error.message, "the run has no message that the figure shows");
}
