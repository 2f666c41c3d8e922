//! A run of words and what stands among them, as Typst code: `"Hello ";strong({"you"});`.

use std::borrow::Cow;

use crate::literal;

/// A word that is longer than this many characters may be broken at its punctuation.
pub(crate) const LONG_WORD: usize = 22;

/// A stretch of letters, digits and signs that is longer than this may be broken anywhere.
pub(crate) const ENDLESS: usize = 36;

/// So many characters of what may be broken anywhere stay together.
const STEP: usize = 6;

/// A text that may be broken at more places than this is no text that anyone reads. Each place is
/// then a character of no width, though it is copied with the text: pieces would cost Typst time
/// that grows with their square.
const MAX_PIECES: usize = 200;

/// A run of inline content under construction. White space is as in HTML: runs of it are one space,
/// and none stands at either end.
pub(crate) struct Inline {
    code: String,
    words: String,
    gap: Gap,
    /// How many things a reader can see.
    seen: usize,
    /// How many characters there is room for in a line.
    room: usize,
    /// Whether something is long and can't be broken.
    ragged: bool,
}

/// What is to become of white space here.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// It is dropped: the run has just begun, or a space is there already.
    Closed,
    /// It makes a space.
    Open,
    /// It has made a space, which is written before the next thing that a reader sees.
    Due,
}

/// Where a wrapper was opened.
pub(crate) struct Opened {
    start: usize,
    inside: usize,
    seen: usize,
}

impl Inline {
    /// An empty run, for lines of `room` characters.
    pub(crate) fn new(room: usize) -> Self {
        Inline {
            code: String::new(),
            words: String::new(),
            gap: Gap::Closed,
            seen: 0,
            room,
            ragged: false,
        }
    }

    /// Adds text of the manuscript.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if self.gap == Gap::Open {
                    self.gap = Gap::Due;
                }
            } else {
                self.space();
                self.words.push(c);
                self.gap = Gap::Open;
                self.seen += 1;
            }
        }
    }

    /// Adds something that a reader sees: an image, a piece of code.
    pub(crate) fn put(&mut self, code: &str) {
        self.space();
        self.mark(code);
        self.gap = Gap::Open;
        self.seen += 1;
    }

    /// Adds something that takes no room: an anchor.
    pub(crate) fn mark(&mut self, code: &str) {
        self.flush();
        self.code.push_str(code);
        self.code.push(';');
    }

    /// Drops white space that comes now.
    pub(crate) fn no_space(&mut self) {
        self.gap = Gap::Closed;
    }

    /// Ends the line.
    pub(crate) fn line_break(&mut self) {
        self.mark("linebreak()");
        self.no_space();
    }

    /// Opens a wrapper: `opener` is a call up to its last argument, `strong(`.
    pub(crate) fn open(&mut self, opener: &str) -> Opened {
        if self.gap == Gap::Due {
            self.space();
            self.gap = Gap::Closed;
        }
        self.flush();
        let start = self.code.len();
        self.code.push_str(opener);
        self.code.push('{');
        Opened { start, inside: self.code.len(), seen: self.seen }
    }

    /// Closes a wrapper. One with nothing to see inside is taken away.
    pub(crate) fn close(&mut self, opened: Opened) {
        self.flush();
        if self.seen == opened.seen {
            self.code.replace_range(opened.start..opened.inside, "");
        } else {
            self.code.push_str("});");
        }
    }

    /// Whether there is something to see.
    pub(crate) fn is_visible(&self) -> bool {
        self.seen > 0
    }

    /// Says that something long was added that no line can end in.
    pub(crate) fn set_ragged(&mut self) {
        self.ragged = true;
    }

    /// Whether its lines can't be drawn out to the margin without holes.
    pub(crate) fn is_ragged(&self) -> bool {
        self.ragged
    }

    /// The statements.
    pub(crate) fn finish(mut self) -> String {
        self.flush();
        self.code
    }

    fn space(&mut self) {
        if self.gap == Gap::Due {
            self.words.push(' ');
        }
    }

    fn flush(&mut self) {
        if self.words.is_empty() {
            return;
        }
        let words = std::mem::take(&mut self.words);
        let pieces = pieces(&words, self.room);
        self.ragged |= pieces.iter().any(|piece| endless(piece));
        if pieces.len() > MAX_PIECES {
            literal::push(&mut self.code, &pieces.join("\u{200b}"));
            self.code.push(';');
            return;
        }
        for (index, piece) in freed(&pieces).enumerate() {
            if index > 0 && !piece.starts_with('\u{200b}') {
                self.code.push_str("wb;");
            }
            literal::push(&mut self.code, &piece);
            self.code.push(';');
        }
    }
}

/// Words alone as content, which may be broken to fit into lines of `room` characters.
pub(crate) fn content(words: &str, room: usize) -> String {
    let mut run = Inline::new(room);
    run.text(words);
    format!("{{{}}}", run.finish())
}

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
    fn white_space_is_that_of_html() {
        let mut run = Inline::new(80);
        run.text("\n  one \n");
        let opened = run.open("strong(");
        run.text("  two ");
        run.close(opened);
        run.text(" three ");
        assert_eq!(run.finish(), r#""one ";strong({"two";});" three";"#);
    }

    #[test]
    fn a_wrapper_around_nothing_is_none() {
        let mut run = Inline::new(80);
        let opened = run.open("strong(");
        run.text(" ");
        run.mark("anchor(\"c1\")");
        run.close(opened);
        assert!(!run.is_visible());
        assert_eq!(run.finish(), "anchor(\"c1\");");
    }

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

    #[test]
    fn no_line_begins_with_the_comma_after_an_element() {
        let mut run = Inline::new(80);
        run.text("Tell ");
        run.put("code(\"me\")");
        run.text(", please");
        assert_eq!(run.finish(), r#""Tell ";code("me");", please";"#);
    }
}
