//! Traces of real runs: their shapes, their numbers, and what is kept of them.

use crate::programs::{description, figure, record};
use bindery_figures::{
    Description, Event, EventKind, Figure, Kind, Recording, Shape, Trace, shape,
};

/// The differences between the shapes of two runs, less what `loose` names.
fn differences(old: &Trace, new: &Trace, loose: &str) -> Vec<String> {
    let description = description(&format!("[shape]\nloose = [{loose}]"));
    shape(old, &description).differences(&shape(new, &description))
}

/// The differences in a figure that shows what is said.
fn told(old: &Trace, new: &Trace, loose: &str) -> Vec<String> {
    let mut description = description(&format!("[shape]\nloose = [{loose}]"));
    description.kind = Kind::Sequence;
    shape(old, &description).differences(&shape(new, &description))
}

#[test]
fn a_second_run_has_the_same_shape() {
    for name in ["one_after_another", "in_threads", "in_turns", "one_lock", "wakes", "one_wake"] {
        assert_eq!(differences(&record(name), &record(name), ""), [""; 0], "{name}");
    }
}

#[test]
fn a_second_run_of_a_pool_has_the_same_shape_but_for_chance() {
    let loose = r#""threads", "overlaps""#;
    assert_eq!(differences(&record("pool"), &record("pool"), loose), [""; 0]);
}

#[test]
fn a_shape_says_what_a_program_does() {
    let shape = shape(&record("in_turns"), &description("names = { A = \"ant\" }"));
    assert_eq!(
        shape.to_string(),
        "B: ready, run, ready, run, ready, run, ready, run, end\n\
         C: ready, run, ready, run, ready, run, ready, run, end\n\
         ant: ready, run, ready, run, ready, run, ready, run, end\n\
         one thread: B, C, ant; in the order ant B C ant B C ant B C ant B C\n"
    );
}

#[test]
fn a_task_that_does_something_else_is_a_difference() {
    let old = record("wakes");
    let mut new = old.clone();
    new.events.iter_mut().for_each(|event| {
        if event.what.as_deref() == Some("channel") {
            event.what = Some("pipe".to_owned());
        }
    });
    let found = differences(&old, &new, "");
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("consumer was: ready, run, wait for socket channel, ready, run"));
    assert!(found[0].contains("and is now: ready, run, wait for socket pipe, ready, run"));
    assert_eq!(
        differences(&record("in_turns"), &record("wakes"), "")[..2],
        ["there is no task A any more", "there is no task B any more"]
    );
}

#[test]
fn more_turns_are_a_difference_unless_they_are_loose() {
    let old = record("in_turns");
    let mut new = old.clone();
    // Without the last turn of each task: its `ready` and the `poll` after it.
    for name in ["A", "B", "C"] {
        let mut turns: Vec<usize> =
            (0..new.events.len()).filter(|index| new.events[*index].name == name).collect();
        turns.truncate(turns.len() - 1);
        for index in turns.split_off(turns.len() - 2).into_iter().rev() {
            new.events.remove(index);
        }
    }
    assert_eq!(differences(&old, &new, "").len(), 3);
    assert_eq!(differences(&old, &new, "\"repeats\""), [""; 0]);
}

#[test]
fn another_order_on_a_thread_is_a_difference_unless_it_is_loose() {
    let old = record("one_after_another");
    // B is done first, then A.
    let mut new = old.clone();
    let place = |event: &Event| match (event.event, event.name.as_str()) {
        (EventKind::Begin, _) => 0,
        (_, "B") => 1,
        (_, "A") => 2,
        _ => 3,
    };
    new.events.sort_by_key(place);
    renumber(&mut new);
    assert_eq!(
        differences(&old, &new, ""),
        ["the order on the thread of A, B, C was: A A B B C C; and is now: B B A A C C"]
    );
    assert_eq!(differences(&old, &new, "\"order\""), [""; 0]);
}

#[test]
fn waiting_together_counts_in_any_order() {
    let old = record("waits_together");
    let mut new = old.clone();
    // One task after another: the same states, the same thread.
    new.events.sort_by_key(|event| (event.event != EventKind::Begin, event.name.clone()));
    renumber(&mut new);
    assert_eq!(
        differences(&old, &new, "\"order\""),
        [
            "no longer: one task runs while another one waits",
            "no longer: two tasks wait at the same time"
        ]
    );
}

/// Gives events the numbers and the order in time that they stand in.
fn renumber(trace: &mut Trace) {
    for (seq, event) in (0..).zip(&mut trace.events) {
        (event.seq, event.us) = (seq, seq * 1000);
    }
}

#[test]
fn threads_that_take_turns_are_a_difference() {
    let old = record("in_threads");
    let mut new = old.clone();
    new.events.sort_by_key(|event| event.name.clone());
    renumber(&mut new);
    let found = differences(&old, &new, "");
    assert_eq!(found.len(), 6, "{found:?}");
    assert!(found.contains(&"no longer: A and B run at the same time".to_owned()));
    assert_eq!(differences(&old, &new, "\"overlaps\""), [""; 0]);
    assert!(differences(&new, &old, "").contains(&"new: A and B run at the same time".to_owned()));
}

#[test]
fn one_thread_for_tasks_that_had_their_own_is_a_difference() {
    let old = record("in_threads");
    let mut new = old.clone();
    new.events.sort_by_key(|event| event.name.clone());
    new.events.iter_mut().for_each(|event| event.thread = 0);
    renumber(&mut new);
    assert!(
        differences(&old, &new, "").contains(&"A, B, C now have a thread to themselves".to_owned())
    );
    assert_eq!(differences(&old, &new, "\"threads\", \"overlaps\""), [""; 0]);
}

#[test]
fn a_poll_that_changes_nothing_is_no_difference() {
    let old = record("in_turns");
    let mut new = old.clone();
    let poll = new.events.iter().position(|event| event.event == EventKind::Poll).unwrap();
    new.events.insert(poll, new.events[poll].clone());
    renumber(&mut new);
    assert_eq!(differences(&old, &new, ""), [""; 0]);
}

/// The player's line goes from the first event to the last, and so must the axis.
#[test]
fn what_is_said_after_the_last_event_makes_no_timeline_longer() {
    let old = record("one_wake");
    let mut new = old.clone();
    let last = new.messages.last_mut().unwrap();
    last.us = old.total_us() + 1_000_000;
    let drawn = |trace: &Trace| Figure::of_run("run", description(""), trace.clone()).svg();
    assert_eq!(drawn(&new), drawn(&old));
}

#[test]
fn another_message_is_a_difference() {
    let old = record("one_wake");
    let mut new = old.clone();
    new.messages[2].what = "closed".to_owned();
    assert_eq!(differences(&old, &new, ""), [""; 0], "a timeline shows no messages");
    assert_eq!(
        told(&old, &new, ""),
        ["message 3 was: task to reactor: wake me when readable; \
          and is now: task to reactor: closed"]
    );
    let last = new.messages.pop().unwrap();
    let was =
        format!("message {} was: {} to {}: {}", old.messages.len(), last.from, last.to, last.what);
    new.messages[2].what.clone_from(&old.messages[2].what);
    assert_eq!(told(&old, &new, ""), [format!("{was}; and is now: nothing")]);
    let mut swapped = old.clone();
    swapped.messages.swap(0, 1);
    assert_eq!(told(&old, &swapped, "").len(), 1);
    assert_eq!(told(&old, &swapped, "\"order\""), [""; 0]);
    let mut again = old.clone();
    again.messages.push(old.messages[0].clone());
    assert_eq!(told(&old, &again, "\"order\"").len(), 1);
    assert_eq!(told(&old, &again, "\"order\", \"repeats\""), [""; 0]);
}

#[test]
fn a_clock_is_no_difference() {
    for name in ["one_after_another", "in_threads", "wakes"] {
        let old = record(name);
        let mut slower = old.clone();
        slower.events.iter_mut().for_each(|event| event.us *= 3);
        assert_eq!(differences(&old, &slower, ""), [""; 0], "{name}");
    }
}

#[test]
fn what_is_kept_is_read_again_as_it_was() {
    let recording = Recording {
        recorded: "2026-11-22".to_owned(),
        rustc: "rustc 1.95.0".to_owned(),
        kernel: "Linux 6.1".to_owned(),
        machine: None,
    };
    let messages = record("one_wake").normalised(recording.clone()).unwrap();
    assert!(messages.messages.len() > 5);
    assert_eq!(Trace::parse(&messages.to_jsonl(), "f".as_ref()).unwrap(), messages);
    let kept = record("wakes").normalised(recording.clone()).unwrap();
    let text = kept.to_jsonl();
    assert!(text.starts_with("{\"trace\":2,\"program\":\"suite-"), "{text}");
    assert!(text.contains("\"recorded\":\"2026-11-22\",\"rustc\":\"rustc 1.95.0\""), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let description = "listing = \"a/b\"\nkind = \"timeline\"\ntitle = \"Who wakes whom\"\n";
    std::fs::write(folder.path().join("wakes.toml"), description).unwrap();
    std::fs::write(folder.path().join("wakes.jsonl"), &text).unwrap();
    let figure = bindery_figures::load(folder.path(), "wakes").unwrap();
    assert_eq!(*figure.trace().unwrap(), kept);
    assert_eq!(figure.recording(), Some(&recording));
    assert_eq!(figure.title(), "Who wakes whom");
}

#[test]
fn what_is_missing_or_misspelt_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let load = || bindery_figures::load(folder.path(), "f").unwrap_err();
    assert!(load().message.starts_with("there is no figure `f`"));
    let file = folder.path().join("f.toml");
    std::fs::write(&file, "listing = \"a/b\"\nkind = \"timelin\"\ntitle = \"\"\n").unwrap();
    let error = load();
    assert_eq!(error.place.unwrap().line, Some(2));
    assert!(error.message.contains("timelin"), "{}", error.message);
    std::fs::write(&file, "listing = \"a/b\"\nkind = \"timeline\"\ntitle = \"\"\n").unwrap();
    let error = load();
    assert!(error.message.starts_with("the trace can't be read"), "{}", error.message);
    assert_eq!(error.hint.unwrap(), "`bindery record` runs the listing and writes it");
    assert!(Description::load(folder.path(), "f").is_ok());
}

#[test]
fn the_numbers_of_a_run_add_up() {
    let figure = figure("one_after_another", "");
    let summary = figure.summary().unwrap();
    assert_eq!((summary.threads, summary.tasks.len()), (1, 3));
    for task in summary.tasks.values() {
        assert_eq!(task.run_us + task.wait_us + task.ready_us, task.end_us - task.begin_us);
        // Slower than it computes and sleeps is possible; faster is not.
        assert!(task.run_us >= 20_000 && task.wait_us >= 20_000);
    }
    let running: u64 = summary.tasks.values().map(|task| task.run_us + task.wait_us).sum();
    assert!(running <= summary.total_us);
    let values = summary.values();
    assert!(values["total"].ends_with("\u{a0}ms"), "{}", values["total"]);
    assert_eq!(values["tasks"], "3");
    assert_eq!(values.len(), 3 + 3 + 3 * 5);
    // The sum over the tasks is more than each of them.
    let ms = |key: &str| values[key].split('\u{a0}').next().and_then(|n| n.parse::<f64>().ok());
    assert!(summary.tasks.keys().all(|task| ms("run") > ms(&format!("{task}.run"))), "{values:?}");
}

#[test]
fn shapes_are_equal_when_traces_are() {
    let trace = record("wakes");
    let of = |trace: &Trace| -> Shape { shape(trace, &description("")) };
    assert_eq!(of(&trace), of(&trace.clone()));
    assert_ne!(of(&trace), of(&record("in_turns")));
}

#[test]
fn frames_are_moments_of_the_run() {
    let figure = figure("in_turns", "frames = [\"C end\", \"A run\", \"B run 2\"]");
    let frames = figure.frames();
    let steps: Vec<_> = frames.iter().map(|it| (it.number, it.happens.as_str())).collect();
    assert_eq!(steps.len(), 3);
    assert!(steps[0].1.starts_with("A runs"), "{steps:?}");
    assert!(steps[1].1.contains("B runs"), "{steps:?}");
    assert_eq!((steps[2].0, steps[2].1), (3, "C ends"));
    assert_eq!(frames[1].runs, ["B"]);
    assert_eq!(frames[1].ready, ["A", "C"]);
    assert!(frames[2].runs.is_empty() && frames[2].ready.is_empty(), "{frames:?}");
    let svg = figure.svg();
    assert_eq!(svg.matches("<circle").count(), 3, "{svg}");
}

#[test]
fn a_tokio_program_is_recorded_and_drawn() {
    let trace = record("tokio_tasks");
    let of = |name: &str| -> Vec<String> {
        let own = trace.events.iter().filter(|event| event.name == name);
        own.map(|event| match (&event.event, &event.what) {
            (kind, Some(what)) => format!("{kind:?} {what}"),
            (kind, None) => format!("{kind:?}"),
        })
        .collect()
    };
    assert_eq!(of("sleeper"), ["Begin", "Poll", "Wait", "Drop"]);
    let server = of("server");
    // It may be accepted in one poll or in two.
    assert_eq!(server[..2], ["Begin", "Poll"], "{server:?}");
    assert!(server.ends_with(&["Wait", "Wake", "Poll", "End"].map(str::to_owned)), "{server:?}");
    let client = of("client");
    let reads = ["Wait read", "Wake", "Poll", "End"].map(str::to_owned);
    assert!(client.ends_with(&reads), "{client:?}");
    for yields in [["Wait wake-up", "Wake", "Poll"], ["Wake", "Ready", "Poll"]] {
        assert!(client.windows(3).any(|three| three == yields), "{client:?}");
    }
    assert!(trace.events.iter().all(|event| match event.event {
        EventKind::Drop => event.file.is_none(),
        _ => event.file.as_deref().is_some_and(|file| file.ends_with("programs.rs")),
    }));
    let figure = Figure::of_run("tokio", description(""), trace);
    let alt = figure.alt();
    assert!(alt.contains("server, from") && alt.contains("sleeper, from"), "{alt}");
    assert!(alt.contains("it is cut short"), "{alt}");
    assert!(figure.svg().contains("sleeper waits (timer)"));
}
