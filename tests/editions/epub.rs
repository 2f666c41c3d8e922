//! The EPUB edition, as epubcheck sees it.

use crate::corpus::books;
use crate::tools::EPUBCHECK;

#[test]
fn epubcheck_finds_no_error_and_no_warning() {
    for book in books() {
        let Some(output) = EPUBCHECK.run(&[], &book.file("epub")) else { return };
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        let found = |word: &str| said.lines().any(|line| line.starts_with(word));
        let clean = output.status.success() && !found("ERROR") && !found("WARNING");
        assert!(clean, "{}:\n{said}", book.name);
    }
}
