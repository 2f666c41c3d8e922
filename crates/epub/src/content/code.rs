//! Blocks of code.

use super::attributes::tokens;
use crate::xml::{Element, Node, element};
use bindery_manuscript::{CodeBlock, Token, TokenKind};

/// The deepest indentation, in columns, that a wrapped line keeps; more leaves a phone no room.
const DEEPEST: usize = 12;

/// `block` as `pre`: each line a `span` that the style sheet gives a hanging indent.
///
/// The line end is inside the `span`. So the lines are right whether the reader makes blocks of
/// the spans or knows no style sheet at all, and copied code has its line ends.
pub(super) fn block(block: &CodeBlock, id: Option<String>) -> Element {
    let mut code = element("code");
    let language = format!("language-{}", block.language.to_ascii_lowercase());
    if let [class] = tokens(&language).as_slice()
        && class != "language-"
    {
        code.add_class(class);
    }
    code.children.extend(block.lines.iter().map(|tokens| Node::Element(line(tokens))));
    let pre = element("pre").with("class", "code").with("dir", "ltr");
    pre.with_some("id", id.as_deref()).child(code)
}

fn line(tokens: &[Token]) -> Element {
    let blanks: usize = tokens
        .iter()
        .flat_map(|token| token.text.chars())
        .take_while(|c| *c == ' ')
        .count()
        .min(DEEPEST);
    let class = match blanks / 2 * 2 {
        0 => "line".to_owned(),
        columns => format!("line in{columns}"),
    };
    let mut line = element("span").with("class", class);
    for token in tokens {
        let text = Node::Text(token.text.clone());
        line.children.push(match token.kind {
            TokenKind::Plain => text,
            kind => element("span").with("class", kind.class()).nodes([text]).into(),
        });
    }
    line.text("\n")
}
