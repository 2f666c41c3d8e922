//! Blocks of code: wrapped by column, coloured by token, as Typst code.

use bindery_manuscript::{CodeBlock, Token, TokenKind};
use unicode_width::UnicodeWidthChar;

use crate::literal;

/// How much further a continued line is indented than the line it continues.
const HANG: usize = 4;

/// One line of code as set: what doesn't fit goes on below.
struct Wrapped {
    /// The rows, each a sequence of tokens.
    rows: Vec<Vec<Token>>,
    /// How many columns the second row and those after it are indented.
    indent: usize,
}

/// The call that sets `block` in `columns` columns.
pub(crate) fn code_block(block: &CodeBlock, columns: usize) -> String {
    let mut code = String::from("code-block((");
    for line in &block.lines {
        let wrapped = wrap(line, columns);
        let last = wrapped.rows.len() - 1;
        for (index, row) in wrapped.rows.iter().enumerate() {
            let indent = if index == 0 { 0 } else { wrapped.indent };
            match (index == last, indent) {
                (true, 0) => push_row(&mut code, row),
                (true, _) => {
                    code.push_str(&format!("hung({indent},"));
                    push_row(&mut code, row);
                    code.push(')');
                }
                (false, _) => push_turned(&mut code, indent, row),
            }
            code.push_str(",\n");
        }
    }
    code.push_str("))");
    code
}

/// Writes a row as one piece of content.
fn push_row(code: &mut String, row: &[Token]) {
    code.push('{');
    for token in row.iter().filter(|token| !token.text.is_empty()) {
        match token.kind.class() {
            "" => literal::push(code, &token.text),
            class => {
                code.push_str("tok.");
                code.push_str(class);
                code.push('(');
                literal::push(code, &token.text);
                code.push(')');
            }
        }
        code.push(';');
    }
    code.push('}');
}

/// Writes a row that goes on below. The spaces at its end come behind the mark: there they take no room.
fn push_turned(code: &mut String, indent: usize, row: &[Token]) {
    let mut row = row.to_vec();
    let spaces = row.last_mut().map(|last| {
        let end = last.text.trim_end_matches(' ').len();
        last.text.split_off(end)
    });
    code.push_str(&format!("turned({indent},"));
    push_row(code, &row);
    if let Some(spaces) = spaces.filter(|spaces| !spaces.is_empty()) {
        code.push(',');
        literal::push(code, &spaces);
    }
    code.push(')');
}

/// Cuts a line into rows of at most `columns` columns, each as late as it can be cut well.
fn wrap(line: &[Token], columns: usize) -> Wrapped {
    let chars: Vec<(char, TokenKind)> =
        line.iter().flat_map(|token| token.text.chars().map(|c| (c, token.kind))).collect();
    let leading = chars.iter().take_while(|(c, _)| *c == ' ').count();
    let indent = (leading + HANG).min(columns / 2);
    let mut rows = Vec::new();
    let mut rest = chars.as_slice();
    let mut room = columns;
    while let Some(limit) = overflow(rest, room) {
        let cut = best_cut(rest, limit);
        let (row, next) = rest.split_at(cut);
        rows.push(tokens(row));
        rest = next;
        room = columns - indent;
    }
    rows.push(tokens(rest));
    Wrapped { rows, indent }
}

/// How many of the characters fit into `room` columns, if not all do.
fn overflow(chars: &[(char, TokenKind)], room: usize) -> Option<usize> {
    let mut used = 0;
    for (index, (c, _)) in chars.iter().enumerate() {
        used += c.width().unwrap_or(1);
        if used > room {
            // At least one, so that every row gets on.
            return Some(index.max(1));
        }
    }
    None
}

/// Where to cut a row that may hold `limit` characters: after a space, else after punctuation, in
/// its last third; else at the limit.
fn best_cut(chars: &[(char, TokenKind)], limit: usize) -> usize {
    let earliest = (limit * 2 / 3).max(1);
    let next = |cut: usize| chars.get(cut).map(|(c, _)| *c);
    // A space at the end of a row takes no room.
    let latest = if next(limit) == Some(' ') { limit + 1 } else { limit };
    let last = |good: fn(char) -> bool| {
        (earliest..=latest).rev().find(|&cut| good(chars[cut - 1].0) && next(cut) != Some(' '))
    };
    last(|c| c == ' ')
        .or_else(|| last(|c| matches!(c, ',' | ';' | '(' | '{' | '[' | '|' | '/' | ':' | '.')))
        .unwrap_or(limit)
}

/// The characters as tokens again.
fn tokens(chars: &[(char, TokenKind)]) -> Vec<Token> {
    chars
        .chunk_by(|(_, a), (_, b)| a == b)
        .map(|run| Token { kind: run[0].1, text: run.iter().map(|(c, _)| c).collect() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, columns: usize) -> (Vec<String>, usize) {
        let line = [Token { kind: TokenKind::Plain, text: text.to_owned() }];
        let wrapped = wrap(&line, columns);
        let text = |row: &Vec<Token>| row.iter().map(|token| token.text.as_str()).collect();
        (wrapped.rows.iter().map(text).collect(), wrapped.indent)
    }

    #[test]
    fn a_line_that_fits_is_left_alone() {
        assert_eq!(rows("    four!", 9), (vec!["    four!".to_owned()], 4));
        assert_eq!(rows("", 9).0, [""]);
    }

    #[test]
    fn a_long_line_is_cut_after_a_space_and_hangs() {
        let (rows, indent) = rows("  let a_name = call(one, two, three);", 24);
        assert_eq!(rows, ["  let a_name = call(one, ", "two, three);"]);
        assert_eq!(indent, 6);
    }

    #[test]
    fn a_line_without_any_gap_is_cut_at_the_limit() {
        let (rows, _) = rows(&"x".repeat(50), 20);
        assert_eq!(rows.concat(), "x".repeat(50));
        assert_eq!(rows[0].len(), 20);
        assert!(rows.iter().all(|row| row.len() <= 20));
    }

    #[test]
    fn wide_characters_count_twice() {
        let (rows, _) = rows("漢字漢字漢字", 8);
        assert_eq!(rows[0].chars().count(), 4);
    }

    #[test]
    fn the_mark_of_a_line_that_goes_on_has_room() {
        let token = Token { kind: TokenKind::Plain, text: "four go".into() };
        let block = CodeBlock { lines: vec![vec![token]], ..CodeBlock::default() };
        let expected = "code-block((turned(0,{\"four\";},\" \"),\nhung(2,{\"go\";}),\n))";
        assert_eq!(code_block(&block, 4), expected);
    }

    #[test]
    fn tokens_become_calls_and_text_stays_a_literal() {
        let block = CodeBlock {
            lines: vec![
                vec![
                    Token { kind: TokenKind::Keyword, text: "let".into() },
                    Token { kind: TokenKind::Plain, text: " x = \"#y\";".into() },
                ],
                vec![],
            ],
            ..CodeBlock::default()
        };
        let expected = "code-block(({tok.keyword(\"let\");\" x = \\\"#y\\\";\";},\n{},\n))";
        assert_eq!(code_block(&block, 80), expected);
    }
}
