//! What a diagnostic is about, for programs that sort, count or filter them.

use crate::{Diagnostic, Severity};

/// The rule that a manuscript breaks. Names are stable: others' programs know them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The book as a whole: `book.toml`, `SUMMARY.md`, and what has no rule of its own.
    #[default]
    Book,
    /// An option that doesn't exist, or has a value that it can't have.
    Option,
    /// A preprocessor of the book that can't do its work.
    Preprocessor,
    /// An include of mdBook's that shows nothing, or something else than meant.
    Include,
    /// A directive that can't be carried out.
    Directive,
    /// An id that is used twice or not at all.
    Reference,
    /// A figure that can't be drawn.
    Figure,
    /// A measured number that was typed.
    Number,
    /// A program or an anchor that no chapter shows.
    Unshown,
    /// A link that leads nowhere, or may not be followed.
    Link,
    /// An image that can't be shown.
    Image,
    /// Markdown or HTML that means something else than its author thinks.
    Markup,
    /// A file of the look: a theme, a style sheet, a cover, a font.
    Look,
    /// Something that does not fit on paper: a character without a glyph, a table too wide.
    Typesetting,
    /// A file that lies outside the book's folder.
    Outside,
    /// Something larger or deeper than any book needs.
    Limit,
}

impl Rule {
    /// All rules, by their names.
    pub const ALL: [Rule; 16] = [
        Rule::Book,
        Rule::Directive,
        Rule::Figure,
        Rule::Image,
        Rule::Include,
        Rule::Limit,
        Rule::Link,
        Rule::Look,
        Rule::Markup,
        Rule::Number,
        Rule::Option,
        Rule::Outside,
        Rule::Preprocessor,
        Rule::Reference,
        Rule::Typesetting,
        Rule::Unshown,
    ];

    /// The name, one word in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Book => "book",
            Rule::Option => "option",
            Rule::Preprocessor => "preprocessor",
            Rule::Include => "include",
            Rule::Directive => "directive",
            Rule::Reference => "reference",
            Rule::Figure => "figure",
            Rule::Number => "number",
            Rule::Unshown => "unshown",
            Rule::Link => "link",
            Rule::Image => "image",
            Rule::Markup => "markup",
            Rule::Look => "look",
            Rule::Typesetting => "typesetting",
            Rule::Outside => "outside",
            Rule::Limit => "limit",
        }
    }

    /// What it asks of a book, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Rule::Book => "The book can be read: book.toml is TOML, and every chapter has a file.",
            Rule::Option => "Every option exists and has a value that it can have.",
            Rule::Preprocessor => "The preprocessors that the book names are there and work.",
            Rule::Include => "An include shows what it names.",
            Rule::Directive => "A directive can be carried out.",
            Rule::Reference => "Every id is given once, and what is referred to is there.",
            Rule::Figure => "A figure can be drawn from what was recorded.",
            Rule::Number => "A measured number says where it comes from.",
            Rule::Unshown => "Every listing and every anchor is shown.",
            Rule::Link => "A link leads somewhere, and nowhere dangerous.",
            Rule::Image => "An image is in the book and can be shown.",
            Rule::Markup => "Markdown and HTML mean what they seem to.",
            Rule::Look => "The files of the look can be used.",
            Rule::Typesetting => "What is written can be set on a page.",
            Rule::Outside => "A book shows only files of its own folder.",
            Rule::Limit => "Nothing is larger or deeper than the limits.",
        }
    }

    /// An error against this rule.
    pub fn error(self, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule: self, ..Diagnostic::new(Severity::Error, message) }
    }

    /// A warning about this rule.
    pub fn warning(self, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule: self, ..Diagnostic::new(Severity::Warning, message) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rules_are_listed_once_by_name() {
        let names = Rule::ALL.map(Rule::name);
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }
}
