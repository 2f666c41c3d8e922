//! What two braces open: a directive, or something that was meant to be one.

use super::Item;
use super::lines::Lines;
use crate::directive::{Directive, Fault, OURS, closing_quote, meant};

/// Reads what begins with two braces at `at`: where it ends, and what it is.
///
/// One directive can have many faults. `None` if the braces mean something else.
pub(super) fn directive_at(
    source: &str,
    at: usize,
    lines: &Lines<'_>,
) -> Option<(usize, Vec<Item>)> {
    let line_end = lines.end(at);
    let text = &source[at..line_end];
    let Opening { name, rest } = opening(text)?;
    let end = close(rest).map(|end| line_end - rest.len() + end);
    let name = match name {
        Ok(name) => name,
        Err(fault) => return Some((end.unwrap_or(line_end), vec![Item::Fault(fault)])),
    };
    let Some(end) = end else {
        let (message, hint) = if rest.contains("}}") {
            ("has a value whose closing quote is missing", "values look like name=\"value\"")
        } else {
            ("isn't closed on its line", "a directive ends with `}}` in the line it begins in")
        };
        let fault = Fault::new(format!("`{{{{#{name}}}}}` {message}"), text, hint);
        return Some((line_end, vec![Item::Fault(fault)]));
    };
    let arguments = &source[line_end - rest.len()..end - 2];
    let items = match Directive::parse(name, arguments) {
        Ok(directive) => {
            let before = source[lines.start(at)..at].trim_matches([' ', '\t', '>']);
            let is_alone = before.is_empty() && source[end..line_end].trim().is_empty();
            if is_alone || directive.is_inline() {
                vec![Item::Directive(directive)]
            } else {
                vec![Item::Fault(Fault::new(
                    format!("`{{{{#{name}}}}}` doesn't stand in a line of its own"),
                    &source[at..end],
                    "begin a new line with it, and go on in the next",
                ))]
            }
        }
        Err(faults) => faults.into_iter().map(Item::Fault).collect(),
    };
    Some((end, items))
}

/// What two braces open that were meant to be a directive.
struct Opening<'t> {
    name: Result<&'t str, Fault>,
    /// What follows the name, to the end of the line.
    rest: &'t str,
}

/// Reads the name after the two braces that `text` begins with; `None` if they mean something else.
fn opening(text: &str) -> Option<Opening<'_>> {
    let inside = &text[2..];
    let trimmed = inside.trim_start();
    let (hash, after) = match trimmed.strip_prefix('#') {
        Some(after) => (true, after),
        None => (false, trimmed),
    };
    let name_len = after.find(|c: char| !is_name_char(c)).unwrap_or(after.len());
    let (name, rest) = after.split_at(name_len);
    let exact = OURS.contains(&name);
    let tight = trimmed.len() == inside.len();
    let near = match (hash, tight) {
        (true, true) if exact => {
            return Some(Opening { name: Ok(name), rest });
        }
        (true, _) => meant(name).filter(|near| OURS.contains(near))?,
        // Braces without `#` may be anything, unless they look exactly like ours.
        (false, true) if exact && rest.starts_with(' ') => name,
        (false, _) => return None,
    };
    let culprit = &text[..text.len() - rest.len()];
    let fault = Fault::new(
        format!("`{culprit}` is no directive"),
        culprit,
        format!("did you mean `{{{{#{near}`?"),
    );
    Some(Opening { name: Err(fault), rest })
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Where the directive ends whose name has just been read: after the braces outside quotes.
fn close(rest: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let next = at + rest[at..].find(['"', '}'])?;
        if rest[next..].starts_with("}}") {
            return Some(next + 2);
        }
        at = next + 1;
        if rest[next..].starts_with('"') {
            at += closing_quote(&rest[at..])? + 1;
        }
    }
}
