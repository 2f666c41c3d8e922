//! Text out of bytes.

use std::str;

use crate::{Decoder, Fault, Pending, What};

// ANCHOR: utf8
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

    fn next_frame(&mut self) -> Result<Option<String>, Fault> {
        let (text, wrong) = match str::from_utf8(self.pending.unread()) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = &self.pending.unread()[..error.valid_up_to()];
                let text = str::from_utf8(valid).expect("checked just now");
                // `None`: it may still become a character.
                (text, error.error_len().is_some())
            }
        };
        if !text.is_empty() {
            let text = text.to_owned();
            self.pending.take(text.len());
            return Ok(Some(text));
        }
        if wrong {
            let at = self.pending.place(0);
            return Err(Fault { at, what: What::NotUtf8 });
        }
        Ok(None)
    }

    fn finish(&self) -> Result<(), Fault> {
        self.pending.finish()
    }
}
// ANCHOR_END: utf8

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
