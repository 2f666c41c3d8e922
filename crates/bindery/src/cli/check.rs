//! What can be asked for of `bindery check`.

use super::Book;
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  bindery check                           for you, with the lines that are meant
  bindery check --strict                  for a CI: warnings fail, too
  bindery check --format github           for a CI of GitHub: a note at each line
  bindery check --format sarif > b.sarif  for an editor or a code host
  bindery check --format json             for your own program
  bindery check --online                  also ask whether external links still lead somewhere

Each line of `json` is an object with `severity` (\"error\" or \"warning\"), `rule`, `message`, and
where they are known `file`, `line`, `columns` (the first character that is meant, counted from 1, and
the one after the last) and `hint`.

Exit codes: 0 no errors · 1 errors, or with --strict warnings · 2 the command line has an error";

/// Look for everything that can be wrong.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    #[command(flatten)]
    pub book: Book,
    /// Take warnings for errors.
    #[arg(long)]
    pub strict: bool,
    /// For whom it is said: a person on standard error, a program on standard output.
    #[arg(short, long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub online: Online,
}

/// Whether and how external links are asked.
#[derive(Debug, Clone, Args)]
pub struct Online {
    /// Also ask each external link whether it leads somewhere; one that does is asked once a week.
    #[arg(long)]
    pub online: bool,
    /// How long a server may take to answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 20, requires = "online")]
    pub patience: u64,
    /// Who knows of copies of pages that are gone.
    #[arg(long, hide = true, default_value = "https://archive.org/wayback/available")]
    pub archive: String,
}

/// For whom findings are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A person: with source lines.
    #[default]
    Text,
    /// A program: one JSON object a line.
    Json,
    /// A code host or an editor: one document in SARIF 2.1.0.
    Sarif,
    /// GitHub Actions: workflow commands.
    Github,
}
