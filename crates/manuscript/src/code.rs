//! Blocks of code: what a reader sees of them.

use crate::highlight;
use crate::tree::{CodeBlock, Token, TokenKind};
use std::collections::BTreeMap;

/// Tab stops stand at multiples of this many columns.
const TAB: usize = 4;

/// Makes a block of `text`, whose info words (`language-rust editable`) are `classes`.
pub(crate) fn block(text: &str, classes: &str, hidden: &BTreeMap<String, String>) -> CodeBlock {
    let mut words = classes.split_ascii_whitespace();
    let language = words
        .clone()
        .find_map(|word| word.strip_prefix("language-").or_else(|| word.strip_prefix("lang-")))
        .unwrap_or_default()
        .to_owned();
    let prefix = words
        .find_map(|word| word.strip_prefix("hidelines="))
        .or_else(|| hidden.get(&language).map(String::as_str));
    let mut visible: Vec<String> = text
        .lines()
        .filter_map(|line| match prefix {
            _ if language == "rust" => visible_rust(line),
            Some(prefix) if line.trim_start().starts_with(prefix) => None,
            _ => Some(line.to_owned()),
        })
        .map(|line| expand_tabs(&line))
        .collect();
    if visible.len() < text.lines().count() {
        // What parted the hidden lines from the others parts nothing now.
        let blank = visible.iter().take_while(|line| line.trim().is_empty()).count();
        visible.drain(..blank);
    }
    let lines = match language.as_str() {
        "console" | "shell-session" | "terminal" => transcript(&visible),
        "diff" | "patch" => diff(&visible),
        _ => highlight::lines(&language, &visible),
    };
    CodeBlock { language, lines, id: None, line: 0 }
}

/// The line as rustdoc shows it: none for `# hidden`, `#` for `##`.
fn visible_rust(line: &str) -> Option<String> {
    let start = line.len() - line.trim_start().len();
    let (indent, rest) = line.split_at(start);
    match rest.strip_prefix('#') {
        Some("") => None,
        Some(rest) if rest.starts_with(' ') => None,
        Some(rest) if rest.starts_with('#') => Some(format!("{indent}{rest}")),
        _ => Some(line.to_owned()),
    }
}

fn expand_tabs(line: &str) -> String {
    if !line.contains('\t') {
        return line.to_owned();
    }
    let mut out = String::new();
    let mut column = 0;
    for c in line.chars() {
        if c == '\t' {
            let width = TAB - column % TAB;
            out.extend(std::iter::repeat_n(' ', width));
            column += width;
        } else {
            out.push(c);
            column += 1;
        }
    }
    out
}

fn token(kind: TokenKind, text: &str) -> Token {
    Token { kind, text: text.to_owned() }
}

/// What was typed after `$ `, and what was printed.
fn transcript(lines: &[String]) -> Vec<Vec<Token>> {
    let mut continued = false;
    let typed = |line: &String| {
        let parts = match line.strip_prefix("$ ") {
            Some(command) => vec![token(TokenKind::Prompt, "$ "), token(TokenKind::Plain, command)],
            None if continued => vec![token(TokenKind::Plain, line)],
            None if line.is_empty() => Vec::new(),
            None => vec![token(TokenKind::Output, line)],
        };
        continued = line.ends_with('\\') && (continued || line.starts_with("$ "));
        parts
    };
    lines.iter().map(typed).collect()
}

fn diff(lines: &[String]) -> Vec<Vec<Token>> {
    let kind = |line: &str| match line.as_bytes().first() {
        Some(b'+') => TokenKind::Inserted,
        Some(b'-') => TokenKind::Deleted,
        Some(b'@') => TokenKind::Attribute,
        _ => TokenKind::Plain,
    };
    lines.iter().map(|line| vec![token(kind(line), line)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(classes: &str, text: &str, expected: &str) {
        assert_eq!(block(text, classes, &BTreeMap::new()).text(), expected);
    }

    #[test]
    fn hidden_lines_are_gone() {
        check(
            "language-rust",
            "# use a;\nfn b() {}\n#\n#[test]\n## c\n",
            "fn b() {}\n#[test]\n# c\n",
        );
        check("language-rust", "# use a;\n\nfn b() {}\n\n# c();", "fn b() {}\n\n");
        check("language-rust", "\nfn b() {}\n", "\nfn b() {}\n");
        check("language-python hidelines=~", "~a = 1\nb = 2\n", "b = 2\n");
        check("language-python", "# a comment\n", "# a comment\n");
    }

    #[test]
    fn tabs_stop_at_every_fourth_column() {
        check("", "a\tb\n\tc\n", "a   b\n    c\n");
    }

    #[test]
    fn a_transcript_tells_typed_from_printed() {
        let block = block("$ ls \\\n  -l\nout\n", "language-console", &BTreeMap::new());
        let kinds: Vec<_> = block
            .lines
            .iter()
            .map(|line| line.iter().map(|t| t.kind).collect::<Vec<_>>())
            .collect();
        let expected = [
            vec![TokenKind::Prompt, TokenKind::Plain],
            vec![TokenKind::Plain],
            vec![TokenKind::Output],
        ];
        assert_eq!(kinds, expected);
    }
}
