//! What ends up in the file: each test runs a real child process, which is this program again.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod child;

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Barrier};
use std::thread;

use child::{events, record, run};
use serde_json::Value;
use trace::{Task, Wait};

#[test]
fn each_call_is_a_line_with_its_place() {
    let (status, lines) = record("child_one_task");
    assert!(status.success());
    assert_eq!(lines[0]["trace"], 2);
    assert!(lines[0]["program"].as_str().unwrap().starts_with("recording"));
    assert_eq!(
        events(&lines),
        [
            "A begin",
            "A run",
            "A wait socket poem 1",
            "A ready",
            "A poll",
            "A wait timer",
            "A wake",
            "A run",
            "A wait lock list",
            "A run",
            "A wait task B",
            "A run",
            "A end",
        ]
    );
    // The calls stand on lines of their own, one after the other.
    let first = lines[1]["line"].as_u64().unwrap();
    for (line, seq) in lines[1..].iter().zip(0..) {
        assert_eq!(line["seq"], seq);
        assert_eq!(line["line"], first + seq);
        assert!(line["file"].as_str().unwrap().ends_with("recording.rs"));
        assert_eq!((&line["thread"], &line["task"]), (&0.into(), &1.into()));
    }
}

#[test]
fn a_message_names_both_sides_and_no_task() {
    let (status, lines) = record("child_messages");
    assert!(status.success());
    let fields = |line: &Value| -> Vec<String> {
        let names = ["seq", "event", "from", "to", "what", "task", "name"];
        names.map(|name| line[name].to_string()).into()
    };
    let said = |seq: u32, from: &str, to: &str, what: &str| -> Vec<String> {
        let quoted = |text: &str| format!("\"{text}\"");
        let seq = seq.to_string();
        let names = [quoted("message"), quoted(from), quoted(to), quoted(what)];
        [seq].into_iter().chain(names).chain(["null", "null"].map(str::to_owned)).collect()
    };
    assert_eq!(fields(&lines[1]), said(0, "reactor", "kernel", "poll(2)"));
    assert_eq!(lines[2]["event"], "begin");
    assert_eq!(fields(&lines[3]), said(2, "kernel", "reactor", "4 is readable"));
    let place = |line: &Value| line["line"].as_u64().unwrap();
    assert_eq!(place(&lines[3]), place(&lines[1]) + 2);
    assert!(lines[3]["file"].as_str().unwrap().ends_with("recording.rs"));
}

#[test]
#[ignore = "a program that another test records"]
fn child_messages() {
    trace::message("reactor", "kernel", "poll(2)");
    let _task = Task::begin("A");
    trace::message("kernel", "reactor", format_args!("{} is readable", 4));
}

#[test]
#[ignore = "run by `each_call_is_a_line_with_its_place`"]
fn child_one_task() {
    let task = Task::begin("A");
    task.run();
    task.wait(Wait::Socket("poem 1"));
    task.ready();
    task.polled();
    task.wait(Wait::Timer);
    task.wake();
    task.run();
    task.wait(Wait::Lock("list"));
    task.run();
    task.wait(Wait::Task("B"));
    task.run();
    task.end();
}

const THREADS: usize = 8;
const ROUNDS: usize = 200;

#[test]
fn threads_at_once_write_whole_lines_in_order() {
    let (status, lines) = record("child_threads");
    assert!(status.success());
    let events = &lines[1..];
    assert_eq!(events.len(), THREADS * (2 * ROUNDS + 2));
    for (line, seq) in events.iter().zip(0..) {
        assert_eq!(line["seq"], seq);
    }
    let times: Vec<u64> = events.iter().map(|line| line["us"].as_u64().unwrap()).collect();
    assert!(times.is_sorted());
    for name in (0..THREADS).map(|number| format!("task {number}")) {
        let own: Vec<_> = events.iter().filter(|line| line["name"] == name.as_str()).collect();
        assert_eq!(own.len(), 2 * ROUNDS + 2);
        assert!(own.iter().all(|line| line["task"] == own[0]["task"]));
        assert!(own.iter().all(|line| line["thread"] == own[0]["thread"]));
        assert!(own.iter().all(|line| line["thread_name"] == name.replace("task", "thread")));
        assert_eq!((&own[0]["event"], &own[1]["event"]), (&"begin".into(), &"run".into()));
        assert_eq!(own.last().unwrap()["event"], "end");
    }
}

#[test]
#[ignore = "run by `threads_at_once_write_whole_lines_in_order`"]
fn child_threads() {
    let start = Arc::new(Barrier::new(THREADS));
    let threads = (0..THREADS).map(|number| {
        let start = Arc::clone(&start);
        let body = move || {
            start.wait();
            let task = Task::begin(format_args!("task {number}"));
            for _ in 0..ROUNDS {
                task.run();
                task.wait(Wait::Timer);
            }
            task.end();
        };
        thread::Builder::new().name(format!("thread {number}")).spawn(body).unwrap()
    });
    for thread in threads.collect::<Vec<_>>() {
        thread.join().unwrap();
    }
}

#[test]
fn a_task_that_is_cut_short_is_dropped() {
    let (status, lines) = record("child_panics");
    assert!(!status.success());
    assert_eq!(events(&lines), ["A begin", "A run", "B begin", "B end", "A drop"]);
    assert_eq!(lines[5].get("line"), None);
}

#[test]
#[ignore = "run by `a_task_that_is_cut_short_is_dropped`"]
fn child_panics() {
    let a = Task::begin("A");
    let other = a.clone();
    drop(other);
    a.run();
    let b = Task::begin("B");
    b.end();
    panic!("as the test expects");
}

#[test]
fn what_happened_before_an_exit_is_there() {
    let (status, lines) = record("child_exits");
    assert_eq!(status.code(), Some(7));
    assert_eq!(events(&lines), ["A begin", "A run"]);
}

#[test]
#[ignore = "run by `what_happened_before_an_exit_is_there`"]
fn child_exits() {
    let task = Task::begin("A");
    task.run();
    std::process::exit(7);
}

#[test]
fn what_happened_before_an_abort_is_there() {
    let (status, lines) = record("child_aborts");
    assert!(!status.success());
    assert_eq!(events(&lines), ["A begin", "A run"]);
}

#[test]
#[ignore = "run by `what_happened_before_an_abort_is_there`"]
fn child_aborts() {
    let task = Task::begin("A");
    task.run();
    std::process::abort();
}

#[test]
fn any_name_is_kept() {
    let (_, lines) = record("child_odd_name");
    assert_eq!(lines[1]["name"], ODD);
    assert_eq!(lines[2]["what"], ODD);
}

const ODD: &str = "\"a\\b\"\n\t\u{1}\u{7f} λ → 🦀";

#[test]
#[ignore = "run by `any_name_is_kept`"]
fn child_odd_name() {
    Task::begin(ODD).wait(Wait::Socket(ODD));
}

/// Off: `begin` doesn't even ask for the name.
struct NeverAsked;

impl std::fmt::Display for NeverAsked {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        panic!("a name was made though nothing is recorded")
    }
}

#[test]
fn the_program_runs_on_when_nothing_can_be_recorded() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run("child_unrecorded", None).success());
    assert!(run("child_unrecorded", Some(PathBuf::new())).success());
    assert!(run("child_unrecorded", Some(folder.path().join("no/such/folder"))).success());
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

#[test]
#[ignore = "run by `the_program_runs_on_when_nothing_can_be_recorded`"]
fn child_unrecorded() {
    let task = Task::begin(NeverAsked);
    task.run();
    task.wait(Wait::Task("B"));
    task.end();
}

/// No line can be written to this file.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_ends_the_recording_only() {
    assert!(run("child_one_task", Some(PathBuf::from("/dev/full"))).success());
}
