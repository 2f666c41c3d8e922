//! Makes a test of each snippet in the chapters: see `tests/skeptic.rs`.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // All of `src/`, so that a new chapter is noticed; and what its snippets may include.
    for dependency in ["book.toml", "src", "listings"] {
        println!("cargo::rerun-if-changed={dependency}");
    }
    let book = bindery_proofs::Book::open(&root).map_err(|fault| fault.to_string())?;
    let files = bindery_proofs::gate(&book, &out.join("gate"))?;
    if files.is_empty() {
        // skeptic writes no tests then, not even none.
        fs::write(out.join("skeptic-tests.rs"), "")?;
    }
    skeptic::generate_doc_tests(&files);
    Ok(())
}
