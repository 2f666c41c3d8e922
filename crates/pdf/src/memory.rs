//! What Typst remembers from one book to the next, and when it forgets.

use std::sync::{Mutex, PoisonError};

use typst::comemo;
use typst::utils::hash128;

use crate::world::Files;

/// Results that this many books in a row, the last one among them, had no use for are forgotten.
const BOOKS: usize = 1;

/// The book that was printed last. Typst's memory is one for the whole process, and so is this.
static LAST: Mutex<Last> = Mutex::new(Last(None));

struct Last(Option<u128>);

impl Last {
    /// Whether these are other files than the last ones, which they become.
    fn differs(&mut self, files: &Files) -> bool {
        let hash = Some(hash128(files));
        std::mem::replace(&mut self.0, hash) != hash
    }
}

/// Forgets what the books before had a use for and this one, just printed, had not.
///
/// The same book once more is found as a whole, and asks for none of its parts: they are kept for
/// the next change.
pub(crate) fn forget(files: &Files) {
    if LAST.lock().unwrap_or_else(PoisonError::into_inner).differs(files) {
        comemo::evict(BOOKS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_are_no_other_book() {
        let files = |code: &str, image: &[u8]| {
            let mut files = Files::default();
            files.add_source("c0.typ", code.to_owned());
            files.add_data("a0", image.to_vec());
            files
        };
        let mut last = Last(None);
        assert!(last.differs(&files("one", b"ink")));
        assert!(!last.differs(&files("one", b"ink")));
        assert!(last.differs(&files("two", b"ink")));
        assert!(last.differs(&files("two", b"blot")));
        assert!(!last.differs(&files("two", b"blot")));
        assert!(last.differs(&files("one", b"ink")));
    }
}
