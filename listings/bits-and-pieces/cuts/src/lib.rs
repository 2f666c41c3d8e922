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

/// The pieces of the message that these tokens make together. With each token comes where it is
/// cut: bit 0 stands for the place before its first byte, bit 1 for that before its second one.
///
/// A test by chance that finds a wrong cut can leave out a token without moving the other cuts.
pub fn marked(tokens: &[(&[u8], u8)]) -> Vec<Vec<u8>> {
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for (token, cuts) in tokens {
        for (index, byte) in token.iter().enumerate() {
            let cut = cuts.checked_shr(index as u32).unwrap_or(0) & 1 == 1;
            match pieces.last_mut() {
                Some(piece) if !cut => piece.push(*byte),
                _ => pieces.push(vec![*byte]),
            }
        }
    }
    pieces
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
    fn a_mark_cuts_before_its_byte() {
        let pieces = |tokens: &[(&str, u8)]| {
            let tokens =
                tokens.iter().map(|(text, cuts)| (text.as_bytes(), *cuts));
            marked(&tokens.collect::<Vec<_>>()).join(&b'|')
        };
        assert_eq!(pieces(&[("ab", 0), ("c", 0)]), b"abc");
        assert_eq!(pieces(&[("ab", 0b10), ("c", 1)]), b"a|b|c");
        assert_eq!(pieces(&[("ab", 1), ("", 1), ("c", 0)]), b"abc");
        assert_eq!(pieces(&[("0123456789", 0x80)]), b"0123456|789");
        assert_eq!(pieces(&[]), b"");
    }
}
