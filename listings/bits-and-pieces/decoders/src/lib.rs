//! Bytes in, frames out. The decoders of this crate are pure state machines: there is no socket
//! in them, and nothing waits. How the input was cut into pieces makes no difference to the
//! frames, nor to the fault and the place where it is found.

mod fault;
mod lines;
mod netstrings;
mod pending;
mod utf8;

pub use fault::{Fault, What};
pub use lines::Lines;
pub use netstrings::Netstrings;
pub use pending::Pending;
pub use utf8::Utf8;

// ANCHOR: decoder
/// Bytes in, frames out.
pub trait Decoder {
    /// What comes out.
    type Frame;

    /// Takes a piece of the input, however long it happens to be.
    fn feed(&mut self, piece: &[u8]);

    /// The next frame, if it is whole. `None` says: not yet, feed me.
    ///
    /// After a fault the decoder has lost its way: the fault stays.
    fn next_frame(&mut self) -> Result<Option<Self::Frame>, Fault>;

    /// Asked when the input is at its end and all frames are taken: may it
    /// end here?
    fn finish(&self) -> Result<(), Fault>;
}
// ANCHOR_END: decoder

// ANCHOR: decode
/// Feeds all pieces; gives all frames, and whether the input ended well.
pub fn decode<D: Decoder>(
    mut decoder: D,
    pieces: &[impl AsRef<[u8]>],
) -> (Vec<D::Frame>, Result<(), Fault>) {
    let mut frames = Vec::new();
    for piece in pieces {
        decoder.feed(piece.as_ref());
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(fault) => return (frames, Err(fault)),
            }
        }
    }
    (frames, decoder.finish())
}
// ANCHOR_END: decode

#[cfg(test)]
mod tests;
