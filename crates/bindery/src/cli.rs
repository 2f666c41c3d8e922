//! What can be asked for on the command line.

mod begin;
mod check;

pub use begin::{Init, New};
pub use check::{Check, Format, Online};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  bindery new my-book                   begin a book
  bindery                               the book in this folder, in three editions, into book/
  bindery build ../my-book              another book
  bindery build --edition pdf           only the PDF
  bindery build --keep-going            go on where an include or a preprocessor is missing
  bindery serve --open                  read it in the browser while writing
  bindery check --online                ask whether external links still lead somewhere
  bindery test                          prove what the book shows
  bindery record --only threads.md      write what its programs print now into this chapter
  bindery theme                         write the look of the PDF and EPUB into theme/, to change it

Exit codes: 0 all is well · 1 the book has errors · 2 the command line has · 130 interrupted";

/// Builds an mdBook as offline HTML, PDF and EPUB, and proves its listings.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do; `build` when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the editions.
    Build(Build),
    /// Show the HTML edition in the browser and make it again on every save.
    Serve(Serve),
    /// Prove the book: snippets compile, transcripts and figures are what the listings make.
    Test(Test),
    /// Look for everything that can be wrong with the manuscript, and write nothing.
    Check(Check),
    /// Run what the book shows, and write the real output and traces into it.
    Record(Record),
    /// Remove the editions.
    Clean(Clean),
    /// Begin a book: one chapter, one tested program, and what a CI needs.
    New(New),
    /// Let stock mdBook make the PDF and the EPUB of a book that is there.
    Init(Init),
    /// Write the look of the PDF and the EPUB into the book's `theme/`, for you to change.
    Theme(Theme),
    /// Work as a preprocessor of stock mdBook (called by it).
    #[command(hide = true)]
    Preprocess(Preprocess),
    /// Work as a renderer of stock mdBook (called by it).
    #[command(hide = true)]
    Render(Render),
}

impl Default for Command {
    fn default() -> Self {
        let book = Book { book: PathBuf::from(".") };
        Command::Build(Build {
            book,
            dest_dir: None,
            edition: Vec::new(),
            keep_going: false,
            strict: false,
        })
    }
}

/// Which book.
#[derive(Debug, Clone, Args)]
pub struct Book {
    /// The book's folder, with `book.toml` in it.
    #[arg(default_value = ".")]
    pub book: PathBuf,
}

/// Make the editions.
#[derive(Debug, Clone, Args)]
pub struct Build {
    #[command(flatten)]
    pub book: Book,
    /// Where the editions go, each into a folder of its own [default: `build-dir` of book.toml, or book/].
    #[arg(short, long, value_name = "DIR")]
    pub dest_dir: Option<PathBuf>,
    /// Only this edition; may be given more than once [default: all three].
    #[arg(short, long, value_enum)]
    pub edition: Vec<Edition>,
    /// Go on where an include or a preprocessor is missing, and leave a visible mark.
    #[arg(short, long)]
    pub keep_going: bool,
    /// Take warnings for errors.
    #[arg(long)]
    pub strict: bool,
}

/// Prove the book.
#[derive(Debug, Clone, Args)]
pub struct Test {
    #[command(flatten)]
    pub book: Book,
    /// Only what stands in files whose path contains TEXT: a chapter, a figure, a listing's folder.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Prove the proofs: make one thing after another wrong in a copy of the book, and report each
    /// that nothing notices. Takes minutes to hours.
    #[arg(long)]
    pub mutate: bool,
}

/// Run what the book shows, and keep what it prints.
#[derive(Debug, Clone, Args)]
pub struct Record {
    #[command(flatten)]
    pub book: Book,
    /// Only what stands in files whose path contains TEXT: a chapter, a figure, a listing's folder.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Also what differs in nothing but times, ports and ids; for a new machine or compiler.
    #[arg(long)]
    pub anew: bool,
}

/// Show the HTML edition in the browser.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    #[command(flatten)]
    pub book: Book,
    /// The port on this machine; 0 takes a free one.
    #[arg(short, long, default_value_t = 3000)]
    pub port: u16,
    /// Open the browser.
    #[arg(short, long)]
    pub open: bool,
}

/// Remove the editions.
#[derive(Debug, Clone, Args)]
pub struct Clean {
    #[command(flatten)]
    pub book: Book,
    /// Where the editions are.
    #[arg(short, long, value_name = "DIR")]
    pub dest_dir: Option<PathBuf>,
}

const THEME_EXAMPLE: &str = "\
The files are used as soon as they are there. One that is there already is kept; one that you don't
change may be deleted, and the built-in one is used again.

Example: headings in another colour
  bindery theme
  sed -i 's/#1f3a5f/#7a1f1f/' theme/pdf/page.typ
  bindery build --edition pdf";

/// Write the look of the PDF and the EPUB into the book's `theme/`, for you to change.
#[derive(Debug, Clone, Args)]
#[command(after_help = THEME_EXAMPLE)]
pub struct Theme {
    #[command(flatten)]
    pub book: Book,
}

/// Work as a preprocessor.
#[derive(Debug, Clone, Args)]
pub struct Preprocess {
    /// `supports RENDERER`, when mdBook asks; else the book comes on standard input.
    pub question: Vec<String>,
}

/// Work as a renderer.
#[derive(Debug, Clone, Args)]
pub struct Render {
    /// Which edition.
    #[arg(value_enum)]
    pub edition: Edition,
}

/// A form of the finished book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Edition {
    /// A folder of pages that opens from the file system.
    Html,
    /// Pages for paper and screen.
    Pdf,
    /// For e-readers and phones.
    Epub,
}

impl Edition {
    /// All editions, in the order in which they are made.
    pub const ALL: [Edition; 3] = [Edition::Html, Edition::Pdf, Edition::Epub];

    /// The edition's folder below the destination, and the ending of its file.
    pub fn folder(self) -> &'static str {
        match self {
            Edition::Html => "html",
            Edition::Pdf => "pdf",
            Edition::Epub => "epub",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
