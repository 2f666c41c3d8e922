//! The preprocessor, as mdBook calls it.

use crate::{check_includes, expand};
use bindery_diagnostic::{Diagnostic, Report, render};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::sync::{Arc, Mutex, PoisonError};

/// The preprocessor `bindery`: [`check_includes`], then [`expand`].
///
/// It has to run before mdBook's `links`.
#[derive(Debug, Clone, Default)]
pub struct Bindery {
    keep_going: bool,
    report: Arc<Mutex<Report>>,
}

impl Bindery {
    /// A preprocessor that adds what it finds to `report`, warnings too; mdBook runs it once for
    /// each renderer. `keep_going` is that of [`check_includes`].
    pub fn new(keep_going: bool, report: Arc<Mutex<Report>>) -> Self {
        Bindery { keep_going, report }
    }
}

impl Preprocessor for Bindery {
    fn name(&self) -> &str {
        "bindery"
    }

    /// # Errors
    /// When anything is wrong with the book: one error with everything that is.
    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let (root, config) = (&context.root, &context.config);
        let mut report = Report::default();
        check_includes(root, config, &mut book, self.keep_going, &mut report);
        let book = expand(root, config, book, &mut report);
        let failed = report.errors() > 0;
        let said = report.diagnostics().iter().map(|one: &Diagnostic| render(one, false));
        let message = said.collect::<Vec<_>>().join("\n\n");
        // A report is only ever added to: what another thread left in it is whole.
        self.report.lock().unwrap_or_else(PoisonError::into_inner).append(report);
        if failed { Err(Error::msg(message)) } else { Ok(book) }
    }
}
