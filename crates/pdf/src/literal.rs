//! Text as Typst's string literals: the only way a manuscript's words reach Typst.

/// Writes `text` to `out` as one string literal, in quotes.
///
/// What Typst can't show or would take for the end of a line is shown as a sign instead: a control
/// character as its picture (U+2400…), a line separator as a space.
pub(crate) fn push(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            c => out.push(shown(c)),
        }
    }
    out.push('"');
}

/// `text` as a string literal.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push(&mut out, text);
    out
}

/// The character that stands for `c` on paper.
pub(crate) fn shown(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use typst::syntax::ast::{Code, Expr};
    use typst::syntax::parse_code;

    #[test]
    fn nothing_ends_the_literal() {
        assert_eq!(literal(r#"a"#), r#""a""#);
        assert_eq!(literal(r#""]#read("x")\"#), r#""\"]#read(\"x\")\\""#);
        assert_eq!(literal("\u{0}\u{1b}[0m\u{7f}\u{9b}"), "\"␀␛[0m␡\u{fffd}\"");
        assert_eq!(literal("a\nb\u{2028}c"), r#""a b c""#);
    }

    proptest! {
        /// Typst itself reads one string, and in it what stands for the text on paper.
        #[test]
        fn typst_reads_the_text(text in "(\\PC|[\\\\\"#$\\[\\]{}()*/<@\u{0}-\u{1f}])*") {
            let code = parse_code(&literal(&text));
            let read: Vec<_> = code.cast::<Code<'_>>().expect("it is code").exprs().collect();
            let [Expr::Str(read)] = read[..] else { panic!("{read:?}") };
            let expected: String = text.chars().map(shown).collect();
            prop_assert_eq!(read.get().to_string(), expected);
        }
    }
}
