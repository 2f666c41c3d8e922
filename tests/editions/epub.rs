//! The EPUB edition, as epubcheck sees it.

use crate::corpus::{books, docs};
use crate::tools::EPUBCHECK;

/// What epubcheck 4, which knows EPUB 3.2, says of a term of EPUB 3.3.
const TOO_NEW: &str = "Undefined property: \"pageBreakSource\"";

#[test]
fn epubcheck_finds_no_error_and_no_warning() {
    for book in books().iter().chain([docs()]) {
        let Some(output) = EPUBCHECK.run(&[], &book.file("epub")) else { return };
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("Validating using EPUB version"), "{said}");
        let old = said.contains("EPUB version 3.2 rules");
        let found: Vec<&str> = said
            .lines()
            .filter(|line| ["FATAL", "ERROR", "WARNING"].iter().any(|word| line.starts_with(word)))
            .filter(|line| !(old && line.contains(TOO_NEW)))
            .collect();
        assert!(found.is_empty(), "{}:\n{said}", book.name);
        assert!(old || output.status.success(), "{}:\n{said}", book.name);
    }
}
