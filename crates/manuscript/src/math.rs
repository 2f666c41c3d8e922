//! Formulas in MathJax's delimiters: `\( \)` in a line, `\[ \]` and `$$ $$` on their own.

use crate::tree::{Element, Math, Node};

const DELIMITERS: [(&str, &str, bool); 3] =
    [("\\(", "\\)", false), ("\\[", "\\]", true), ("$$", "$$", true)];

/// Finds the formulas in the text of the nodes. Code is left alone.
pub(crate) fn find(nodes: &mut Vec<Node>, line: u32) {
    join_breaks(nodes);
    let mut found = Vec::with_capacity(nodes.len());
    for mut node in nodes.drain(..) {
        match node {
            Node::Text(text) => split(&text, line, &mut found),
            Node::Element(ref mut element) => {
                if !matches!(element.name.as_str(), "code" | "pre" | "svg" | "kbd" | "samp") {
                    let line = if element.line > 0 { element.line } else { line };
                    find(&mut element.children, line);
                }
                found.push(node);
            }
            other => found.push(other),
        }
    }
    *nodes = found;
}

/// A `\\` at a line's end is a hard break to Markdown and a new row to TeX.
fn join_breaks(nodes: &mut Vec<Node>) {
    let is_break =
        |node: &Node| matches!(node, Node::Element(Element { name, .. }) if name == "br");
    let mut at = 1;
    while at + 1 < nodes.len() {
        let open = matches!(&nodes[at - 1], Node::Text(text) if is_open(text));
        match (open && is_break(&nodes[at]), nodes.get(at + 1)) {
            (true, Some(Node::Text(next))) => {
                let joined = format!("\\\\{next}");
                if let Node::Text(text) = &mut nodes[at - 1] {
                    text.push_str(&joined);
                }
                nodes.drain(at..at + 2);
            }
            _ => at += 1,
        }
    }
}

/// Whether a formula begins in the text and doesn't end in it.
fn is_open(text: &str) -> bool {
    let mut rest = text;
    while let Some((at, open, close, _)) = next_opening(rest) {
        match rest[at + open.len()..].find(close) {
            Some(end) => rest = &rest[at + open.len() + end + close.len()..],
            None => return true,
        }
    }
    false
}

fn next_opening(text: &str) -> Option<(usize, &'static str, &'static str, bool)> {
    DELIMITERS
        .iter()
        .filter_map(|&(open, close, display)| Some((text.find(open)?, open, close, display)))
        .min_by_key(|(at, ..)| *at)
}

fn split(text: &str, line: u32, out: &mut Vec<Node>) {
    let mut rest = text;
    while let Some((at, open, close, display)) = next_opening(rest) {
        let inside = &rest[at + open.len()..];
        let Some(end) = inside.find(close).filter(|&end| !inside[..end].trim().is_empty()) else {
            break;
        };
        if at > 0 {
            out.push(Node::Text(rest[..at].to_owned()));
        }
        // Smart punctuation came before us.
        let tex = inside[..end].trim().replace(['’', '‘'], "'").replace(['“', '”'], "\"");
        out.push(Node::Math(Math { tex, display, line }));
        rest = &inside[end + close.len()..];
    }
    if !rest.is_empty() {
        out.push(Node::Text(rest.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut nodes = vec![Node::Text(text.to_owned())];
        find(&mut nodes, 1);
        let shown: Vec<String> = nodes
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Math(math) if math.display => format!("[{}]", math.tex),
                Node::Math(math) => format!("({})", math.tex),
                _ => String::new(),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn formulas_are_found_and_prose_is_kept() {
        check("a \\(x^2\\) b", &["a ", "(x^2)", " b"]);
        check("$$ f’ $$", &["[f']"]);
        check("it costs $5 and $$", &["it costs $5 and $$"]);
        check("\\(unclosed", &["\\(unclosed"]);
    }
}
