//! Lines out of bytes.

use std::str;

use crate::{Decoder, Fault, Pending, What};

/// Decodes lines of UTF-8 that end with `\n` or `\r\n`.
#[derive(Debug)]
pub struct Lines {
    pending: Pending,
    /// How many pending bytes are known to be no `\n`.
    searched: usize,
    /// The most bytes of a line, without its `\n`.
    limit: usize,
}

impl Lines {
    /// A decoder for lines of at most `limit` bytes each, without the `\n`.
    pub fn new(limit: usize) -> Self {
        Lines { pending: Pending::default(), searched: 0, limit }
    }
}

impl Decoder for Lines {
    type Frame = String;

    fn feed(&mut self, piece: &[u8]) {
        self.pending.feed(piece);
    }

    // ANCHOR: next-frame
    fn next_frame(&mut self) -> Result<Option<String>, Fault> {
        let unread = self.pending.unread();
        let end = unread[self.searched..].iter().position(|b| *b == b'\n');
        let length = end.map_or(unread.len(), |end| self.searched + end);
        if length > self.limit {
            let at = self.pending.place(self.limit);
            return Err(Fault { at, what: What::TooLong(self.limit) });
        }
        if end.is_none() {
            self.searched = length;
            return Ok(None);
        }
        let line = &unread[..length];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = str::from_utf8(line).map_err(|error| Fault {
            at: self.pending.place(error.valid_up_to()),
            what: What::NotUtf8,
        })?;
        let line = line.to_owned();
        self.pending.take(length + 1);
        self.searched = 0;
        Ok(Some(line))
    }
    // ANCHOR_END: next-frame

    fn finish(&self) -> Result<(), Fault> {
        self.pending.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_searched_twice() {
        let mut decoder = Lines::new(80);
        for (piece, searched) in [("ab", 2), ("c", 3), ("d\nef", 2), ("\n", 0)]
        {
            decoder.feed(piece.as_bytes());
            while decoder.next_frame().unwrap().is_some() {}
            assert_eq!(decoder.searched, searched, "{piece:?}");
        }
    }
}
