//! Markdown and HTML that chance has spoilt: whatever a chapter holds, the editions are made, and
//! nothing in them acts.
//!
//! Each file in `inputs/` is an input; a new one that has found a fault is added there. From them
//! others are made, always the same for the same `SEED`. `MUTATIONS` says how many. The targets in
//! `fuzz/` ask the same of inputs that a fuzzer makes, for as long as one likes.

mod chance;
mod judge;

use std::env;
use std::fs;
use std::panic;
use std::path::Path;

use chance::Chance;
use judge::Fault;

fn number(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Asks `judge` of all inputs, and of `mutations` others.
fn hold(judge: impl Fn(&str) -> Result<(), Fault> + panic::RefUnwindSafe, mutations: u64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutated/inputs");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the inputs are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    let inputs: Vec<String> =
        paths.iter().map(|path| fs::read_to_string(path).expect("an input is text")).collect();
    for (path, input) in paths.iter().zip(&inputs) {
        judge(input).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    }
    let seed = number("SEED", 0x5eed);
    let mutations = number("MUTATIONS", mutations);
    println!("SEED={seed} MUTATIONS={mutations}");
    let mut chance = Chance(seed);
    for at in 0..mutations {
        let text = chance.spoilt(&inputs);
        let judged = panic::catch_unwind(|| judge(&text));
        let fault = judged.unwrap_or_else(|_| Err("it panicked; see above".to_owned()));
        fault.unwrap_or_else(|fault| panic!("mutation {at} of SEED={seed}:\n{fault}\n\n{text:?}"));
    }
}

#[test]
fn the_pages_of_the_epub_are_well_formed_and_still() {
    hold(judge::xhtml, 400);
}

#[test]
fn typst_sets_whatever_a_chapter_holds() {
    hold(judge::typst, 200);
}
