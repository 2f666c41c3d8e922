//! A chapter on its way to the EPUB's pages.

#![no_main]

#[allow(dead_code, reason = "the other target asks the other question")]
#[path = "../../tests/mutated/judge.rs"]
mod judge;

libfuzzer_sys::fuzz_target!(|text: &str| judge::xhtml(text).expect("whatever the chapter says"));
