//! The ways in which a message can be cut into pieces.
//!
//! Put together again, the pieces of each way are the message. No piece is empty: a `read` that
//! returns 0 bytes is no piece but the end.

/// The most bytes for which [`in_all_ways`] is a matter of seconds.
pub const LONGEST: usize = 20;

// ANCHOR: all-ways
/// All ways. Between two bytes there is a cut or there is none: for n bytes,
/// that makes 2 × 2 × … = 2^(n-1) ways.
///
/// # Panics
///
/// If the message has more than [`LONGEST`] bytes.
pub fn in_all_ways(message: &[u8]) -> impl Iterator<Item = Vec<&[u8]>> {
    assert!(message.len() <= LONGEST, "2^{} ways", message.len() - 1);
    let ways = 1u32 << message.len().saturating_sub(1);
    (0..ways).map(|way| {
        let places = (1..message.len()).filter(|at| way >> (at - 1) & 1 == 1);
        at(message, places)
    })
}

/// All ways with one cut.
pub fn in_two(message: &[u8]) -> impl Iterator<Item = Vec<&[u8]>> {
    (1..message.len()).map(|place| at(message, [place]))
}

/// The one way in which every piece is a byte.
pub fn into_bytes(message: &[u8]) -> Vec<&[u8]> {
    message.chunks(1).collect()
}
// ANCHOR_END: all-ways

/// The way in which the pieces have these sizes; what is left is the last piece.
pub fn by_sizes<'m>(message: &'m [u8], sizes: &[usize]) -> Vec<&'m [u8]> {
    let places = sizes.iter().scan(0_usize, |place, size| {
        *place = place.saturating_add(*size);
        (*place < message.len()).then_some(*place)
    });
    at(message, places)
}

/// Cuts at these places, which go up and are inside the message.
fn at(message: &[u8], places: impl IntoIterator<Item = usize>) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    for end in places.into_iter().chain([message.len()]) {
        if begin < end {
            pieces.push(&message[begin..end]);
        }
        begin = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn three_bytes_have_four_ways() {
        let ways: BTreeSet<_> = in_all_ways(b"abc").collect();
        let four: [&[&[u8]]; 4] =
            [&[b"abc"], &[b"a", b"bc"], &[b"ab", b"c"], &[b"a", b"b", b"c"]];
        assert_eq!(ways, four.iter().map(|way| way.to_vec()).collect());
    }

    #[test]
    fn all_ways_are_different_and_lose_nothing() {
        let message = b"0123456789";
        let ways: BTreeSet<_> = in_all_ways(message).collect();
        assert_eq!(ways.len(), 512);
        assert!(ways.iter().all(|pieces| pieces.concat() == message));
        assert!(in_two(message).all(|pieces| ways.contains(&pieces)));
        assert!(ways.contains(&into_bytes(message)));
    }

    #[test]
    fn nothing_has_no_pieces() {
        assert_eq!(in_all_ways(b"").collect::<Vec<_>>(), [[[0; 0]; 0]; 1]);
        assert_eq!(in_two(b"").count(), 0);
    }

    #[test]
    fn sizes_cut_what_is_there() {
        let pieces = |sizes: &[usize]| by_sizes(b"abcdef", sizes).join(&b'|');
        assert_eq!(pieces(&[]), b"abcdef");
        assert_eq!(pieces(&[1, 2]), b"a|bc|def");
        assert_eq!(pieces(&[4, 2, 9]), b"abcd|ef");
        assert_eq!(pieces(&[2, usize::MAX, 1]), b"ab|cdef");
    }
}
