//! mdBook's directives in a text, found by the rules of its `links` preprocessor.

use std::ops::Range;

/// Something that looks like a directive of mdBook: `{{#name argument}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link<'t> {
    pub range: Range<usize>,
    pub name: &'t str,
    pub argument: Argument<'t>,
}

/// What follows the name of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument<'t> {
    /// An argument and two braces: mdBook expands it, if it knows the name.
    Whole(&'t str),
    /// An argument without the braces.
    Unclosed,
    /// No argument.
    None,
}

/// All that mdBook's pattern finds, and what begins like it; wherever it stands, in code, too.
///
/// A backslash before the braces takes the line up to its last closing braces out of the search.
pub(super) fn find_links(text: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("{{").map(|at| from + at) {
        let line = text[at..].lines().next().unwrap_or_default();
        if text[..at].ends_with('\\') && line.starts_with("{{#") && line.contains("}}") {
            from = at + line.rfind("}}").map_or(2, |end| end + 2);
            continue;
        }
        from = at + 1;
        let Some(after) = text[at + 2..].trim_start().strip_prefix('#') else {
            continue;
        };
        // mdBook's names have no `-`; one that has is a slip.
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let name = &after[..after.find(|c| !is_name(c)).unwrap_or(after.len())];
        if name.is_empty() {
            continue;
        }
        let rest = &after[name.len()..];
        let argument = &rest[..rest.find('}').unwrap_or(rest.len())];
        let is_spaced = argument.starts_with(char::is_whitespace) && !argument.trim().is_empty();
        if is_spaced && rest[argument.len()..].starts_with("}}") {
            let range = at..text.len() - rest.len() + argument.len() + 2;
            from = range.end;
            links.push(Link { range, name, argument: Argument::Whole(argument.trim()) });
            continue;
        }
        let range = at..at + line.find("}}").map_or(line.len(), |end| end + 2);
        let first = argument.lines().next().unwrap_or_default();
        let has_argument = first.starts_with([' ', '\t']) && !first.trim().is_empty();
        let argument = if has_argument { Argument::Unclosed } else { Argument::None };
        links.push(Link { range, name, argument });
    }
    links
}

#[cfg(test)]
mod tests {
    use super::{Argument, Link, find_links};

    fn whole<'t>(text: &'t str) -> Vec<(&'t str, &'t str)> {
        let pair = |link: Link<'t>| match link.argument {
            Argument::Whole(argument) => Some((link.name, argument)),
            Argument::Unclosed | Argument::None => None,
        };
        find_links(text).into_iter().filter_map(pair).collect()
    }

    #[test]
    fn spaces_and_line_ends_may_stand_where_mdbook_allows_them() {
        assert_eq!(
            whole("a {{ #include\n b.rs:c }} {{#title A b}}"),
            [("include", "b.rs:c"), ("title", "A b"),]
        );
    }

    #[test]
    fn a_backslash_covers_the_line_up_to_its_last_braces() {
        assert_eq!(whole("\\{{#include a}} {{#include b}}\n{{#include c}}"), [("include", "c")]);
    }

    #[test]
    fn braces_without_argument_or_end_are_broken() {
        assert_eq!(whole("{{#include}} {{#include }} {{#include a}"), []);
        let links = find_links("{{#include}} {{#include }} {{#include a}\n{{#include a\n}");
        let arguments: Vec<_> = links.into_iter().map(|link| link.argument).collect();
        let (none, unclosed) = (Argument::None, Argument::Unclosed);
        assert_eq!(arguments, [none, none, unclosed, unclosed]);
    }
}
