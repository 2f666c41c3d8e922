//! What is kept from one book to the next: its pages, and what Typst remembers of them.

use std::sync::{Mutex, PoisonError};

use typst::comemo;
use typst::utils::hash128;
use typst_layout::PagedDocument;

use crate::data;
use crate::world::Files;

/// Results that this many books in a row, the last one among them, had no use for are forgotten.
///
/// The parts of a page are of use when the page changes. Were they forgotten after one book, a
/// change that moves all pages would cost what the first book does.
const BOOKS: usize = 10;

/// Typst's memory is one for the whole process, and so is this.
pub(crate) static MEMORY: Memory = Memory::new();

/// The book that was printed last.
pub(crate) struct Memory(Mutex<Option<Last>>);

struct Last {
    files: u128,
    /// What tells this book from others.
    book: u128,
    /// None while the book has never been laid out.
    pages: Option<PagedDocument>,
}

/// A book is the same one while its title, its look and all else that holds for the whole of it
/// stay as they are.
fn book(files: &Files) -> u128 {
    hash128(&files.source(data::FILE))
}

impl Memory {
    pub(crate) const fn new() -> Self {
        Memory(Mutex::new(None))
    }

    /// The pages of this book as it was printed last, if no other was printed since.
    pub(crate) fn last(&self, files: &Files) -> Option<PagedDocument> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|last| last.book == book(files))?.pages.clone()
    }

    /// Keeps the pages of a book, or those that it had before if it has none, being in error; and
    /// forgets what it and the last few before it had no use for.
    ///
    /// The same book once more is found as a whole, and asks for none of its parts: that is not
    /// counted.
    pub(crate) fn keep(&self, files: &Files, pages: Option<PagedDocument>) {
        let pages = pages.or_else(|| self.last(files));
        let this = Last { files: hash128(files), book: book(files), pages };
        let hash = this.files;
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(this);
        if last.is_none_or(|last| last.files != hash) {
            comemo::evict(BOOKS);
        }
    }
}
