//! One figure of each kind: what is drawn and said, to the byte.
//!
//! The traces in `examples/` were recorded from the programs in `programs`:
//! `TRACE=one-wake.jsonl cargo test -p bindery-figures --test suite -- --ignored programs::one_wake`.

use crate::texts;
use std::fs;
use std::path::{Path, PathBuf};

use bindery_figures::{Figure, load};
use roxmltree::Document;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples")
}

/// All examples, by name.
fn all() -> Vec<(String, Figure)> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "toml"))
        .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let figure = |name: String| (name.clone(), load(&folder(), &name).unwrap());
    names.into_iter().map(figure).collect()
}

#[test]
fn examples_are_drawn_and_told_as_they_were() {
    let all = all();
    assert!(all.len() >= 5, "the examples are gone");
    for (name, figure) in all {
        let kept = |ending: &str| {
            snapbox::Data::read_from(&folder().join(format!("{name}.{ending}")), None)
        };
        snapbox::assert_data_eq!(figure.svg(), kept("svg").raw());
        snapbox::assert_data_eq!(figure.alt(), kept("txt").raw());
    }
}

#[test]
fn no_text_runs_into_another_or_over_the_edge() {
    for (_, figure) in all() {
        texts::check(&figure.svg());
    }
}

#[test]
fn examples_are_the_same_bytes_and_fit_for_all_editions() {
    for ((_, one), (_, other)) in all().iter().zip(all()) {
        let svg = one.svg();
        assert_eq!(svg, other.svg());
        Document::parse(&svg).unwrap();
        assert!(svg.lines().all(|line| line.starts_with('<') && line == line.trim_end()));
        let unfit =
            ["<script", "<style", "foreignObject", "url(", "href", "NaN", "inf\"", "<marker"];
        for unfit in unfit {
            assert!(!svg.contains(unfit), "{unfit}");
        }
    }
}
