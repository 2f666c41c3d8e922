//! The command line of a listing, taken apart by hand.
//!
//! [`main`] is the frame of a program: it answers `--help` and turns errors into messages.
//! [`Arguments`] hands out the options one by one, and whatever is left at the end is operands.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

/// Runs a program and returns its exit status: 0 if all went well, 2 if the command line was
/// wrong, 1 for every other error. The error goes to standard error, after the program's name.
pub fn main(
    program: &str,
    help: &str,
    run: impl FnOnce(Arguments) -> Result<(), Box<dyn Error>>,
) -> ExitCode {
    let arguments = Arguments::new(env::args_os().skip(1));
    let result = if arguments.ask_for_help() {
        io::stdout().write_all(help.as_bytes()).map_err(Into::into)
    } else {
        run(arguments)
    };
    let Err(error) = result else {
        return ExitCode::SUCCESS;
    };
    eprintln!("{program}: {error}");
    if error.is::<UsageError>() {
        eprintln!("Try '{program} --help'.");
        ExitCode::from(2)
    } else {
        ExitCode::FAILURE
    }
}

/// The words of a command line that nobody has taken yet.
#[derive(Debug)]
pub struct Arguments {
    words: Vec<OsString>,
    /// The words after `--`: operands, even if they begin with a dash.
    after_dashes: Vec<OsString>,
}

impl Arguments {
    /// The words of a command line, without the program's name.
    pub fn new(words: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        let mut words = words.into_iter().map(Into::into);
        Arguments {
            words: words.by_ref().take_while(|word| word != "--").collect(),
            after_dashes: words.collect(),
        }
    }

    fn ask_for_help(&self) -> bool {
        self.words.iter().any(|word| word == "-h" || word == "--help")
    }

    /// Takes the option `name` (`--port`) with its value, given as `--port 7` or `--port=7`.
    /// `None` if it is not there; `kind` says in the message of an error what the value must be.
    pub fn option<T: FromStr>(
        &mut self,
        name: &str,
        kind: &str,
    ) -> Result<Option<T>, UsageError> {
        let Some(value) = self.take(name, kind)? else {
            return Ok(None);
        };
        if self.take(name, kind)?.is_some() {
            return Err(UsageError(format!("{name} is given twice")));
        }
        match value.to_str().and_then(|text| text.parse().ok()) {
            Some(value) => Ok(Some(value)),
            None => {
                Err(UsageError(format!("{name} needs {kind}, not {value:?}")))
            }
        }
    }

    /// Takes the option `name`, whose value is a number of milliseconds.
    pub fn milliseconds(
        &mut self,
        name: &str,
    ) -> Result<Option<Duration>, UsageError> {
        let milliseconds =
            self.option(name, "a whole number of milliseconds")?;
        Ok(milliseconds.map(Duration::from_millis))
    }

    /// Takes the option `name` (`--csv`), which has no value, and says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// Takes what is left, the operands. An option that nobody has taken is an error.
    pub fn operands(self) -> Result<Vec<OsString>, UsageError> {
        if let Some(word) = self.words.iter().find(|word| is_option(word)) {
            return Err(UsageError(format!("there is no option {word:?}")));
        }
        Ok(self.words.into_iter().chain(self.after_dashes).collect())
    }

    /// Takes the operands as text: names of servers, for example.
    pub fn text_operands(self) -> Result<Vec<String>, UsageError> {
        let text = |word: OsString| {
            word.into_string()
                .map_err(|word| UsageError(format!("{word:?} is not UTF-8")))
        };
        self.operands()?.into_iter().map(text).collect()
    }

    /// Takes the first word that sets `name`, and the word with its value if that is another.
    fn take(
        &mut self,
        name: &str,
        kind: &str,
    ) -> Result<Option<OsString>, UsageError> {
        for at in 0..self.words.len() {
            let word = &self.words[at];
            if word == name {
                if at + 1 == self.words.len() {
                    return Err(UsageError(format!("{name} needs {kind}")));
                }
                self.words.remove(at);
                return Ok(Some(self.words.remove(at)));
            }
            let value = word
                .to_str()
                .and_then(|word| word.strip_prefix(name)?.strip_prefix('='));
            if let Some(value) = value.map(OsString::from) {
                self.words.remove(at);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

/// `-` alone is no option: many programs take it for standard input.
fn is_option(word: &OsString) -> bool {
    word.len() > 1 && word.as_encoded_bytes().starts_with(b"-")
}

/// What is wrong with a command line.
#[derive(Debug, PartialEq, Eq)]
pub struct UsageError(String);

impl UsageError {
    /// An error with this message.
    pub fn new(message: impl Into<String>) -> Self {
        UsageError(message.into())
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for UsageError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(words: &[&str]) -> Result<Option<u16>, UsageError> {
        Arguments::new(words).option("--port", "a port")
    }

    fn message<T: fmt::Debug>(result: Result<T, UsageError>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn an_option_is_found_in_both_forms() {
        assert_eq!(port(&["a", "--port", "7"]), Ok(Some(7)));
        assert_eq!(port(&["--port=7", "a"]), Ok(Some(7)));
        assert_eq!(port(&["--ports=7"]), Ok(None));
    }

    #[test]
    fn a_bad_value_is_named() {
        assert_eq!(
            message(port(&["--port", "ten"])),
            r#"--port needs a port, not "ten""#
        );
        assert_eq!(
            message(port(&["--port", "70000"])),
            r#"--port needs a port, not "70000""#
        );
        assert_eq!(
            message(port(&["--port="])),
            r#"--port needs a port, not """#
        );
        assert_eq!(message(port(&["--port"])), "--port needs a port");
        assert_eq!(
            message(port(&["--port", "1", "--port=2"])),
            "--port is given twice"
        );
    }

    #[test]
    fn a_flag_is_there_or_not() {
        let mut arguments = Arguments::new(["--csv", "a", "--", "--quick"]);
        assert!(arguments.flag("--csv"));
        assert!(!arguments.flag("--csv"));
        assert!(!arguments.flag("--quick"));
        assert_eq!(
            arguments.operands(),
            Ok(vec!["a".into(), "--quick".into()])
        );
    }

    #[test]
    fn what_is_left_is_operands() {
        let mut arguments =
            Arguments::new(["a", "--delay", "5", "-", "--", "--port"]);
        assert_eq!(
            arguments.milliseconds("--delay"),
            Ok(Some(Duration::from_millis(5)))
        );
        assert_eq!(arguments.option::<u16>("--port", "a port"), Ok(None));
        assert_eq!(
            arguments.operands(),
            Ok(vec!["a".into(), "-".into(), "--port".into()])
        );
    }

    #[test]
    fn an_option_that_nobody_takes_is_an_error() {
        let left = Arguments::new(["a", "--colour"]).operands();
        assert_eq!(message(left), r#"there is no option "--colour""#);
    }

    #[test]
    fn help_is_help_only_before_the_dashes() {
        assert!(Arguments::new(["a", "-h"]).ask_for_help());
        assert!(!Arguments::new(["--", "--help"]).ask_for_help());
    }
}
