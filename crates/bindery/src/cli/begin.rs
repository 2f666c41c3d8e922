//! What can be asked for to begin with: a new book, or us in one that is there.

use super::Book;
use clap::Args;
use std::path::PathBuf;

const NEW_EXAMPLES: &str = "\
Examples:
  bindery new my-book                             \"My book\", in a folder of that name
  bindery new my-book --title 'Of mice' --author 'A. Author' --author 'B. Author'
  bindery build my-book                           HTML, PDF and EPUB
  cd my-book && cargo test                        its programs, and all that it shows";

/// Begin a book: one chapter, one tested program, and what a CI needs.
#[derive(Debug, Clone, Args)]
#[command(after_help = NEW_EXAMPLES)]
pub struct New {
    /// The book's folder, which is made; or an empty one.
    pub path: PathBuf,
    /// The title [default: from the folder's name].
    #[arg(long)]
    pub title: Option<String>,
    /// An author; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,
}

const INIT_EXAMPLES: &str = "\
Only tables that book.toml lacks are added, at its end. mdBook then calls bindery for the PDF and the
EPUB, and for its directives; `bindery build` makes the same editions without them.

Examples:
  bindery init --dry-run            what would be added to the book in this folder
  bindery init ../my-book           show it, ask, and add it
  bindery init ../my-book --yes     add it";

/// Let stock mdBook make the PDF and the EPUB of a book that is there.
#[derive(Debug, Clone, Args)]
#[command(after_help = INIT_EXAMPLES)]
pub struct Init {
    #[command(flatten)]
    pub book: Book,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Write without asking.
    #[arg(short, long, conflicts_with = "dry_run")]
    pub yes: bool,
}
