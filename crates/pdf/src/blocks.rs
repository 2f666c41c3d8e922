//! The blocks of a chapter, and the inline content among them.

mod kinds;
mod nodes;

use bindery_manuscript::{Element, Node};

use crate::inline::Inline;
use crate::setter::Setter;

use kinds::bounded;
pub(crate) use nodes::{alignment, is_blank, is_block};
use nodes::{leads, only_picture};

/// Lists and quotations are indented to this depth; what is deeper stands at the same indent.
pub(crate) const MAX_NEST: usize = 8;

/// Elements deeper than this are set as their text alone.
pub(crate) const MAX_DEPTH: usize = 120;

/// A paragraph of more parts than this is set as several: Typst's time grows with their square.
const MAX_RUN: usize = 2000;

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
}
