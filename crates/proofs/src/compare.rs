//! A recorded text against a real one: equal but for what the patterns allow, or a diff.

use crate::patterns::Patterns;
use snapbox::report::Palette;
use snapbox::{Assert, Data, IntoData, assert};

/// Where and how two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The first line of the recorded text that is not as it is now, counted from 0.
    pub(crate) line: usize,
    /// Both, line by line, with the names of patterns in place of what may differ.
    pub(crate) diff: String,
}

/// How `actual` differs from what was `recorded`, if it does.
pub(crate) fn difference(recorded: &str, actual: &str, patterns: &Patterns) -> Option<Difference> {
    let (recorded, actual) = (patterns.redact(recorded), patterns.redact(actual));
    let lines = || recorded.lines().zip(actual.lines());
    let line = lines().take_while(|(old, new)| old == new).count();
    // Raw: what a program prints may hold `...` or `[..]`, and means itself.
    let expected: Data = recorded.clone().into_data().raw();
    let diff = Assert::new()
        .action(assert::Action::Verify)
        .palette(Palette::plain())
        .try_eq(Some(&"now"), actual.clone().into_data(), expected)
        .err()?
        .to_string();
    Some(Difference { line, diff: diff.trim_matches('\n').to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn compare(recorded: &str, actual: &str) -> Option<Difference> {
        difference(recorded, actual, &Patterns::with(&BTreeMap::new()).unwrap())
    }

    #[test]
    fn only_what_patterns_allow_may_differ() {
        assert_eq!(compare("a\ntook 1 ms\n", "a\ntook 2.5 ms\n"), None);
        let difference = compare("a\nb\ntook 1 ms\n", "a\nc\ntook 2 ms\n").unwrap();
        assert_eq!(difference.line, 1);
        assert!(
            difference.diff.contains("- b") && difference.diff.contains("+ c"),
            "{}",
            difference.diff
        );
    }

    #[test]
    fn dots_and_brackets_mean_themselves() {
        assert!(compare("...\n", "anything\nat all\n").is_some());
        assert!(compare("a [..] b\n", "a c b\n").is_some());
        assert_eq!(compare("waiting...\n", "waiting...\n"), None);
        assert!(compare("a\n", "a\nb\n").is_some());
        assert!(compare("a\n", "").is_some());
    }
}
