//! Where a text is wrong, as a line and a column.
//!
//! A byte that goes on with a character (`10xxxxxx`) is no new column. So each byte can be looked
//! at alone, and no cut can be in the way.

use std::fmt;

use decoders::{Decoder, Fault, Utf8};

/// A place in a text, for people: both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u64,
    /// The column: which character of the line it is.
    pub column: u64,
}

impl Place {
    /// Where a text begins.
    pub const BEGIN: Place = Place { line: 1, column: 1 };

    /// The place behind these bytes, if they begin at this place.
    pub fn behind(self, bytes: &[u8]) -> Place {
        bytes.iter().fold(self, |place, byte| match byte {
            b'\n' => Place { line: place.line + 1, column: 1 },
            0x80..=0xbf => place,
            _ => Place { column: place.column + 1, ..place },
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Looks for the first byte of a text that is no UTF-8. `Ok` says where the text ends, the error
/// what is wrong and where.
pub fn check(pieces: &[impl AsRef<[u8]>]) -> Result<Place, (Place, Fault)> {
    let mut decoder = Utf8::default();
    let mut place = Place::BEGIN;
    for piece in pieces {
        decoder.feed(piece.as_ref());
        loop {
            match decoder.next_frame() {
                Ok(Some(text)) => place = place.behind(text.as_bytes()),
                Ok(None) => break,
                Err(fault) => return Err((place, fault)),
            }
        }
    }
    match decoder.finish() {
        Ok(()) => Ok(place),
        Err(fault) => Err((place, fault)),
    }
}

#[cfg(test)]
mod tests {
    use decoders::What;

    use super::*;

    fn place(line: u64, column: u64) -> Place {
        Place { line, column }
    }

    /// Whatever the cuts: this is where the text is wrong, or where it ends.
    fn same(text: &[u8], expected: Result<Place, (Place, What)>) {
        for pieces in cuts::in_all_ways(text) {
            let result =
                check(&pieces).map_err(|(place, fault)| (place, fault.what));
            assert_eq!(result, expected, "{pieces:?}");
        }
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        same("aé\n’😀b".as_bytes(), Ok(place(2, 4)));
        same(b"", Ok(Place::BEGIN));
    }

    #[test]
    fn the_first_wrong_byte_is_found() {
        let wrong = |line, column| Err((place(line, column), What::NotUtf8));
        same(b"a\n\xc3\xa9\xff\xff", wrong(2, 2));
        same(b"\xe2\x80a", wrong(1, 1));
    }

    #[test]
    fn the_end_can_cut_a_character() {
        same(b"a\n\n\xc3\xa9\xc3", Err((place(3, 2), What::Ended)));
    }

    #[test]
    fn bytes_can_be_counted_without_a_decoder() {
        let text = "aé\n’😀b".as_bytes();
        for pieces in cuts::in_all_ways(text) {
            let end =
                pieces.iter().fold(Place::BEGIN, |it, piece| it.behind(piece));
            assert_eq!(end, place(2, 4), "{pieces:?}");
        }
    }
}
