//! rustc, called directly: no package, no lock file, no linking where nothing runs.

use crate::process::{Program, Running};
use crate::rustc_message::Message;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Warnings are errors in a snippet; but a few lines that are shown for themselves may define what
/// they don't use.
pub(crate) const ALLOWED: [&str; 3] = ["dead_code", "unused_variables", "unused_assignments"];

/// The compiler that the book is proved with.
#[derive(Debug, Clone)]
pub(crate) struct Compiler {
    program: PathBuf,
    /// What `rustc -vV` says.
    pub(crate) version: String,
    /// `--extern` and `-L` for the crates that snippets may use.
    externs: Vec<OsString>,
    limit: Duration,
}

/// What shall come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Emit<'a> {
    /// Nothing but messages.
    Messages,
    /// A program.
    Program(&'a Path),
}

/// What the compiler came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compiled {
    pub(crate) success: bool,
    pub(crate) messages: Vec<Message>,
}

impl Compiler {
    /// The compiler that `RUSTC` names, or `rustc`.
    ///
    /// # Errors
    /// When it can't be run.
    pub(crate) fn find(externs: Vec<OsString>, limit: Duration) -> io::Result<Compiler> {
        let program = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
        let output = Command::new(&program).arg("-vV").output()?;
        let version = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(Compiler { program: program.into(), version, externs, limit })
    }

    /// What else the outcome depends on, for the key of a cache.
    pub(crate) fn key(&self) -> String {
        format!("{}{:?}{ALLOWED:?}", self.version, self.externs)
    }

    /// Compiles `file`, which is in the folder `dir`; messages name files as `file` is named.
    ///
    /// `denied` are lints beyond the warnings of every snippet; where it is given, those warnings
    /// are not denied.
    ///
    /// # Errors
    /// When the compiler can't be run, or does not end.
    pub(crate) fn compile(
        &self,
        dir: &Path,
        file: &str,
        edition: &str,
        denied: Option<&[String]>,
        emit: Emit<'_>,
    ) -> io::Result<Compiled> {
        let mut args: Vec<OsString> = vec![file.into()];
        let mut arg = |words: &[&str]| args.extend(words.iter().map(OsString::from));
        arg(&["--edition", edition, "--crate-name", "snippet", "--crate-type", "bin"]);
        arg(&["--error-format=json", "--diagnostic-width=80", "-Cdebuginfo=0", "-Copt-level=0"]);
        match denied {
            Some(lints) => lints.iter().for_each(|lint| arg(&["-D", lint])),
            None => arg(&["-D", "warnings"]),
        }
        ALLOWED.iter().for_each(|lint| arg(&["-A", lint]));
        match emit {
            Emit::Messages => arg(&["--emit=metadata", "-o", "snippet.rmeta"]),
            Emit::Program(path) => {
                arg(&["--emit=link", "-o"]);
                args.push(path.into());
            }
        }
        args.extend(self.externs.iter().cloned());
        let program = Program {
            exe: self.program.clone(),
            args,
            env: BTreeMap::from_iter(
                ["RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "CARGO_HOME"]
                    .into_iter()
                    .filter_map(|name| Some((name.to_owned(), std::env::var_os(name)?))),
            ),
            dir: dir.to_owned(),
        };
        let (output, status) = Running::start(&program)?.finish(self.limit)?;
        let Some(status) = status else {
            return Err(io::Error::other(format!(
                "the compiler did not end within {:?}",
                self.limit
            )));
        };
        let messages = output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Compiled { success: status.success(), messages })
    }
}

impl Compiled {
    /// The codes of errors and the names of denied lints, each once.
    pub(crate) fn codes(&self) -> Vec<&str> {
        let errors = self.messages.iter().filter(|message| message.level == "error");
        let mut codes: Vec<&str> =
            errors.filter_map(|message| Some(message.code.as_ref()?.code.as_str())).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// What the compiler says on a terminal, without the lines that only count.
    pub(crate) fn words(&self) -> String {
        let said = self.messages.iter().filter(|message| !message.counts());
        let mut words: Vec<&str> =
            said.filter_map(|message| message.rendered.as_deref()).map(str::trim_end).collect();
        words.retain(|text| !text.is_empty() && !text.starts_with("For more information"));
        if words.is_empty() { String::new() } else { format!("{}\n", words.join("\n\n")) }
    }
}
