//! The bytes that have arrived and belong to no frame yet.

use crate::{Fault, What};

// ANCHOR: feed
/// The bytes that have arrived and belong to no frame yet.
#[derive(Debug, Default)]
pub struct Pending {
    bytes: Vec<u8>,
    /// How many of `bytes` have been taken: they are only not moved away yet.
    taken: usize,
    /// How many bytes have been taken since the beginning of the input.
    before: u64,
}

impl Pending {
    /// Adds a piece at the end.
    pub fn feed(&mut self, piece: &[u8]) {
        // Once a piece, not once a frame: what stays is a part of one frame.
        self.bytes.drain(..self.taken);
        self.taken = 0;
        self.bytes.extend_from_slice(piece);
    }
    // ANCHOR_END: feed

    /// The bytes that nobody has taken.
    pub fn unread(&self) -> &[u8] {
        &self.bytes[self.taken..]
    }

    /// Takes the first `count` bytes of [`unread`](Pending::unread).
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn take(&mut self, count: usize) -> &[u8] {
        let begin = self.taken;
        self.taken += count;
        self.before += count as u64;
        &self.bytes[begin..self.taken]
    }

    /// The place in the input of the byte with this index in `unread`.
    pub fn place(&self, index: usize) -> u64 {
        self.before + index as u64
    }

    /// The input ends here: a fault if it does so inside a frame.
    pub fn finish(&self) -> Result<(), Fault> {
        match self.unread().len() {
            0 => Ok(()),
            rest => Err(Fault { at: self.place(rest), what: What::Ended }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_is_let_go() {
        let mut pending = Pending::default();
        for _ in 0..1000 {
            pending.feed(b"abc");
            pending.take(pending.unread().len());
        }
        assert_eq!((pending.bytes.len(), pending.place(0)), (3, 3000));
    }

    #[test]
    fn what_was_not_taken_stays() {
        let mut pending = Pending::default();
        pending.feed(b"abc");
        assert_eq!(pending.take(1), b"a");
        pending.feed(b"de");
        assert_eq!(pending.unread(), b"bcde");
        assert_eq!(pending.place(1), 2);
    }
}
