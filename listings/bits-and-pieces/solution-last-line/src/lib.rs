//! Lines, of which the last one needs no end.
//!
//! The end of the input now does what a `\n` did: it makes a line whole. So there is a frame that
//! only [`end`](LastLine::end) can give, and every caller has to ask for it.

use decoders::{Decoder, Fault, Lines, What};

/// Decodes lines; the last one may end with the input.
#[derive(Debug)]
pub struct LastLine(Lines);

impl LastLine {
    /// A decoder for lines of at most `limit` bytes each, without the `\n`.
    pub fn new(limit: usize) -> Self {
        LastLine(Lines::new(limit))
    }

    /// Takes a piece of the input.
    pub fn feed(&mut self, piece: &[u8]) {
        self.0.feed(piece);
    }

    /// The next line, if it is whole.
    pub fn next_line(&mut self) -> Result<Option<String>, Fault> {
        self.0.next_frame()
    }

    /// The input is at its end, and all whole lines are taken: the line that it cut, if it did.
    pub fn end(mut self) -> Result<Option<String>, Fault> {
        match self.0.finish() {
            Err(Fault { what: What::Ended, .. }) => {
                self.0.feed(b"\n");
                self.0.next_frame()
            }
            result => result.map(|()| None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[&[u8]]) -> Result<Vec<String>, Fault> {
        let mut decoder = LastLine::new(4);
        let mut lines = Vec::new();
        for piece in pieces {
            decoder.feed(piece);
            while let Some(line) = decoder.next_line()? {
                lines.push(line);
            }
        }
        lines.extend(decoder.end()?);
        Ok(lines)
    }

    #[test]
    fn whatever_the_cuts_the_last_line_is_a_line() {
        let inputs: [(&str, &[&str]); 6] = [
            ("a\né", &["a", "é"]),
            ("a\né\n", &["a", "é"]),
            ("a\r\n\r\n", &["a", ""]),
            ("a\n\n", &["a", ""]),
            ("a\r", &["a"]),
            ("", &[]),
        ];
        for (input, expected) in inputs {
            for pieces in cuts::in_all_ways(input.as_bytes()) {
                assert_eq!(lines(&pieces).unwrap(), expected, "{pieces:?}");
            }
        }
    }

    #[test]
    fn a_last_line_can_be_wrong_too() {
        let input = b"a\nbc\xe2\x80";
        for pieces in cuts::in_all_ways(input) {
            let fault = lines(&pieces).unwrap_err();
            assert_eq!(fault, Fault { at: 4, what: What::NotUtf8 });
        }
    }
}
