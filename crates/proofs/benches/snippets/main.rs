//! What it costs to prove a book's snippets: this crate, skeptic, `mdbook test`, merged doctests.
//!
//! `cargo bench -p bindery-proofs` prints a table of CPU seconds (user and system, all processes),
//! for books of 10, 50 and 200 snippets in ten chapters: cold, with nothing changed, and with one
//! chapter edited. `MDBOOK` names stock mdBook; without it and `mdbook` on the PATH its rows are
//! left out. `cargo bench -p bindery-proofs -- 50` takes one size.

mod book;
mod cpu;
mod tools;

use book::SnippetBook;
use std::error::Error;
use std::io::{self, Write};

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10, 50, 200] } else { asked };
    println!("| snippets | tool | cold | unchanged | one chapter edited |");
    println!("|---|---|---|---|---|");
    for size in sizes {
        for tool in tools::all() {
            let folder = tempfile::tempdir()?;
            let book = SnippetBook::write(folder.path(), size)?;
            let mut prove = (tool.prepare)(&book)?;
            let cold = cpu::seconds(&mut prove)?;
            let unchanged = cpu::seconds(&mut prove)?;
            book.edit()?;
            let edited = cpu::seconds(&mut prove)?;
            let name = tool.name;
            println!("| {size} | {name} | {cold:.2} | {unchanged:.2} | {edited:.2} |");
            io::stdout().flush()?;
        }
    }
    Ok(())
}
