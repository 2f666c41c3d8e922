//! A snippet as a program: hidden lines uncovered, `main` around what has none.

use super::include::CodeLine;
use bindery_diagnostic::Place;
use regex::Regex;
use std::sync::LazyLock;

/// The source of a program, and where each of its lines comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Source {
    pub(crate) lines: Vec<String>,
    pub(crate) places: Vec<Option<Place>>,
}

impl Source {
    /// The program as text; each line ends with a line feed.
    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Where line `line` (counted from 1) comes from; for a line that was added, where the nearest
    /// line above it does.
    pub(crate) fn place(&self, line: u32) -> Option<Place> {
        let end = (line as usize).min(self.places.len());
        self.places[..end]
            .iter()
            .rev()
            .find_map(Clone::clone)
            .or_else(|| self.places.iter().find_map(Clone::clone))
    }

    fn push(&mut self, line: impl Into<String>, place: Option<Place>) {
        self.lines.push(line.into());
        self.places.push(place);
    }
}

static MAIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^[^/\n]*\bfn\s+main\s*\(").expect("a valid expression"));

/// The program that `code` stands for, as rustdoc understands it: a snippet without `main` is the
/// body of one, and may end with `Ok::<(), E>(())` to use `?`.
///
/// Where nothing is included, each line has the number that it has in the chapter.
pub(crate) fn program(code: &[CodeLine]) -> Source {
    let code: Vec<CodeLine> =
        code.iter().map(|line| CodeLine { text: uncovered(&line.text), ..line.clone() }).collect();
    let text: String = code.iter().map(|line| format!("{}\n", line.text)).collect();
    let mut source = Source::default();
    // A line is left for what is put around the snippet: that of the opening fence.
    let first = code.first().and_then(|line| line.place.line).unwrap_or(1);
    for _ in 2..first {
        source.push("", None);
    }
    if MAIN.is_match(&text) {
        source.push("", None);
        code.into_iter().for_each(|line| source.push(line.text, Some(line.place)));
        return source;
    }
    let (open, close) = if text.trim_end().ends_with("(())") {
        (
            "fn main() { fn snippet() -> Result<(), impl ::core::fmt::Debug> {",
            "} snippet().unwrap() }",
        )
    } else {
        ("fn main() {", "}")
    };
    let of_crate = |line: &&CodeLine| line.text.is_empty() || line.text.starts_with("#![");
    let attributes = code.iter().take_while(of_crate).count();
    source.push(if attributes == 0 { open } else { "" }, None);
    for (number, line) in code.into_iter().enumerate() {
        let text =
            if number + 1 == attributes { format!("{} {open}", line.text) } else { line.text };
        source.push(text, Some(line.place));
    }
    source.push(close, None);
    source
}

/// A line without the mark that hides it from readers.
fn uncovered(line: &str) -> String {
    let trimmed = line.trim_start();
    match trimmed.strip_prefix('#') {
        Some("") => String::new(),
        Some(rest) if rest.starts_with(' ') => rest[1..].to_owned(),
        Some(rest) if rest.starts_with('#') => line.replacen('#', "", 1),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<CodeLine> {
        let lines = (3..).zip(text.lines());
        lines
            .map(|(n, line)| CodeLine { text: line.into(), place: Place::line("a.md", n) })
            .collect()
    }

    #[test]
    fn lines_keep_their_numbers() {
        let source = program(&lines("let a = 1;\n# let b = 2;\n#\n## c\n#[derive(Debug)]"));
        assert_eq!(
            source.lines,
            ["", "fn main() {", "let a = 1;", "let b = 2;", "", "# c", "#[derive(Debug)]", "}"]
        );
        assert_eq!(source.place(4), Some(Place::line("a.md", 4)));
        assert_eq!(source.place(8), Some(Place::line("a.md", 7)));
        assert_eq!(source.place(1), Some(Place::line("a.md", 3)));
    }

    #[test]
    fn main_is_put_around_what_has_none() {
        assert_eq!(program(&lines("pub fn main ( ) {}")).lines, ["", "", "pub fn main ( ) {}"]);
        assert_eq!(program(&lines("// fn main()")).lines, ["", "fn main() {", "// fn main()", "}"]);
        assert_eq!(
            program(&lines("#![allow(unused)]\n\nlet a = 1;")).lines,
            ["", "", "#![allow(unused)]", " fn main() {", "let a = 1;", "}"]
        );
        let asks = program(&lines("\"1\".parse::<u8>()?;\nOk::<(), std::num::ParseIntError>(())"));
        assert!(
            asks.lines[1].contains("-> Result") && asks.lines[4].contains("unwrap"),
            "{asks:?}"
        );
    }
}
