//! The stacks are those of the chapter's figure.

use std::num::NonZeroUsize;
use std::time::Duration;

use slow_server::Pace;
use time_limit::within;
use toml::{Table, Value};

use super::*;

const FIGURE: &str = include_str!("../../../../figures/callbacks-stacks.toml");

fn server() -> String {
    let pace = Pace {
        bytes: NonZeroUsize::MIN,
        delay: Duration::from_millis(1),
        jitter: Duration::ZERO,
    };
    slow_server::start(b"Ruhest du auch.", pace).unwrap().to_string()
}

/// The stacks of the figure, each with the last call first.
fn drawn() -> Vec<Vec<String>> {
    let figure: Table = FIGURE.parse().unwrap();
    let name = |call: &Value| call["name"].as_str().unwrap().to_owned();
    let calls = |stack: &Value| {
        stack["calls"].as_array().unwrap().iter().rev().map(name).collect()
    };
    figure["stack"].as_array().unwrap().iter().map(calls).collect()
}

/// The names, up to the first function that a test calls as `run` does.
fn names(stack: &[String]) -> Vec<&str> {
    let names = stack.iter().map(|call| call.rsplit("::").next().unwrap());
    let first = |name: &&str| ["fetch", "run_loop"].contains(name);
    let mut names: Vec<&str> = names.collect();
    names.truncate(1 + names.iter().position(first).unwrap());
    names
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "optimised code has fewer calls")]
fn the_figure_shows_the_calls_that_were_made() {
    let stacks = within(Duration::from_secs(20), || {
        [
            blocking::fetch(&server()).unwrap(),
            called::run_loop(&server()).unwrap(),
        ]
    });
    let drawn = drawn();
    assert_eq!(drawn.len(), 2);
    for (made, drawn) in stacks.iter().zip(&drawn) {
        assert_eq!(names(made), names(drawn));
    }
}

#[test]
fn there_must_be_one_server() {
    for words in [vec![], vec!["a:1", "b:2"]] {
        let error = run(Arguments::new(words)).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
