//! Text out of bytes.

use std::str;

use crate::{Decoder, Fault, Pending, What};

/// Decodes UTF-8. A frame is as much text as there is.
#[derive(Debug, Default)]
pub struct Utf8 {
    /// Between two pieces: the beginning of a character, 3 bytes at most.
    pending: Pending,
}

impl Decoder for Utf8 {
    type Frame = String;

    fn feed(&mut self, piece: &[u8]) {
        self.pending.feed(piece);
    }

    // ANCHOR: next-frame
    fn next_frame(&mut self) -> Result<Option<String>, Fault> {
        let (whole, wrong) = match str::from_utf8(self.pending.unread()) {
            Ok(text) => (text.len(), false),
            // No `error_len`: the rest may still become a character.
            Err(error) => (error.valid_up_to(), error.error_len().is_some()),
        };
        if whole > 0 {
            let text = self.pending.take(whole).to_vec();
            let text = String::from_utf8(text).expect("checked just now");
            return Ok(Some(text));
        }
        if wrong {
            let at = self.pending.place(0);
            return Err(Fault { at, what: What::NotUtf8 });
        }
        Ok(None)
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
    fn between_two_pieces_utf8_keeps_three_bytes_at_most() {
        let mut decoder = Utf8::default();
        let mut most = 0;
        for piece in cuts::into_bytes("é’😀a".as_bytes()) {
            decoder.feed(piece);
            while decoder.next_frame().unwrap().is_some() {}
            most = most.max(decoder.pending.unread().len());
        }
        assert_eq!(most, 3);
    }
}
