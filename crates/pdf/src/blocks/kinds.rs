//! How each kind of block is set: paragraphs, quotations, code.

use bindery_manuscript::{CodeBlock, Element, Node, Token, TokenKind, text_of};

use super::nodes::{alignment, is_block, only_picture};
use super::{Flow, MAX_NEST, MAX_RUN};
use crate::code::code_block;
use crate::inline::Inline;
use crate::setter::Setter;

/// A paragraph of more code than this, in bytes, some three pages, has its lines broken one by one: the
/// time of breaking all of them for the best grows with their square.
const LONG: usize = 10_000;

impl Setter<'_> {
    pub(super) fn paragraph(&mut self, element: &Element) -> String {
        let children = element.children.as_slice();
        if children.iter().any(is_block) {
            return self.flow(children, Flow::Loose);
        }
        let nodes: Vec<&Node> = children.iter().collect();
        if let Some(only) = only_picture(&nodes) {
            return self.anchor(only) + &self.picture(only);
        }
        let mut code = String::new();
        for part in nodes.chunks(MAX_RUN) {
            let run = self.run(part);
            let ragged = run.ragged;
            let set = match (run.visible, alignment(element)) {
                (false, _) => run.code + "\n",
                (true, None) => format!("p({{{}}})\n", run.code),
                (true, Some(side)) => format!("align({side}, p({{{}}}))\n", run.code),
            };
            code.push_str(&bounded(set, ragged));
        }
        code
    }

    /// Whether what is set now is nested so deep that another level would do harm.
    pub(crate) fn is_deep(&self) -> bool {
        self.here.nest >= MAX_NEST
    }

    /// Sets the children in a call of which `opener` is all up to the content, with `em` times the
    /// size of the text less room for them. Where it is deep already, the call is left out.
    pub(crate) fn wrapped(&mut self, opener: &str, em: f32, children: &[Node]) -> String {
        if self.is_deep() {
            return self.flow(children, Flow::Loose);
        }
        let width = self.here.width;
        self.here.nest += 1;
        self.here.width -= em * self.sheet.text;
        let body = self.flow(children, Flow::Loose);
        self.here.width = width;
        self.here.nest -= 1;
        if body.is_empty() {
            return body;
        }
        format!("{opener}{{\n{body}}})\n")
    }

    pub(crate) fn bold(&mut self, children: &[Node]) -> String {
        self.here.wrappers.push("strong(".to_owned());
        let code = self.flow(children, Flow::Loose);
        self.here.wrappers.pop();
        code
    }

    /// An inline element with blocks inside: its look is given to each run of words in it.
    pub(super) fn inline_around_blocks(&mut self, element: &Element) -> String {
        let wrapper = self.wrapper(element).filter(|_| self.here.wrappers.len() < MAX_NEST);
        self.here.wrappers.extend(wrapper.clone());
        let code = self.flow(&element.children, Flow::Loose);
        if wrapper.is_some() {
            self.here.wrappers.pop();
        }
        code
    }

    pub(super) fn quotation(&mut self, element: &Element) -> String {
        let kind = element.attr("class").and_then(|classes| {
            classes.split_ascii_whitespace().find_map(|one| one.strip_prefix("blockquote-tag-"))
        });
        let Some(kind) = kind else {
            return self.wrapped("quotation(", 2.3, &element.children);
        };
        let known = ["note", "tip", "important", "warning", "caution"];
        let kind = known.iter().find(|known| **known == kind).unwrap_or(&"note");
        let is_title =
            |node: &Node| matches!(node, Node::Element(e) if e.has_class("blockquote-tag-title"));
        let (title, body): (Vec<_>, Vec<_>) = element.children.iter().cloned().partition(is_title);
        if self.is_deep() {
            return self.bold(&title) + &self.flow(&body, Flow::Loose);
        }
        let title = literal_of(&title);
        self.wrapped(&format!("admonition(\"{kind}\", {title}, "), 1.2, &body)
    }

    /// Sets a block of code.
    pub(crate) fn code(&mut self, block: &CodeBlock) -> String {
        let anchor = match block.id.as_deref().and_then(|id| self.labels.set(self.here.number, id))
        {
            Some(label) => format!("anchor(\"{label}\")\n"),
            None => String::new(),
        };
        let columns = self.sheet.columns(self.here.width);
        self.check_glyphs(&block.text(), block.line);
        anchor + &code_block(block, columns) + "\n"
    }

    /// An HTML `pre` that isn't code: its lines as they are.
    pub(super) fn preformatted(&mut self, element: &Element) -> String {
        if let [Node::Code(block)] = element.children.as_slice() {
            return self.code(block);
        }
        let text = text_of(&element.children);
        let line = |text: &str| vec![Token { kind: TokenKind::Plain, text: text.to_owned() }];
        let lines = text.trim_matches('\n').split('\n').map(line).collect();
        self.code(&CodeBlock { lines, line: element.line, ..CodeBlock::default() })
    }

    /// The statements that set the element's labels: for links that may ask for it, and for the
    /// index.
    pub(crate) fn anchor(&mut self, element: &Element) -> String {
        self.labels_of(element).map(|label| format!("anchor(\"{label}\")\n")).collect()
    }

    /// The labels that stand where the element does.
    pub(crate) fn labels_of(&mut self, element: &Element) -> impl Iterator<Item = String> + use<> {
        let own = element.attr("id").and_then(|id| self.labels.set(self.here.number, id));
        own.into_iter().chain(self.index_place(element))
    }

    /// The words of elements nested without sense, gathered without recursion.
    pub(super) fn text_alone(&mut self, element: &Element) -> String {
        let mut inline = Inline::new(self.room());
        let mut open: Vec<&Node> = element.children.iter().rev().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Text(text) => inline.text(text),
                Node::Element(element) => open.extend(element.children.iter().rev()),
                Node::Code(block) => inline.text(&block.text()),
                Node::Math(formula) => inline.text(&formula.tex),
                Node::FootnoteMark(_) => {}
            }
        }
        match inline.is_visible() {
            true => format!("p({{{}}})\n", inline.finish()),
            false => String::new(),
        }
    }
}

/// A statement that sets a paragraph, in a time that grows with its length.
pub(super) fn bounded(statement: String, ragged: bool) -> String {
    match (statement.len() > LONG, ragged) {
        (true, _) => format!("long({{{statement}}})\n"),
        (false, true) => format!("ragged({{{statement}}})\n"),
        (false, false) => statement,
    }
}

/// The plain words of nodes, as a literal.
fn literal_of(nodes: &[Node]) -> String {
    let words = text_of(nodes);
    crate::literal::literal(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}
