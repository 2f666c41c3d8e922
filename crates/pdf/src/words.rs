//! Inline elements: emphasis, links, code in the text, notes.

use bindery_diagnostic::Rule;
use bindery_manuscript::{Element, FootnoteMark, Math, Node, Target, text_of};

use crate::blocks::{Flow, MAX_DEPTH, is_blank, is_block};
use crate::breaks::{endless, freed, pieces};
use crate::data::language_and_region;
use crate::inline::Inline;
use crate::literal::literal;
use crate::math;
use crate::setter::Setter;

/// Languages that are written from the right to the left.
const RIGHT_TO_LEFT: [&str; 9] = ["ar", "dv", "fa", "he", "ks", "ps", "sd", "ur", "yi"];

/// Wrappers nested deeper than this change nothing that a reader could tell apart.
const MAX_WRAPPERS: usize = 24;

impl Setter<'_> {
    /// Adds a node to a run.
    pub(crate) fn inline(&mut self, node: &Node, to: &mut Inline) {
        match node {
            Node::Text(text) => {
                self.check_glyphs(text, 0);
                to.text(text);
            }
            Node::Math(formula) => {
                let call = self.formula(formula);
                if call.starts_with(math::LONG) {
                    to.set_ragged();
                }
                to.put(&call);
            }
            Node::FootnoteMark(mark) => self.note(mark, to),
            // Blocks can't get here but inside an inline element that is set as one.
            Node::Code(block) => to.put(&format!("code({})", literal(&block.text()))),
            Node::Element(element) => self.inline_element(element, to),
        }
    }

    /// The call that sets a formula; its source stands for one that can't be read.
    pub(crate) fn formula(&mut self, formula: &Math) -> String {
        self.check_glyphs(&formula.tex, formula.line);
        let (call, problem) = math::formula(formula, self.here.width, self.sheet.text);
        if let Some(problem) = problem {
            let message = format!("the formula can't be read: {problem}");
            let hint = "its source stands in its place";
            self.warn(formula.line, Rule::Typesetting.warning(message).hint(hint));
        }
        call
    }

    fn inline_element(&mut self, element: &Element, to: &mut Inline) {
        for label in self.labels_of(element) {
            to.mark(&format!("anchor(\"{label}\")"));
        }
        match element.name.as_str() {
            "br" => return to.line_break(),
            "wbr" => return to.mark("wb"),
            "img" | "svg" => return self.inline_image(element, to),
            "input" => {
                let is_task = std::mem::take(&mut self.here.is_task);
                return checkbox(element, is_task, to);
            }
            "code" | "tt" | "samp" | "kbd" if self.code_in_text(element, to) => return,
            "q" => to.text("\u{201c}"),
            "rp" => return,
            _ => {}
        }
        let wrapper = self.wrapper(element).filter(|_| self.here.depth < MAX_WRAPPERS);
        let opened = wrapper.map(|wrapper| to.open(&wrapper));
        self.here.depth += 1;
        if self.here.depth < MAX_DEPTH {
            element.children.iter().for_each(|child| self.inline(child, to));
        }
        self.here.depth -= 1;
        if let Some(opened) = opened {
            to.close(opened);
        }
        match element.name.as_str() {
            "q" => to.text("\u{201d}"),
            "a" => self.url_note(element, to),
            _ => {}
        }
    }

    /// The call for an inline element, up to its content.
    pub(crate) fn wrapper(&mut self, element: &Element) -> Option<String> {
        let call = match element.name.as_str() {
            // Typst sets emphasis within emphasis upright: all of it twice would be none.
            name if is_slanted(name) && slanted_alone(element) => return None,
            name if is_slanted(name) => "emph(",
            "strong" | "b" | "th" => "strong(",
            "code" | "tt" | "samp" => "mono(",
            "kbd" => "keys(",
            "sub" => "sub(",
            "sup" => "super(",
            "mark" => "marked(",
            "del" | "s" | "strike" => "strike(",
            "ins" | "u" => "underline(",
            "small" => "small(",
            "big" => "big(",
            "rt" => "small(",
            "span" if element.has_class("missing-image") => "lost-image(",
            "a" => return self.link(element),
            _ => return self.language(element),
        };
        Some(call.to_owned())
    }

    /// The language and direction of an element's text, where it has its own.
    pub(crate) fn language(&self, element: &Element) -> Option<String> {
        let tag = element.attr("lang").filter(|tag| !tag.is_empty());
        let language = tag.map(|tag| language_and_region(tag).0);
        let by_language =
            language.as_deref().filter(|language| RIGHT_TO_LEFT.contains(language)).map(|_| "rtl");
        let mut call = match element.attr("dir").or(by_language) {
            Some("rtl") => "right-to-left(".to_owned(),
            Some("ltr") => "text(dir: ltr, ".to_owned(),
            _ => "text(".to_owned(),
        };
        if let Some(language) = language {
            call.push_str(&format!("lang: {}, ", literal(&language)));
        }
        (call != "text(").then_some(call)
    }

    fn link(&mut self, element: &Element) -> Option<String> {
        // On paper a definition is its term's entry: the index leads here, and the list of terms.
        if element.has_class("term") {
            return None;
        }
        match element.target.as_ref()? {
            Target::Chapter { chapter, id } => {
                let is_page =
                    self.manuscript.chapters().nth(*chapter).is_some_and(|c| !c.is_draft());
                if !is_page {
                    return None;
                }
                let label = self.labels.ask(*chapter, id.as_deref());
                let function = if element.has_class("ref") { "reference" } else { "link-to" };
                Some(format!("{function}(\"{label}\", "))
            }
            Target::External(url) => match url.is_empty() || url.len() > 2000 {
                true => None,
                false => Some(format!("link-out({}, ", literal(url))),
            },
            Target::Asset(_) | Target::Dead(_) => None,
        }
    }

    /// The address of a link out of the book as a footnote, where the author wants it.
    fn url_note(&mut self, element: &Element, to: &mut Inline) {
        let Some(Target::External(url)) = &element.target else { return };
        if !self.options.urls_as_footnotes || !url.starts_with("http") || self.here.in_note > 0 {
            return;
        }
        let words = text_of(&element.children);
        let shown = words.trim().trim_end_matches('/');
        if shown.is_empty() || url.trim_end_matches('/').ends_with(shown) {
            return;
        }
        let mut address = Inline::new(self.room());
        address.text(url);
        to.mark(&format!("url-note({}, {{{}}})", literal(url), address.finish()));
    }

    /// Code, or keys, that is nothing but text; `false` if there is more in it.
    fn code_in_text(&mut self, element: &Element, to: &mut Inline) -> bool {
        let mut text = String::new();
        for child in &element.children {
            match child {
                Node::Text(part) => text.push_str(part),
                _ => return false,
            }
        }
        if text.is_empty() {
            return true;
        }
        self.check_glyphs(&text, element.line);
        let parts = pieces(&text, self.room());
        // The frame of a key can't be broken.
        if element.name == "kbd" && parts.len() == 1 {
            to.put(&format!("keys({})", literal(&text)));
            return true;
        }
        if parts.iter().any(|part| endless(part)) {
            to.set_ragged();
        }
        to.put(&code_call(&text, &parts));
        true
    }

    /// A mark for a note: the first one brings the note, the others refer to it.
    fn note(&mut self, mark: &FootnoteMark, to: &mut Inline) {
        let Some(note) = self.here.chapter.footnotes.get(mark.footnote) else { return };
        let label = format!("c{}-n{}", self.here.number, mark.footnote);
        if self.here.noted[mark.footnote] {
            // Typst can't set a note's mark while that very note, or another, is being set.
            let function = if self.here.in_note > 0 { "note-link" } else { "note-again" };
            to.mark(&format!("{function}(\"{label}\")"));
            return;
        }
        self.here.noted[mark.footnote] = true;
        let wrappers = std::mem::take(&mut self.here.wrappers);
        let nest = std::mem::replace(&mut self.here.nest, 0);
        let width = std::mem::replace(&mut self.here.width, self.sheet.measure());
        self.here.in_note += 1;
        // The first paragraph begins beside the note's number.
        let start = note.body.iter().position(|node| !is_blank(node)).unwrap_or(0);
        let body = match note.body.get(start) {
            Some(Node::Element(first))
                if first.name == "p" && !first.children.iter().any(is_block) =>
            {
                self.flow(&first.children, Flow::Tight)
                    + &self.flow(&note.body[start + 1..], Flow::Loose)
            }
            _ => self.flow(&note.body, Flow::Loose),
        };
        self.here.in_note -= 1;
        self.here.width = width;
        self.here.nest = nest;
        self.here.wrappers = wrappers;
        to.mark(&format!("note(\"{label}\", {{{body}}})"));
    }
}

/// The call that sets code in the text, which may be broken between its parts.
pub(crate) fn code_call(text: &str, parts: &[&str]) -> String {
    let mut call = format!("code({}", literal(text));
    if parts.len() > 1 {
        for part in freed(parts) {
            call.push(',');
            call.push_str(&literal(&part));
        }
    }
    call.push(')');
    call
}

/// Whether an element's text is slanted.
fn is_slanted(name: &str) -> bool {
    matches!(name, "em" | "i" | "cite" | "dfn" | "var")
}

/// Whether there is nothing in the element but one whose text is slanted.
fn slanted_alone(element: &Element) -> bool {
    matches!(element.children.as_slice(), [Node::Element(only)] if is_slanted(&only.name))
}

/// A box to be checked; that of a task hangs before its words.
fn checkbox(element: &Element, is_task: bool, to: &mut Inline) {
    if element.attr("type") == Some("checkbox") {
        let checked = element.attr("checked").is_some();
        let call = if is_task { "task-box" } else { "checkbox" };
        to.put(&format!("{call}({checked})"));
        to.no_space();
    }
}
