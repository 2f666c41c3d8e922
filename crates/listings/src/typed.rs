//! Numbers beside a unit of measure that somebody typed into a chapter: a measured one belongs
//! into a recording, and any other says where it comes from.

use bindery_diagnostic::{Diagnostic, Place, Rule};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

/// A number, and the unit after it.
static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    let units = "ns|µs|us|ms|s|min|h|(?:nano|micro|milli)?seconds?|minutes?|hours?\
        |B|[kKMG]i?B|bytes?|km|mm|cm|m|[kMG]?Hz|%|percent";
    regex(&format!(r"(?:^|[^\w.,-])(\d[\d,]*(?:\.\d+)?[\s\u00a0-]*(?:{units}))(?:[^\w%]|$)"))
});
/// `<!-- typed: 20 ms, 40 ms: the constants of the tasks -->`
static ALLOWED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?s)<!--\s*typed:([^:>]*)(?::(.*?))?-->"));

fn regex(text: &str) -> Regex {
    Regex::new(text).expect("a valid expression")
}

/// Each number with a unit in the prose of a chapter that no `<!-- typed: … -->` comment of the
/// chapter names, and each of these comments that has no reason or allows what isn't there.
///
/// `source` is the chapter as its author writes it, in `file`. Code, links' addresses and
/// attributes are no prose; captions are.
pub fn typed_numbers(file: &Path, source: &str) -> Vec<Diagnostic> {
    let at = |offset: usize| {
        Place::line(file, source[..offset].bytes().filter(|byte| *byte == b'\n').count() as u32 + 1)
    };
    let mut found = Vec::new();
    // For each allowed quantity: where it is allowed, and whether it was met.
    let mut allowed: BTreeMap<String, (usize, bool)> = BTreeMap::new();
    for comment in ALLOWED.captures_iter(source) {
        let range = comment.get(0).map_or(0..0, |all| all.range());
        if comment.get(2).is_none_or(|reason| reason.as_str().trim().is_empty()) {
            found.push(
                Rule::Number
                    .error("typed numbers are allowed without a reason")
                    .at(at(range.start))
                    .hint("say where they come from: `<!-- typed: 20 ms: the constant TURN -->`"),
            );
        }
        let quantities = comment[1].split(", ").map(normal).filter(|one| !one.is_empty());
        allowed.extend(quantities.map(|one| (one, (range.start, false))));
    }
    let prose = prose(source);
    let mut start = 0;
    while let Some(met) = QUANTITY.captures_at(&prose, start).and_then(|all| all.get(1)) {
        start = met.end();
        let quantity = normal(met.as_str());
        match allowed.get_mut(&quantity) {
            Some((_, met)) => *met = true,
            None => found.push(
                Rule::Number
                    .error(format!("`{quantity}` is typed by hand"))
                    .at(at(met.start()))
                    .culprit(met.as_str().lines().next().unwrap_or_default())
                    .hint(
                        "a measured number is recorded: `{{#value …}}`; where this one comes from \
                         elsewhere, say so: `<!-- typed: … : reason -->`",
                    ),
            ),
        }
    }
    let unused = allowed.into_iter().filter(|(_, (_, met))| !met);
    found.extend(unused.map(|(quantity, (offset, _))| {
        Rule::Number
            .error(format!("nothing in this chapter says `{quantity}`"))
            .at(at(offset))
            .culprit(&quantity)
            .hint("take it out of the comment")
    }));
    found
}

/// The quantity with one space before its unit, or none as in `5%`.
fn normal(quantity: &str) -> String {
    quantity.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The chapter with a space in the place of each byte that is no prose: offsets stay as they are.
fn prose(source: &str) -> String {
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut in_code = false;
    let options = MarkdownOptions::default();
    for (event, range) in new_cmark_parser(source, &options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            // An entity, as in `40&nbsp;ms`, is written otherwise than it reads: a space will do.
            Event::Text(text) if !in_code && *text == source[range.clone()] => kept.push(range),
            Event::Html(_) | Event::InlineHtml(_) => kept.extend(between_tags(source, range)),
            _ => {}
        }
    }
    let mut prose: String = source.chars().map(blank).collect();
    for range in kept {
        prose.replace_range(range.clone(), &source[range]);
    }
    prose
}

/// As many bytes as the character has, or the line feed that it is.
fn blank(c: char) -> &'static str {
    match (c, c.len_utf8()) {
        ('\n', _) => "\n",
        (_, 1) => " ",
        (_, 2) => "  ",
        (_, 3) => "   ",
        _ => "    ",
    }
}

/// The parts of a piece of HTML that stand between its tags.
fn between_tags(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let text = &source[at..range.end];
        let tag = text.find('<').map_or(range.end, |tag| at + tag);
        parts.push(at..tag);
        at = source[tag..range.end].find('>').map_or(range.end, |end| tag + end + 1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines and messages of what is found.
    fn found(source: &str) -> Vec<String> {
        let all = typed_numbers(Path::new("a.md"), source);
        all.iter().map(|one| format!("{}: {}", one.place.as_ref().unwrap(), one.message)).collect()
    }

    #[test]
    fn a_number_beside_a_unit_is_found() {
        let said = |quantity: &str| vec![format!("a.md:3: `{quantity}` is typed by hand")];
        for quantity in ["412 ms", "5%", "1,024 MiB", "2.5 s", "20 bytes", "3 GHz", "20-ms"] {
            assert_eq!(found(&format!("# A\n\nIt took {quantity}.\n")), said(quantity));
        }
        assert_eq!(found("# A\n\nIt took 412\nms, all in all.\n"), said("412 ms"));
        assert_eq!(found("# A\n\n<summary>After 5 ms?</summary>\n"), said("5 ms"));
        assert_eq!(found("# A\n\n{{#figure a caption=\"After 5 ms.\"}}\n"), said("5 ms"));
        assert_eq!(found("# A\n\n| a |\n|---|\n| 5 ms |\n").len(), 1);
        assert_eq!(found("1 ms 2 ms").len(), 2);
    }

    #[test]
    fn what_is_no_measure_is_left_alone() {
        let not_measured = "# 3 tasks\n\nChapter 7, [3 ms](a-3-ms.md), `5 ms`, v1.2 s-expressions, \
            HTTP/2 means, 40 poems, <a title=\"4 ms\">x</a> {{#value a.b}}\n\n```text\n5 ms\n```\n";
        assert_eq!(found(not_measured), ["a.md:3: `3 ms` is typed by hand"]);
    }

    #[test]
    fn a_comment_allows_what_it_names() {
        let chapter =
            |comment: &str| found(&format!("{comment}\n\nIt waits for 20 ms, or 40&nbsp;ms.\n"));
        assert!(chapter("<!-- typed: 20 ms, 40 ms: the constants of the tasks -->").is_empty());
        assert_eq!(
            chapter("<!-- typed: 20 ms, 40 ms -->"),
            ["a.md:1: typed numbers are allowed without a reason"]
        );
        assert_eq!(
            chapter("<!-- typed: 20 ms, 40 ms, 50 ms: the constants -->"),
            ["a.md:1: nothing in this chapter says `50 ms`"]
        );
    }
}
