//! Netstrings out of bytes.

use crate::{Decoder, Fault, Pending, What};

/// Decodes netstrings: `5:bytes,` is a frame of 5 bytes.
#[derive(Debug)]
pub struct Netstrings {
    pending: Pending,
    /// The most bytes of a frame.
    limit: usize,
}

impl Netstrings {
    /// A decoder for frames of at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Netstrings { pending: Pending::default(), limit }
    }

    fn fault<T>(&self, index: usize, what: What) -> Result<T, Fault> {
        Err(Fault { at: self.pending.place(index), what })
    }

    // ANCHOR: length
    /// The length of the next frame, and where its first byte is. The digits
    /// are read again for each piece; the limit keeps them few.
    fn length(&self) -> Result<Option<(usize, usize)>, Fault> {
        let mut length = 0_usize;
        for (index, byte) in self.pending.unread().iter().enumerate() {
            let digit = match byte {
                b':' if index > 0 => return Ok(Some((length, index + 1))),
                // After a zero there is no second digit.
                b'0'..=b'9' if index == 0 || length > 0 => byte - b'0',
                _ => return self.fault(index, What::NotALength),
            };
            length =
                length.saturating_mul(10).saturating_add(usize::from(digit));
            if length > self.limit {
                return self.fault(index, What::TooLong(self.limit));
            }
        }
        Ok(None)
    }
    // ANCHOR_END: length
}

impl Decoder for Netstrings {
    type Frame = Vec<u8>;

    fn feed(&mut self, piece: &[u8]) {
        self.pending.feed(piece);
    }

    // ANCHOR: next-frame
    fn next_frame(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let Some((length, begin)) = self.length()? else {
            return Ok(None);
        };
        let end = begin.saturating_add(length);
        match self.pending.unread().get(end) {
            None => Ok(None),
            Some(b',') => {
                Ok(Some(self.pending.take(end + 1)[begin..end].to_vec()))
            }
            Some(_) => self.fault(end, What::NoEnd),
        }
    }
    // ANCHOR_END: next-frame

    fn finish(&self) -> Result<(), Fault> {
        self.pending.finish()
    }
}
