//! A program that a test records: the test program itself, in a process of its own.

#![allow(dead_code, reason = "each test program uses some of them")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use serde_json::Value;

/// Runs the test `child` of this file in a process of its own, with `TRACE` set to a new file.
/// Returns how it ended and the lines of the file.
pub fn record(child: &str) -> (ExitStatus, Vec<Value>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trace.jsonl");
    let status = run(child, Some(file.clone()));
    let text = fs::read_to_string(file).unwrap();
    assert!(text.ends_with('\n'), "the last line is not whole: {text}");
    (status, text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

pub fn run(child: &str, trace: Option<PathBuf>) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", child]).env_remove("TRACE");
    if let Some(file) = trace {
        command.env("TRACE", file);
    }
    command.output().unwrap().status
}

/// The events of `lines` as `name event`, with what is waited for.
pub fn events(lines: &[Value]) -> Vec<String> {
    let text = |line: &Value, key: &str| match line.get(key) {
        Some(value) => format!(" {}", value.as_str().unwrap()),
        None => String::new(),
    };
    lines[1..]
        .iter()
        .map(|line| {
            let all = ["name", "event", "on", "what"].map(|key| text(line, key));
            all.concat().trim_start().to_owned()
        })
        .collect()
}

/// The events of one task, without its name.
pub fn of(name: &str, lines: &[Value]) -> Vec<String> {
    let prefix = format!("{name} ");
    let events = events(lines).into_iter();
    events.filter_map(|event| event.strip_prefix(&prefix).map(str::to_owned)).collect()
}
