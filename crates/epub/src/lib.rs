//! The EPUB edition: the manuscript's trees as XHTML, in one archive.
//!
//! [`render`] is the entry point: EPUB 3.3 with an NCX for old readers. The way of the data:
//!
//! ```text
//! Manuscript ── content ──> a page of XHTML a chapter ──┐
//!               front, cover ──> the pages around them ─┼── links ── nav, package ── archive ──> bytes
//! ```
//!
//! Invariants:
//! - No file, no network, no clock: the same manuscript gives the same bytes.
//! - Whatever the manuscript holds, the output is well-formed and valid: [`xml`] can only write
//!   XML, `content` only elements and attributes that it names itself.
//! - A link leads to an element that is there, or it is not written.
//!
//! Why no crate for the package: `epub-builder` 0.8 has no page list. `rbook` 0.7 has one, but
//! writes `mimetype` as a stream, without its size in the header (Java's `ZipInputStream`, in many
//! Android readers, refuses a stored entry like that), takes the date from the clock where a book
//! has none, and gives its navigation document no language. So the package document, some 200
//! lines, is our own, and the archive is by the `zip` crate.

mod accessibility;
mod archive;
mod book;
mod content;
mod contents;
mod cover;
mod front;
mod images;
mod links;
mod names;
mod nav;
mod ncx;
mod options;
mod package;
mod pages;
mod xml;

pub use options::{Options, Settings};
pub use pages::{Page, PageList};

/// The style sheet of an edition whose author has none in [`STYLE_FILE`].
pub const STYLE: &str = include_str!("../theme/book.css");

/// Where an author's own style sheet is, relative to the book's root. It stands for [`STYLE`]; to
/// change a few things only, [`Options::css`] is shorter.
pub const STYLE_FILE: &str = "theme/epub.css";

use bindery_diagnostic::Report;
use bindery_manuscript::Manuscript;
use std::io;

/// The book as an EPUB 3.3 archive.
///
/// `pages` are the page numbers of another edition, usually the PDF; with them the book has a page
/// list. What cannot be shown as the author meant is a warning in `report`, with its place: remote
/// images, images without a text, files that are linked to, formulas that can't be read.
///
/// # Errors
///
/// When the archive gets larger than its format allows (4 GiB).
pub fn render(
    manuscript: &Manuscript,
    settings: &Settings,
    pages: Option<&PageList>,
    report: &mut Report,
) -> io::Result<Vec<u8>> {
    let book = book::make(manuscript, settings, pages, report);
    archive::write(book)
}
