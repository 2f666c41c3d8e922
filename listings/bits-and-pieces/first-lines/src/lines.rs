//! Lines out of bytes.

use std::str;

use decoders::{Decoder, Fault, Pending, What};

/// Decodes lines of UTF-8 that end with `\n` or `\r\n`.
#[derive(Debug, Default)]
pub struct Lines {
    pending: Pending,
}

impl Decoder for Lines {
    type Frame = String;

    fn feed(&mut self, piece: &[u8]) {
        self.pending.feed(piece);
    }

    // ANCHOR: next-frame
    fn next_frame(&mut self) -> Result<Option<String>, Fault> {
        let unread = self.pending.unread();
        let end = unread.iter().position(|b| *b == b'\n');
        let Some(length) = end else {
            return Ok(None);
        };
        let line = &unread[..length];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = str::from_utf8(line).map_err(|error| Fault {
            at: self.pending.place(error.valid_up_to()),
            what: What::NotUtf8,
        })?;
        let line = line.to_owned();
        self.pending.take(length + 1);
        Ok(Some(line))
    }
    // ANCHOR_END: next-frame

    fn finish(&self) -> Result<(), Fault> {
        self.pending.finish()
    }
}
