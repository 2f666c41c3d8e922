//! The preprocessors of a book: ours in this process, others with their failures explained.

use crate::book::place_in_config;
use anyhow::{Result, anyhow};
use bindery_diagnostic::{Diagnostic, Report, Rule, Severity};
use mdbook_core::book::Book;
use mdbook_core::config::Config;
use mdbook_driver::MDBook;
use mdbook_driver::builtin_preprocessors::CmdPreprocessor;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

/// The name under which `book.toml` knows our preprocessor.
pub const OURS: &str = "bindery";

/// What the preprocessors of one run share.
#[derive(Clone)]
pub struct Shared {
    report: Arc<Mutex<Report>>,
    keep_going: bool,
}

impl Shared {
    /// Nothing found yet.
    pub fn new(keep_going: bool) -> Self {
        Shared { report: Arc::default(), keep_going }
    }

    /// All that the preprocessors have found.
    pub fn take(&self) -> Report {
        std::mem::take(&mut self.report.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn push(&self, diagnostic: Diagnostic) {
        self.report.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
    }
}

/// A `book.toml` that makes mdBook run our preprocessor first, whether the book names it or not.
pub fn declare(config: &Config) -> Result<Config> {
    let mut declared = config.clone();
    let before = config.get("preprocessor.bindery.before")?;
    let mut before: Vec<String> = before.unwrap_or_default();
    if !before.iter().any(|name| name == "links") {
        before.push("links".to_owned());
    }
    declared.set("preprocessor.bindery.before", before)?;
    Ok(declared)
}

#[derive(Deserialize)]
struct Table {
    command: Option<String>,
    #[serde(default)]
    optional: bool,
}

/// Puts ours and guarded ones in the places of those that mdBook would start as commands.
pub fn guard(mdbook: &mut MDBook, shared: &Shared) -> Result<()> {
    for (name, table) in mdbook.config.preprocessors::<Table>()? {
        match name.as_str() {
            OURS => drop(mdbook.with_preprocessor(Ours { shared: shared.clone() })),
            // mdBook's own, with options.
            "links" | "index" => {}
            _ => {
                let command = table.command.unwrap_or_else(|| format!("mdbook-{name}"));
                let root = mdbook.root.clone();
                let inner =
                    CmdPreprocessor::new(name.clone(), command, root.clone(), table.optional);
                mdbook.with_preprocessor(Guarded {
                    inner,
                    root,
                    optional: table.optional,
                    shared: shared.clone(),
                });
            }
        }
    }
    Ok(())
}

/// Our directives, and a strict look at mdBook's.
struct Ours {
    shared: Shared,
}

impl Preprocessor for Ours {
    fn name(&self) -> &str {
        OURS
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        let mut report = Report::default();
        let book =
            expand(&context.root, &context.config, book, self.shared.keep_going, &mut report);
        // What the others find is told in the same run: errors end it after the last of them.
        report.diagnostics().iter().cloned().for_each(|found| self.shared.push(found));
        // But what breaks a limit must not reach them: an include multiplies in mdBook's own.
        let broken = report.diagnostics().iter().find(|found| found.rule == Rule::Limit);
        match broken.filter(|found| found.severity == Severity::Error) {
            Some(found) => Err(anyhow!("{}", found.message)),
            None => Ok(book),
        }
    }
}

/// Carries out our directives in a book as its author wrote it.
pub fn expand(
    root: &Path,
    config: &Config,
    mut book: Book,
    keep_going: bool,
    report: &mut Report,
) -> Book {
    bindery_listings::check_includes(root, config, &mut book, keep_going, report);
    bindery_listings::expand(root, config, book, report)
}

/// Somebody else's preprocessor: what keeps it from working is told with its place in book.toml.
struct Guarded {
    inner: CmdPreprocessor,
    root: PathBuf,
    optional: bool,
    shared: Shared,
}

impl Guarded {
    fn failed(&self, why: &str) {
        let name = self.inner.name();
        let message = format!("the preprocessor `{name}` {why}");
        let diagnostic = match self.shared.keep_going {
            true => Rule::Preprocessor.warning(message),
            false => Rule::Preprocessor.error(message),
        };
        let table = format!("[preprocessor.{name}]");
        let place = place_in_config(&self.root, &table);
        let hint = match self.shared.keep_going {
            true => "the book is built without it; what it would have replaced stays as it is",
            false => "install it, or build without it: `bindery build --keep-going`",
        };
        self.shared.push(diagnostic.at(place).culprit(table).hint(hint));
    }
}

impl Preprocessor for Guarded {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        match self.inner.run(context, book.clone()) {
            Ok(book) => Ok(book),
            Err(error) => {
                self.failed(&format!("failed: {error:#}"));
                if self.shared.keep_going { Ok(book) } else { Err(error) }
            }
        }
    }

    /// mdBook takes any failure for a no; a preprocessor that says no exits with 1.
    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        let mut words = shlex::Shlex::new(self.inner.cmd());
        let Some(program) = words.next() else {
            self.failed("has an empty command");
            return Ok(false);
        };
        let program = match Path::new(&program).components().count() {
            1 => PathBuf::from(program),
            _ => self.root.join(program),
        };
        let output = Command::new(&program)
            .args(words)
            .args(["supports", renderer])
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .output();
        match output {
            Ok(output) if output.status.success() => Ok(true),
            Ok(output) if output.status.code() == Some(1) => Ok(false),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                let said = said.lines().map(str::trim).find(|line| !line.is_empty());
                let said = said.map(|line| format!(": {line}")).unwrap_or_default();
                self.failed(&format!("can't run ({}){said}", output.status));
                Ok(false)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if !self.optional {
                    let program = program.display();
                    self.failed(&format!("isn't installed: there is no command `{program}`"));
                }
                Ok(false)
            }
            Err(error) => {
                self.failed(&format!("can't be started: {error}"));
                Ok(false)
            }
        }
    }
}
