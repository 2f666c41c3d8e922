//! Colours for code, by tree-sitter: its time grows with the text, whatever the text is.

use crate::tree::{Token, TokenKind};
use std::cell::RefCell;
use std::sync::LazyLock;
use tree_sitter_highlight::{HighlightConfiguration, HighlightEvent, Highlighter};

/// A block longer than this (in bytes) stays plain: nobody reads it for its colours.
const LONGEST: usize = 1 << 18;

/// The names that grammars give to what they find, and what we make of them.
const NAMES: [(&str, TokenKind); 32] = [
    ("attribute", TokenKind::Attribute),
    ("boolean", TokenKind::Constant),
    ("comment", TokenKind::Comment),
    ("constant", TokenKind::Constant),
    ("constant.builtin", TokenKind::Constant),
    ("constructor", TokenKind::Type),
    ("embedded", TokenKind::Plain),
    ("escape", TokenKind::String),
    ("function", TokenKind::Function),
    ("function.macro", TokenKind::Function),
    ("function.method", TokenKind::Function),
    ("keyword", TokenKind::Keyword),
    ("label", TokenKind::Type),
    ("module", TokenKind::Plain),
    ("number", TokenKind::Constant),
    ("operator", TokenKind::Plain),
    ("property", TokenKind::Plain),
    ("punctuation", TokenKind::Plain),
    ("punctuation.bracket", TokenKind::Plain),
    ("punctuation.delimiter", TokenKind::Plain),
    ("punctuation.special", TokenKind::Plain),
    ("string", TokenKind::String),
    ("string.special", TokenKind::String),
    ("string.special.key", TokenKind::Attribute),
    ("tag", TokenKind::Keyword),
    ("type", TokenKind::Type),
    ("type.builtin", TokenKind::Type),
    ("variable", TokenKind::Plain),
    ("variable.builtin", TokenKind::Keyword),
    ("variable.member", TokenKind::Plain),
    ("variable.parameter", TokenKind::Plain),
    ("none", TokenKind::Plain),
];

/// Colours the lines; in a language without a grammar here they stay plain.
pub(crate) fn lines(language: &str, lines: &[String]) -> Vec<Vec<Token>> {
    let text = lines.join("\n");
    let tokens = match grammar(language) {
        Some(grammar) if text.len() <= LONGEST => colour(grammar, &text),
        _ => None,
    };
    match tokens {
        Some(tokens) => split_lines(tokens, lines.len()),
        None => lines.iter().map(|line| plain(line)).collect(),
    }
}

fn plain(line: &str) -> Vec<Token> {
    let token = Token { kind: TokenKind::Plain, text: line.to_owned() };
    if line.is_empty() { Vec::new() } else { vec![token] }
}

fn colour(grammar: &HighlightConfiguration, text: &str) -> Option<Vec<Token>> {
    thread_local! {
        static HIGHLIGHTER: RefCell<Highlighter> = RefCell::new(Highlighter::new());
    }
    HIGHLIGHTER.with_borrow_mut(|highlighter| {
        let mut open = Vec::new();
        let mut tokens: Vec<Token> = Vec::new();
        let events = highlighter.highlight(grammar, text.as_bytes(), None, None, |_| None).ok()?;
        for event in events {
            match event.ok()? {
                HighlightEvent::HighlightStart(highlight) => open.push(NAMES[highlight.0].1),
                HighlightEvent::HighlightEnd => drop(open.pop()),
                HighlightEvent::Source { start, end } => {
                    let kind = open.last().copied().unwrap_or_default();
                    let text = text.get(start..end)?;
                    match tokens.last_mut() {
                        Some(last) if last.kind == kind => last.text.push_str(text),
                        _ => tokens.push(Token { kind, text: text.to_owned() }),
                    }
                }
            }
        }
        Some(tokens)
    })
}

fn split_lines(tokens: Vec<Token>, count: usize) -> Vec<Vec<Token>> {
    let mut lines = Vec::with_capacity(count);
    let mut line = Vec::new();
    for token in tokens {
        for (nth, part) in token.text.split('\n').enumerate() {
            if nth > 0 {
                lines.push(std::mem::take(&mut line));
            }
            if !part.is_empty() {
                line.push(Token { kind: token.kind, text: part.to_owned() });
            }
        }
    }
    lines.push(line);
    lines.resize(count, Vec::new());
    lines
}

/// The grammar for a language by any of the names that authors give it.
fn grammar(language: &str) -> Option<&'static HighlightConfiguration> {
    macro_rules! grammar {
        ($language:expr, $($query:expr),+) => {{
            static GRAMMAR: LazyLock<Option<HighlightConfiguration>> = LazyLock::new(|| {
                let query = [$($query),+].join("\n");
                let names = NAMES.map(|(name, _)| name);
                let mut grammar =
                    HighlightConfiguration::new($language.into(), "", &query, "", "").ok()?;
                grammar.configure(&names);
                Some(grammar)
            });
            GRAMMAR.as_ref()
        }};
    }
    match language.to_ascii_lowercase().as_str() {
        "rust" | "rs" => grammar!(tree_sitter_rust::LANGUAGE, tree_sitter_rust::HIGHLIGHTS_QUERY),
        "toml" => grammar!(tree_sitter_toml_ng::LANGUAGE, tree_sitter_toml_ng::HIGHLIGHTS_QUERY),
        "bash" | "sh" | "shell" | "zsh" => {
            grammar!(tree_sitter_bash::LANGUAGE, tree_sitter_bash::HIGHLIGHT_QUERY)
        }
        "json" | "jsonc" | "json5" => {
            grammar!(tree_sitter_json::LANGUAGE, tree_sitter_json::HIGHLIGHTS_QUERY)
        }
        "c" | "h" | "cpp" | "c++" | "cc" | "hpp" => {
            grammar!(tree_sitter_c::LANGUAGE, tree_sitter_c::HIGHLIGHT_QUERY)
        }
        "python" | "py" | "python3" => {
            grammar!(tree_sitter_python::LANGUAGE, tree_sitter_python::HIGHLIGHTS_QUERY)
        }
        "javascript" | "js" | "mjs" | "typescript" | "ts" => {
            grammar!(tree_sitter_javascript::LANGUAGE, tree_sitter_javascript::HIGHLIGHT_QUERY)
        }
        "html" | "xml" | "handlebars" | "hbs" | "svg" => {
            grammar!(tree_sitter_html::LANGUAGE, tree_sitter_html::HIGHLIGHTS_QUERY)
        }
        "css" => grammar!(tree_sitter_css::LANGUAGE, tree_sitter_css::HIGHLIGHTS_QUERY),
        "yaml" | "yml" => grammar!(tree_sitter_yaml::LANGUAGE, tree_sitter_yaml::HIGHLIGHTS_QUERY),
        "go" | "golang" => grammar!(tree_sitter_go::LANGUAGE, tree_sitter_go::HIGHLIGHTS_QUERY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 11] =
        ["rust", "toml", "bash", "json", "c", "python", "javascript", "html", "css", "yaml", "go"];

    #[test]
    fn every_grammar_loads() {
        for language in LANGUAGES {
            assert!(grammar(language).is_some(), "{language}");
        }
    }

    #[test]
    fn rust_is_coloured_and_whole() {
        let source = ["fn main() {", "    // a \"comment\"", "    let x = \"s\";", "", "}"];
        let coloured = lines("rust", &source.map(str::to_owned));
        let text: Vec<String> =
            coloured.iter().map(|l| l.iter().map(|t| t.text.as_str()).collect()).collect();
        assert_eq!(text, source);
        assert_eq!(coloured[0][0], Token { kind: TokenKind::Keyword, text: "fn".into() });
        assert!(coloured[1].iter().any(|t| t.kind == TokenKind::Comment));
        assert!(coloured[2].iter().any(|t| t.kind == TokenKind::String));
    }

    /// syntect 5.3 never ends on this one (trishume/syntect#460).
    #[test]
    fn what_other_highlighters_hang_on() {
        for language in LANGUAGES {
            for text in ["x /*", "\"", "'''", "<!--", "r#\"", "$(", "`${", "\u{0}\u{7f}"] {
                let coloured = lines(language, &[text.to_owned()]);
                let whole: String = coloured[0].iter().map(|t| t.text.as_str()).collect();
                assert_eq!(whole, text, "{language}");
            }
        }
    }
}
