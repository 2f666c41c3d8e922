//! The gate: the book's snippets in the form that the crate `skeptic` tests.
//!
//! skeptic takes Markdown files, compiles each `rust` block as a program of edition 2021, and knows
//! neither includes nor `compile_fail`. So it is not given the chapters but one file a snippet, with
//! all that expanded; a snippet that needs a later edition says so (`edition2024`) and is left to
//! [`test_snippets`](crate::test_snippets), which proves all of them as the book's edition.

use super::collect::snippets;
use super::compiler::ALLOWED;
use super::info::Expect;
use crate::book::Book;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes the book's snippets into the folder `out`, which then holds nothing else, and returns the
/// files for `skeptic::generate_doc_tests`. The test of the snippet in line 42 of `waiting/poll.md` is called
/// `waiting_poll_line_42`.
///
/// A snippet that should panic stands there twice: it has to compile, too, before its panic counts.
///
/// # Errors
/// When a file can't be written.
pub fn gate(book: &Book, out: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for (number, snippet) in snippets(book).0.iter().enumerate() {
        let words: &[(&str, &str)] = match snippet.expect {
            _ if snippet.names_edition => &[],
            Expect::Run => &[("", "")],
            Expect::Compile => &[("", ",no_run")],
            Expect::Panic => &[("-compiles", ",no_run"), ("", ",should_panic")],
            Expect::Fail(_) | Expect::Ignored(_) => &[],
        };
        let folder = out.join(number.to_string());
        let src = book.path(&book.src);
        let chapter = snippet.file.strip_prefix(&src).unwrap_or(&snippet.file).with_extension("");
        let stem: Vec<_> = chapter.iter().map(|part| part.to_string_lossy()).collect();
        for (suffix, info) in words {
            let file = folder.join(format!("{}{suffix}.md", stem.join("-")));
            // The test is named for the line that the block begins in.
            let above = "\n".repeat(snippet.line as usize - 1);
            let allowed = ALLOWED.join(", ");
            let code = snippet.source.text();
            let code = code.trim_start_matches('\n');
            let text = format!(
                "{above}~~~~~~~~rust{info}\n#![deny(warnings)]\n#![allow({allowed})]\n{code}~~~~~~~~\n"
            );
            files.push((file, text));
        }
    }
    write(out, &files)?;
    Ok(files.into_iter().map(|(file, _)| file).collect())
}

/// Makes `files` all that is in the folder `out`. A file that is as it should be keeps its date, or
/// Cargo would run the build script for ever.
fn write(out: &Path, files: &[(PathBuf, String)]) -> io::Result<()> {
    let mut old = Vec::new();
    crate::book::walk(out, &mut |file| old.push(file.to_owned()));
    for file in old.iter().filter(|old| !files.iter().any(|(file, _)| file == *old)) {
        fs::remove_file(file)?;
    }
    for (file, text) in files {
        if fs::read_to_string(file).ok().as_ref() != Some(text) {
            fs::create_dir_all(file.parent().unwrap_or(out))?;
            fs::write(file, text)?;
        }
    }
    Ok(())
}
