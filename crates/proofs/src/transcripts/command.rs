//! The commands that a transcript may hold. Any other is an error: what is not run is not shown.

use crate::cargo::{Kind, Target, Workspace};
use bindery_diagnostic::nearest;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// What a `$` line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command {
    /// `[NAME=value…] cargo run -q -p package [--bin name] [--example name] [--release] [-- args]`
    Run { target: Target, args: Vec<String>, env: BTreeMap<String, String> },
    /// `cat file` and `head -n lines file`, of a file below the book.
    Print { file: PathBuf, lines: Option<usize> },
    /// `kill %2`: stops the second background program, and shows what it has printed since it
    /// was started.
    Stop { job: usize },
}

/// What is wrong with a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadCommand {
    pub(crate) message: String,
    /// The word that is meant.
    pub(crate) culprit: String,
    pub(crate) hint: Option<String>,
}

impl BadCommand {
    fn new(message: impl Into<String>, culprit: &str) -> BadCommand {
        BadCommand { message: message.into(), culprit: culprit.to_owned(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> BadCommand {
        self.hint = Some(hint.into());
        self
    }
}

/// The commands by name, for messages.
const KNOWN: [&str; 4] = ["cargo", "cat", "head", "kill"];

/// Reads a command line.
pub(crate) fn parse(line: &str, workspace: &Workspace) -> Result<Command, BadCommand> {
    let words = words(line)?;
    let named = words.iter().take_while(|word| assignment(word).is_some()).count();
    let (env, words) = words.split_at(named);
    let Some((name, args)) = words.split_first() else {
        return Err(BadCommand::new("the command is missing", line));
    };
    if named > 0 && name != "cargo" {
        return Err(BadCommand::new("variables can be set for `cargo run` only", &env[0]));
    }
    match name.as_str() {
        "cargo" => {
            let env = env.iter().filter_map(|word| assignment(word)).collect();
            run(args, env, workspace)
        }
        "cat" => match args {
            [file] => Ok(Command::Print { file: below(file)?, lines: None }),
            _ => Err(BadCommand::new("`cat` takes one file", name)),
        },
        "head" => match args {
            [option, lines, file] if option == "-n" => {
                let count =
                    lines.parse().map_err(|_| BadCommand::new("not a number of lines", lines))?;
                Ok(Command::Print { file: below(file)?, lines: Some(count) })
            }
            _ => Err(BadCommand::new("`head` takes `-n lines` and one file", name)),
        },
        "kill" => match args {
            [job] => job
                .strip_prefix('%')
                .and_then(|number| number.parse().ok())
                .filter(|&job| job > 0)
                .map(|job| Command::Stop { job })
                .ok_or_else(|| BadCommand::new("`kill` takes a job: `%1`", job)),
            _ => Err(BadCommand::new("`kill` takes a job: `%1`", name)),
        },
        _ => {
            let unknown =
                BadCommand::new(format!("`{name}` is not a command that transcripts know"), name);
            Err(match nearest(name, KNOWN) {
                Some(known) => unknown.hint(format!("did you mean `{known}`?")),
                None => unknown.hint(format!(
                    "known are {}; a block that is not to be run is `text`",
                    KNOWN.map(|known| format!("`{known}`")).join(", ")
                )),
            })
        }
    }
}

/// `cargo run`, with the options that make sense in a book.
fn run(
    args: &[String],
    env: BTreeMap<String, String>,
    workspace: &Workspace,
) -> Result<Command, BadCommand> {
    let mut args = args.iter();
    match args.next().map(String::as_str) {
        Some("run") => {}
        other => {
            return Err(BadCommand::new(
                "of cargo, transcripts know only `cargo run`",
                other.unwrap_or("cargo"),
            ));
        }
    }
    let (mut package, mut kind, mut release, mut quiet) = (None, None, false, false);
    let mut program_args = Vec::new();
    while let Some(word) = args.next() {
        let mut value = |what| {
            args.next()
                .cloned()
                .ok_or_else(|| BadCommand::new(format!("`{word}` needs {what}"), word))
        };
        match word.as_str() {
            "-q" | "--quiet" => quiet = true,
            "-r" | "--release" => release = true,
            "-p" | "--package" => package = Some(value("a package")?),
            "--bin" => kind = Some(Kind::Bin(value("a program's name")?)),
            "--example" => kind = Some(Kind::Example(value("an example's name")?)),
            "--" => program_args.extend(args.by_ref().cloned()),
            _ => {
                return Err(BadCommand::new(
                    format!("`cargo run` is not given `{word}` in transcripts"),
                    word,
                )
                .hint("the program's own arguments stand after `--`"));
            }
        }
    }
    let Some(package) = package else {
        return Err(BadCommand::new("`cargo run` needs `-p package`", "run"));
    };
    if !quiet {
        return Err(BadCommand::new(
            "`cargo run` needs `-q`: what Cargo itself prints depends on what is built already",
            "run",
        ));
    }
    if workspace.folder(&package).is_none() {
        let unknown = BadCommand::new(format!("there is no package `{package}`"), &package);
        return Err(match nearest(&package, workspace.names()) {
            Some(name) => unknown.hint(format!("did you mean `{name}`?")),
            None => unknown,
        });
    }
    let kind = match kind {
        Some(kind) => kind,
        None => workspace.default_bin(&package).map_err(|why| BadCommand::new(why, &package))?,
    };
    if !workspace.has(&package, &kind) {
        let (Kind::Bin(name) | Kind::Example(name)) = &kind;
        return Err(BadCommand::new(
            format!("the package `{package}` has no program `{name}`"),
            name,
        ));
    }
    Ok(Command::Run { target: Target { package, kind, release }, args: program_args, env })
}

/// A path that stays below the book.
fn below(path: &str) -> Result<PathBuf, BadCommand> {
    let path = Path::new(path);
    if path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        Ok(path.to_owned())
    } else {
        Err(BadCommand::new("only files below the book are shown", &path.to_string_lossy()))
    }
}

/// `NAME=value`, taken apart.
fn assignment(word: &str) -> Option<(String, String)> {
    let (name, value) = word.split_once('=')?;
    let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (!name.is_empty() && name.chars().all(upper)).then(|| (name.to_owned(), value.to_owned()))
}

/// The words of a line, with single and double quotes. There is no shell behind it.
fn words(line: &str) -> Result<Vec<String>, BadCommand> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ' | '\t') => words.extend(word.take()),
            (
                None,
                '|' | '<' | '>' | ';' | '&' | '$' | '`' | '*' | '?' | '~' | '(' | ')' | '\\',
            ) => {
                let what = if c == '|' { "pipes are".to_owned() } else { format!("`{c}` is") };
                return Err(BadCommand::new(
                    format!("{what} not supported: no shell runs a transcript"),
                    &c.to_string(),
                )
                .hint("a word that holds such a character stands in quotes"));
            }
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(BadCommand::new("a quote is not closed", line));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_quotes_together() {
        assert_eq!(words("a 'b c' \"d\" e=\"f g\" ''").unwrap(), ["a", "b c", "d", "e=f g", ""]);
        for line in ["a | b", "a > b", "a $B", "a; b", "a && b", "'a"] {
            assert!(words(line).is_err(), "{line}");
        }
    }

    #[test]
    fn files_stay_below_the_book() {
        assert!(below("listings/a/poem.txt").is_ok());
        assert!(below("../secret").is_err());
        assert!(below("/etc/passwd").is_err());
    }
}
