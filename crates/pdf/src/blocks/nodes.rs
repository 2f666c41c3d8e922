//! What a node is: a block or inline, blank, a picture alone, words that lead to what follows.

use bindery_manuscript::{Element, Node, text_of};

/// The elements that stand on lines of their own, in alphabetical order.
#[rustfmt::skip]
const BLOCKS: [&str; 46] = [
    "address", "article", "aside", "audio", "blockquote", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "iframe", "legend", "li", "main", "menu",
    "nav", "object", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "ul",
    "video",
];

/// Whether the node stands on lines of its own.
pub(crate) fn is_block(node: &Node) -> bool {
    // Without recursion: the tree may be as deep as its author was careless.
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node {
            Node::Code(_) => return true,
            Node::Math(formula) if formula.display => return true,
            Node::Element(element) if BLOCKS.binary_search(&element.name.as_str()).is_ok() => {
                return true;
            }
            Node::Element(element) if element.name != "svg" => open.extend(&element.children),
            _ => {}
        }
    }
    false
}

/// Whether a paragraph only leads to the code, the list or the table after it.
pub(super) fn leads(node: &Node, after: &[Node]) -> bool {
    let Node::Element(element) = node else { return false };
    let Some(next) = after.iter().find(|node| !is_blank(node)) else { return false };
    if element.name != "p" {
        return false;
    }
    let text = text_of(&element.children);
    let text = text.trim();
    let announces = text.ends_with(':') && text.chars().count() <= 300;
    match next {
        Node::Code(_) => announces || text.chars().count() <= 60,
        Node::Element(next) => match next.name.as_str() {
            "figure" if next.has_class("listing") => announces || text.chars().count() <= 60,
            "ul" | "ol" | "table" => announces,
            _ => false,
        },
        _ => false,
    }
}

/// The image that is all there is to see in the nodes.
pub(super) fn only_picture<'n>(nodes: &[&'n Node]) -> Option<&'n Element> {
    let mut things = nodes.iter().filter(|node| !is_blank(node));
    match (things.next(), things.next()) {
        (Some(Node::Element(only)), None) if matches!(only.name.as_str(), "img" | "svg") => {
            Some(only)
        }
        _ => None,
    }
}

/// Whether the node is white space.
pub(crate) fn is_blank(node: &Node) -> bool {
    matches!(node, Node::Text(text) if text.trim_ascii().is_empty())
}

/// Where the author wants the element's text: the side as Typst calls it.
pub(crate) fn alignment(element: &Element) -> Option<&'static str> {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let styled = style.split(';').find_map(|rule| {
        let (name, value) = rule.split_once(':')?;
        (name.trim() == "text-align").then(|| value.trim().to_owned())
    });
    let side = styled.or_else(|| element.attr("align").map(str::to_ascii_lowercase))?;
    match side.as_str() {
        "left" | "start" => Some("left"),
        "center" => Some("center"),
        "right" | "end" => Some("right"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_can_be_searched() {
        assert!(BLOCKS.is_sorted());
        assert!(is_block(&Node::Element(Element::new("video"))));
        assert!(!is_block(&Node::Element(Element::new("em"))));
    }
}
