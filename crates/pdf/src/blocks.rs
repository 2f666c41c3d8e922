//! Paragraphs, lists, quotations and the other blocks of a chapter.

use bindery_manuscript::{CodeBlock, Element, Node, Token, TokenKind, text_of};

use crate::code::code_block;
use crate::inline::Inline;
use crate::setter::Setter;

/// Lists and quotations are indented to this depth; what is deeper stands at the same indent.
pub(crate) const MAX_NEST: usize = 8;

/// Elements deeper than this are set as their text alone.
pub(crate) const MAX_DEPTH: usize = 120;

/// A paragraph of more parts than this is set as several: Typst's time grows with their square.
const MAX_RUN: usize = 2000;

/// A paragraph of more code than this, in bytes, some three pages, has its lines broken one by one: the
/// time of breaking all of them for the best grows with their square.
const LONG: usize = 10_000;

/// How a page on its side is opened.
pub(crate) const ON_SIDE: &str = "on-side({\n";

/// How runs of inline content among blocks are set.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Flow {
    /// As paragraphs, each block marked with its place in the chapter.
    Chapter,
    /// As paragraphs.
    Loose,
    /// As they are, as in the items of a tight list.
    Tight,
}

/// A run of inline content.
pub(crate) struct Run {
    /// Its statements.
    pub(crate) code: String,
    /// Whether there is something to see.
    pub(crate) visible: bool,
    /// Whether it has something long that no line can end in.
    pub(crate) ragged: bool,
}

/// The elements that stand on lines of their own, in alphabetical order.
#[rustfmt::skip]
const BLOCKS: [&str; 46] = [
    "address", "article", "aside", "audio", "blockquote", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "iframe", "legend", "li", "main", "menu",
    "nav", "object", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "ul",
    "video",
];

impl Setter<'_> {
    /// Sets a sequence of nodes in which blocks and inline content may be mixed.
    pub(crate) fn flow(&mut self, nodes: &[Node], flow: Flow) -> String {
        let mut code = String::new();
        let mut run: Vec<&Node> = Vec::new();
        let mut first = 0;
        // Where the headings and the words begin that stay with the block after them.
        let mut leading = None;
        for (index, node) in nodes.iter().enumerate() {
            if !is_block(node) {
                if run.is_empty() {
                    first = index;
                }
                run.push(node);
                continue;
            }
            if run.iter().any(|node| !is_blank(node)) {
                leading = None;
            }
            self.flush(&mut code, &mut run, first, flow);
            let start = code.len();
            if let Node::Element(Element { line: line @ 1.., .. }) = node {
                self.here.line = *line;
            }
            self.mark(&mut code, index, flow);
            let set = self.block(node);
            if let Some(rest) = set.strip_prefix("p(")
                && flow != Flow::Tight
                && leads(node, &nodes[index + 1..])
            {
                code.push_str("lead(");
                code.push_str(rest);
                leading.get_or_insert(start);
            } else if set.starts_with("section(") {
                code.push_str(&set);
                leading.get_or_insert(start);
            } else {
                code.push_str(&set);
                // A page of its own begins before the words that belong to it.
                if let Some(from) = leading.take()
                    && let Some(page) = set.strip_prefix(ON_SIDE)
                {
                    let words = code[from..code.len() - set.len()].to_owned();
                    code.truncate(from);
                    code.push_str(&format!("{ON_SIDE}{words}{page}"));
                }
            }
        }
        self.flush(&mut code, &mut run, first, flow);
        code
    }

    fn flush(&mut self, code: &mut String, run: &mut Vec<&Node>, first: usize, flow: Flow) {
        if run.is_empty() {
            return;
        }
        if let Some(only) = only_picture(run) {
            self.mark(code, first, flow);
            let set = self.anchor(only) + &self.picture(only);
            code.push_str(&set);
            run.clear();
            return;
        }
        for part in run.chunks(MAX_RUN) {
            let set = self.run(part);
            if set.code.is_empty() {
                continue;
            }
            self.mark(code, first, flow);
            let ragged = set.ragged;
            let set = match set.visible && flow != Flow::Tight {
                true => format!("p({{{}}})\n", set.code),
                false => format!("{}\n", set.code),
            };
            code.push_str(&bounded(set, ragged));
        }
        run.clear();
    }

    fn mark(&self, code: &mut String, index: usize, flow: Flow) {
        if flow == Flow::Chapter {
            // Where the code comes from, for messages.
            code.push_str(&format!("//{}\n", self.here.line));
            code.push_str(&format!("metadata(\"@{}.{index}\")\n", self.here.number));
        }
    }

    /// Sets a run of inline content.
    pub(crate) fn run(&mut self, nodes: &[&Node]) -> Run {
        let mut inline = Inline::new(self.room());
        let opened: Vec<_> =
            self.here.wrappers.iter().map(|wrapper| inline.open(wrapper)).collect();
        for node in nodes {
            self.inline(node, &mut inline);
        }
        opened.into_iter().rev().for_each(|one| inline.close(one));
        let (visible, ragged) = (inline.is_visible(), inline.is_ragged());
        Run { code: inline.finish(), visible, ragged }
    }

    /// Sets a block.
    fn block(&mut self, node: &Node) -> String {
        match node {
            Node::Code(block) => self.code(block),
            Node::Math(formula) => self.formula(formula) + "\n",
            Node::Element(element) => {
                self.here.depth += 1;
                if element.line != 0 {
                    self.here.line = element.line;
                }
                let code = match self.here.depth > MAX_DEPTH {
                    true => self.text_alone(element),
                    false => self.element(element),
                };
                self.here.depth -= 1;
                code
            }
            Node::Text(_) | Node::FootnoteMark(_) => String::new(),
        }
    }

    fn element(&mut self, element: &Element) -> String {
        if element.heading_level().is_some() {
            let level = element.heading_level().unwrap_or(1);
            return self.heading(element, level);
        }
        let anchor = self.anchor(element);
        let children = element.children.as_slice();
        let code = match element.name.as_str() {
            "p" => self.paragraph(element),
            "ul" | "menu" => self.list(element, false),
            "ol" => self.list(element, true),
            "li" => self.wrapped("bulleted(true, ", 1.6, children),
            "dl" => self.definitions(element),
            "blockquote" => self.quotation(element),
            // mdBook's own box for warnings, which has no title.
            "div" if element.has_class("warning") => {
                self.wrapped("admonition(\"warning\", none, ", 1.2, children)
            }
            "pre" => self.preformatted(element),
            "table" => self.table(element),
            "figure" => self.figure(element),
            "details" => self.details(element),
            "hr" => "rule()\n".to_owned(),
            "iframe" | "video" | "audio" | "object" | "embed" => self.embedded(element),
            "img" | "svg" => self.picture(element),
            "caption" | "figcaption" | "legend" | "summary" => self.bold(children),
            "center" => self.wrapped("align(center, ", 0.0, children),
            "a" | "b" | "strong" | "em" | "i" | "del" | "ins" | "mark" | "small" | "u" | "s" => {
                self.inline_around_blocks(element)
            }
            _ => match alignment(element) {
                Some(side) => self.wrapped(&format!("align({side}, "), 0.0, children),
                None => self.flow(children, Flow::Loose),
            },
        };
        match self.language(element) {
            Some(call) if !code.is_empty() => format!("{anchor}{call}{{\n{code}}})\n"),
            _ => anchor + &code,
        }
    }

    fn paragraph(&mut self, element: &Element) -> String {
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
    fn inline_around_blocks(&mut self, element: &Element) -> String {
        let wrapper = self.wrapper(element).filter(|_| self.here.wrappers.len() < MAX_NEST);
        self.here.wrappers.extend(wrapper.clone());
        let code = self.flow(&element.children, Flow::Loose);
        if wrapper.is_some() {
            self.here.wrappers.pop();
        }
        code
    }

    fn quotation(&mut self, element: &Element) -> String {
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
    fn preformatted(&mut self, element: &Element) -> String {
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
    fn text_alone(&mut self, element: &Element) -> String {
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
fn bounded(statement: String, ragged: bool) -> String {
    match (statement.len() > LONG, ragged) {
        (true, _) => format!("long({{{statement}}})\n"),
        (false, true) => format!("ragged({{{statement}}})\n"),
        (false, false) => statement,
    }
}

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
fn leads(node: &Node, after: &[Node]) -> bool {
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
fn only_picture<'n>(nodes: &[&'n Node]) -> Option<&'n Element> {
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

/// The plain words of nodes, as a literal.
fn literal_of(nodes: &[Node]) -> String {
    let words = text_of(nodes);
    crate::literal::literal(&words.split_whitespace().collect::<Vec<_>>().join(" "))
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
