//! What may differ between two runs of a program: durations, ephemeral ports, ids, addresses.
//!
//! A pattern is found on both sides of a comparison and replaced by its name there, so that the
//! page shows real values and the comparison does not see them.

use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The patterns that every book has: name and expression. Where an expression has a group `value`,
/// the rest of the match is kept.
///
/// Numbers take the spaces around them along: a program that aligns columns pads them by length.
const EVERY_BOOK: [(&str, &str); 6] = [
    ("DURATION", r" *\b\d+(?:\.\d+)? ?(?:ns|µs|us|ms|s|min|seconds?|milliseconds?)\b *"),
    (
        "PORT",
        r"(?:\d+\.\d+\.\d+\.\d+|localhost|\[[0-9a-f:]+\]):(?P<value>3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|6[0-5]\d{3})\b",
    ),
    ("PID", r"(?i)\b(?:pid|process)[ :=]+(?P<value>\d+)\b"),
    ("THREAD", r"thread '[^']*' \((?P<value>\d+)\)"),
    ("THREAD", r"\bThreadId\((?P<value>\d+)\)"),
    ("ADDRESS", r"\b0x[0-9a-f]{6,16}\b"),
];

/// The patterns of a book, in the order in which they are looked for.
#[derive(Debug, Clone)]
pub(crate) struct Patterns(Vec<(String, Regex)>);

static BUILT_IN: LazyLock<Vec<(String, Regex)>> = LazyLock::new(|| {
    EVERY_BOOK
        .iter()
        .map(|(name, text)| ((*name).to_owned(), Regex::new(text).expect("a valid expression")))
        .collect()
});

impl Patterns {
    /// The book's own patterns, then those that every book has.
    pub(crate) fn with(own: &BTreeMap<String, String>) -> Result<Patterns, String> {
        let mut patterns = Vec::new();
        for (name, text) in own {
            let regex = Regex::new(text).map_err(|error| {
                format!("the pattern `{name}` is not a regular expression: {error}")
            })?;
            if regex.is_match("") {
                return Err(format!("the pattern `{name}` matches the empty text"));
            }
            patterns.push((name.to_uppercase(), regex));
        }
        patterns.extend(BUILT_IN.iter().cloned());
        Ok(Patterns(patterns))
    }

    /// No pattern: nothing may differ.
    pub(crate) fn none() -> Patterns {
        Patterns(Vec::new())
    }

    /// `text` with each value that may differ replaced by its pattern's name.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, regex) in &self.0 {
            let mut redacted = String::with_capacity(text.len());
            let mut end = 0;
            for found in regex.captures_iter(&text) {
                let value = found.name("value").or(found.get(0)).expect("group 0 is the match");
                redacted.push_str(&text[end..value.start()]);
                redacted.push('[');
                redacted.push_str(name);
                redacted.push(']');
                end = value.end();
            }
            redacted.push_str(&text[end..]);
            text = redacted;
        }
        text
    }

    /// What the patterns are, for the key of a cache.
    pub(crate) fn key(&self) -> String {
        self.0.iter().map(|(name, regex)| format!("{name}={regex}\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redact(text: &str) -> String {
        Patterns::with(&BTreeMap::new()).unwrap().redact(text)
    }

    #[test]
    fn what_differs_is_redacted() {
        assert_eq!(redact("took 412 ms"), redact("took 1.2 s"));
        assert_eq!(redact("a   1.2s  b"), redact("a 112.25µs b"));
        assert_eq!(redact("from 127.0.0.1:43210"), redact("from 127.0.0.1:60001"));
        assert_eq!(redact("from 127.0.0.1:32768"), "from 127.0.0.1:[PORT]");
        assert_eq!(redact("pid 17"), "pid [PID]");
        assert_eq!(redact("thread 'main' (123) panicked"), "thread 'main' ([THREAD]) panicked");
        assert_eq!(redact("at 0x7ffe12345678"), "at [ADDRESS]");
    }

    #[test]
    fn what_the_program_decides_is_kept() {
        for text in [
            "served on 127.0.0.1:10001",
            "on 127.0.0.1:32767",
            "3 tasks, 12 bytes",
            "12 sessions",
            "0x1f",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn a_book_adds_its_own() {
        let own = BTreeMap::from([("load".to_owned(), r"\d+ %".to_owned())]);
        assert_eq!(Patterns::with(&own).unwrap().redact("97 % of 2 s"), "[LOAD] of[DURATION]");
        let empty = BTreeMap::from([("any".to_owned(), ".*".to_owned())]);
        assert!(Patterns::with(&empty).is_err());
        let wrong = BTreeMap::from([("any".to_owned(), "(".to_owned())]);
        assert!(Patterns::with(&wrong).is_err());
    }
}
