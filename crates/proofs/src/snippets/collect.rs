//! The snippets of a book: each `rust` block of its chapters.

use super::include::{CodeLine, expand};
use super::info::{self, Expect};
use super::program::{Source, program};
use crate::blocks::{Block, blocks};
use crate::book::Book;
use bindery_diagnostic::{Diagnostic, Place};
use bindery_listings::Fence;
use std::fs;
use std::path::{Path, PathBuf};

/// A `rust` block of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// The chapter's file.
    pub(crate) file: PathBuf,
    /// The line of the opening fence, counted from 1.
    pub(crate) line: u32,
    pub(crate) expect: Expect,
    pub(crate) edition: String,
    /// Whether the block itself names its edition.
    pub(crate) names_edition: bool,
    pub(crate) source: Source,
    /// The block after it that shows what the compiler says.
    pub(crate) words: Option<Words>,
}

/// A block ```` ```text,compiler ```` after a snippet: what the compiler says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) line: u32,
    pub(crate) fence: Fence,
}

/// All snippets of the book in order of the chapters, and what is wrong with blocks that are none.
pub(crate) fn snippets(book: &Book) -> (Vec<Snippet>, Vec<Diagnostic>) {
    let (mut snippets, mut faults) = (Vec::new(), Vec::new());
    for file in book.chapters().into_iter().filter(|file| book.wants(file)) {
        let source = match fs::read_to_string(&file) {
            Ok(source) => source,
            Err(error) => {
                let message = format!("the file can't be read: {error}");
                faults.push(Diagnostic::error(message).at(Place::file(file)));
                continue;
            }
        };
        let mut may_have_words = false;
        for block in blocks(&source) {
            if is_words(&block.fence) {
                let words = Words { line: block.line, fence: block.fence };
                match snippets.last_mut() {
                    Some(Snippet { words: slot @ None, .. }) if may_have_words && block.follows => {
                        *slot = Some(words);
                    }
                    _ => faults.push(
                        Diagnostic::error("the compiler's words stand after no snippet")
                            .at(Place::line(&file, block.line))
                            .hint("put the block right after the `compile_fail` block it is about"),
                    ),
                }
                may_have_words = false;
                continue;
            }
            may_have_words = false;
            match snippet(book, &file, block) {
                Ok(Some(snippet)) => {
                    may_have_words = matches!(snippet.expect, Expect::Fail(_));
                    snippets.push(snippet);
                }
                Ok(None) => {}
                Err(fault) => faults.push(fault),
            }
        }
    }
    (snippets, faults)
}

fn is_words(fence: &Fence) -> bool {
    fence.language() == "text" && fence.words().any(|word| word == "compiler")
}

fn snippet(book: &Book, file: &Path, block: Block) -> Result<Option<Snippet>, Diagnostic> {
    let info = info::read(block.fence.words(), block.comment.as_deref()).map_err(|bad| {
        Diagnostic::error(bad.message)
            .at(Place::line(file, block.line))
            .culprit(bad.culprit)
            .hint(bad.hint)
    })?;
    let Some(info) = info else { return Ok(None) };
    let mut code = Vec::new();
    for (line, text) in (block.fence.code_line..).zip(block.fence.code.lines()) {
        let line = CodeLine { text: text.to_owned(), place: Place::line(file, line) };
        code.extend(expand(line, file)?);
    }
    let names_edition = info.edition.is_some();
    Ok(Some(Snippet {
        file: file.to_owned(),
        line: block.line,
        expect: info.expect,
        edition: info.edition.unwrap_or_else(|| book.edition.clone()),
        names_edition,
        source: program(&code),
        words: None,
    }))
}
