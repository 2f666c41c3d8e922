//! A run of words and what stands among them, as Typst code: `"Hello ";strong({"you"});`.

use crate::breaks::{endless, freed, pieces};
use crate::literal;

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
    fn no_line_begins_with_the_comma_after_an_element() {
        let mut run = Inline::new(80);
        run.text("Tell ");
        run.put("code(\"me\")");
        run.text(", please");
        assert_eq!(run.finish(), r#""Tell ";code("me");", please";"#);
    }
}
