//! What is recorded of parts.

use std::process::{Command, Stdio};
use std::{env, fs, process};

use super::*;
use crate::observed::Lane;

/// A part that gives way once.
async fn part<F: Future>(name: &str, future: F) -> F::Output {
    let lane = Lane::begin(name);
    let mut future = pin!(future);
    poll_fn(|cx| lane.poll_part(|| future.as_mut().poll(cx))).await
}

#[test]
#[ignore = "played by the test below"]
fn a_part_in_a_part() {
    block_on(part("outer", async {
        let mut polled = false;
        part(
            "inner",
            poll_fn(|cx| {
                cx.waker().wake_by_ref();
                if std::mem::replace(&mut polled, true) {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                }
            }),
        )
        .await;
    }));
}

#[test]
#[cfg_attr(miri, ignore = "there are no processes there")]
fn of_parts_in_parts_one_runs_at_a_time() {
    let file = format!("parts-{}.jsonl", process::id());
    let file = env::temp_dir().join(file);
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "tests::parts::a_part_in_a_part", "--ignored"])
        .env("TRACE", &file)
        .stdout(Stdio::null())
        .status();
    let recording = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    assert!(status.unwrap().success());
    let mut runs: Option<&str> = None;
    let mut names = Vec::new();
    for line in recording.lines().skip(1) {
        let field = |name: &str| {
            let (_, rest) = line.split_once(name).unwrap();
            rest.split('"').next().unwrap()
        };
        let (task, event) = (field("\"name\":\""), field("\"event\":\""));
        match event {
            "poll" | "run" => {
                assert_eq!(runs.replace(task), None, "{recording}");
                names.push(task);
            }
            "wait" | "ready" | "end" => {
                assert_eq!(runs.take(), Some(task), "{recording}");
            }
            _ => {}
        }
    }
    // A poll of all three, and back; and another one.
    let thread = names[0];
    let poll = [thread, "outer", "inner", "outer", thread];
    assert_eq!(names, poll.repeat(2));
}
