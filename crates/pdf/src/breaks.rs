//! Where a line may end though no space is there: in words that are longer than it.

use std::borrow::Cow;

/// A word that is longer than this many characters may be broken at its punctuation.
pub(crate) const LONG_WORD: usize = 22;

/// A stretch of letters, digits and signs that is longer than this may be broken anywhere.
pub(crate) const ENDLESS: usize = 36;

/// So many characters of what may be broken anywhere stay together.
const STEP: usize = 6;

/// The text cut where a line may end though no space is there: inside words so long that they would
/// stand out into the margin of lines of `room` characters.
pub(crate) fn pieces(text: &str, room: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut word = 0;
    for end in text.match_indices(' ').map(|(at, _)| at).chain([text.len()]) {
        if text[word..end].chars().count() > LONG_WORD.min(room) {
            for cut in cuts(&text[word..end], ENDLESS.min(room).max(2)) {
                pieces.push(&text[start..word + cut]);
                start = word + cut;
            }
        }
        word = end;
    }
    pieces.push(&text[start..]);
    pieces
}

/// Whether a piece ends in a word that was cut where it had no punctuation.
pub(crate) fn endless(piece: &str) -> bool {
    piece.chars().rev().take_while(|c| is_plain(*c)).count() >= ENDLESS
}

/// The pieces of a text as they are set: where one begins with a sign with which no line begins, even
/// after a space, only a space of no width lets the line end.
pub(crate) fn freed<'p>(pieces: &'p [&str]) -> impl Iterator<Item = Cow<'p, str>> {
    pieces.iter().enumerate().map(|(index, piece)| match index > 0 && is_stuck(piece) {
        true => format!("\u{200b}{piece}").into(),
        false => (*piece).into(),
    })
}

fn is_stuck(piece: &str) -> bool {
    piece.starts_with([')', ']', '}', '!', '?', ',', '.', ':', ';', '/'])
}

/// Whether it is a sign, or a letter of a script whose words have spaces between them, and no mark
/// that stands on a letter.
#[rustfmt::skip]
fn is_plain(c: char) -> bool {
    c.is_ascii_graphic()
        || matches!(c, '\u{a1}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}'
            | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{10a0}'..='\u{10ff}'
            | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{2bff}')
}

/// Where a long word may be cut: after punctuation, not too near its ends and not twice in a row;
/// and wherever it has gone on for `endless` characters.
fn cuts(word: &str, endless: usize) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut since = 0;
    let mut plain = 0;
    let mut limit = endless;
    let mut rest = word.chars().count();
    let mut chars = word.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        rest -= 1;
        since += 1;
        plain = if is_plain(c) { plain + 1 } else { 0 };
        let Some(&(end, next)) = chars.peek() else { break };
        let after = c.is_ascii_punctuation() && !matches!(c, '\'' | '"' | '(' | '<' | '[' | '{');
        let good = after && !next.is_ascii_punctuation() && since >= 3 && rest >= 3;
        let patience = if is_stuck(&word[end..]) { STEP } else { 0 };
        if good || plain >= limit + patience {
            cuts.push(at + c.len_utf8());
            limit = if good { endless } else { endless.min(STEP) };
            since = 0;
            plain = 0;
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_can_break_and_lose_nothing() {
        let path = "see std::collections::hash_map::HashMap now";
        assert_eq!(
            pieces(path, 80),
            ["see std::", "collections::", "hash_", "map::", "HashMap now"]
        );
        let endless = "x".repeat(100);
        assert_eq!(pieces(&endless, 80)[..2], ["x".repeat(36), "x".repeat(6)]);
        assert_eq!(pieces(&endless, 80).concat(), endless);
        assert_eq!(pieces("narrow cell", 4), ["narr", "ow cell"]);
        assert_eq!(pieces("short::word and another", 80), ["short::word and another"]);
    }

    #[test]
    fn no_piece_waits_for_a_break_that_never_comes() {
        assert_eq!(pieces("code::path::Name", 4), ["code::", "path::", "Name"]);
        let signs = ":".repeat(60);
        let parts = pieces(&signs, 80);
        assert_eq!(parts[0].len(), ENDLESS + STEP);
        let set: Vec<_> = freed(&parts).collect();
        assert_eq!((set[0].as_ref(), set[1].strip_prefix('\u{200b}')), (parts[0], Some(parts[1])));
    }
}
