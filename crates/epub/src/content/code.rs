//! Blocks of code.

use super::attributes::tokens;
use crate::xml::{Element, Node, element};
use bindery_manuscript::{CodeBlock, Token, TokenKind};
use std::collections::VecDeque;

/// The deepest indentation, in columns, that a wrapped line keeps; more leaves a phone no room.
const DEEPEST: usize = 16;

/// A run of this many characters without a space may be wrapped inside. On a phone at its usual
/// size a line has some 45 columns.
const LONG: usize = 20;

/// `block` as `pre`: each line a `span` that the style sheet gives a hanging indent.
///
/// The line end is inside the `span`. So the lines are right whether the reader makes blocks of
/// the spans or knows no style sheet at all, and copied code has its line ends.
pub(super) fn block(block: &CodeBlock, id: Option<String>) -> Element {
    let mut code = element("code");
    let language = format!("language-{}", block.language.to_ascii_lowercase());
    if let [class] = tokens(&language).as_slice()
        && class != "language-"
    {
        code.add_class(class);
    }
    let is_diff = matches!(block.language.as_str(), "diff" | "patch");
    code.children.extend(block.lines.iter().map(|tokens| Node::Element(line(tokens, is_diff))));
    // Converters that set XML anew leave the space here alone.
    let pre = element("pre").with("class", "code").with("dir", "ltr").with("xml:space", "preserve");
    pre.with_some("id", id.as_deref()).child(code)
}

fn line(tokens: &[Token], is_diff: bool) -> Element {
    let text: String = tokens.iter().map(|token| token.text.as_str()).collect();
    let class = match indentation(&text, is_diff) / 2 * 2 {
        0 => "line".to_owned(),
        columns => format!("line in{columns}"),
    };
    let mut line = element("span").with("class", class);
    let mut breaks = breaks(&text);
    let mut start = 0;
    for token in tokens {
        let end = start + token.text.len();
        let mut parts = Vec::new();
        while let Some(at) = breaks.pop_front_if(|at| *at < end) {
            push_text(&text[start..at], &mut parts);
            parts.push(element("wbr").into());
            start = at;
        }
        push_text(&text[start..end], &mut parts);
        start = end;
        match token.kind {
            TokenKind::Plain => line.children.extend(parts),
            kind => line = line.child(element("span").with("class", kind.class()).nodes(parts)),
        }
    }
    line.text("\n")
}

/// Adds the text, with its arrows kept whole: a browser may wrap after any hyphen.
fn push_text(text: &str, parts: &mut Vec<Node>) {
    for (place, part) in text.split("->").enumerate() {
        if place > 0 {
            parts.push(element("span").with("class", "nobr").text("->").into());
        }
        if !part.is_empty() {
            parts.push(Node::Text(part.to_owned()));
        }
    }
}

/// The columns by which the line is indented; in a diff, those after its sign, too.
fn indentation(line: &str, is_diff: bool) -> usize {
    let sign = usize::from(is_diff && line.starts_with(['+', '-', ' ']));
    let blanks = line[sign..].bytes().take_while(|byte| *byte == b' ').count();
    (sign + blanks).min(DEEPEST)
}

/// The places (in bytes) where the line may be wrapped though no space is there: before the dot of
/// a method, after a `::`, after an opening bracket. Without them, a browser first leaves the rest
/// of the line above empty, and then cuts through a name.
fn breaks(line: &str) -> VecDeque<usize> {
    let mut found = VecDeque::new();
    let mut start = 0;
    for run in line.split(' ') {
        let bytes = run.as_bytes();
        let is_long = run.len() >= LONG && run.chars().count() >= LONG;
        for at in 1..if is_long { bytes.len() } else { 0 } {
            let fits = match (bytes[at - 1], bytes[at]) {
                (before, b'.') => !before.is_ascii_digit() && before != b'.',
                (b'(' | b'[' | b'{', after) => !matches!(after, b')' | b']' | b'}'),
                (b':', after) => at > 1 && bytes[at - 2] == b':' && after.is_ascii_alphabetic(),
                (b'/', after) => after.is_ascii_alphanumeric(),
                _ => false,
            };
            if fits {
                found.push_back(start + at);
            }
        }
        start += run.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line with `|` where it may be wrapped.
    fn marked(line: &str) -> String {
        let mut marked = line.to_owned();
        breaks(line).iter().rev().for_each(|at| marked.insert(*at, '|'));
        marked
    }

    #[test]
    fn long_runs_are_wrapped_where_a_reader_would() {
        assert_eq!(
            marked("    thread::sleep(until.saturating_duration_since(now())); // short::run"),
            "    thread::|sleep(|until|.saturating_duration_since(|now())); // short::run"
        );
        assert_eq!(
            marked("127.0.0.1:10001 and 0..=1_000_000_000_000_000"),
            "127.0.0.1:10001 and 0..=1_000_000_000_000_000"
        );
        assert_eq!(marked("ä//é.é.é.é.é.é.é.é.é.é.é"), "ä//é|.é|.é|.é|.é|.é|.é|.é|.é|.é|.é");
    }

    #[test]
    fn the_sign_of_a_diff_is_not_the_indentation() {
        assert_eq!(indentation("+    let x", true), 5);
        assert_eq!(indentation("-x", true), 1);
        assert_eq!(indentation("+    let x", false), 0);
        assert_eq!(indentation(&" ".repeat(40), false), DEEPEST);
    }
}
