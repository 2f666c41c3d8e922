//! Headings, and the titles of all that the tables of contents and the running heads name.

use bindery_manuscript::{Element, Node, text_of};

use crate::breaks::{ENDLESS, pieces};
use crate::inline::Inline;
use crate::literal::literal;
use crate::setter::Setter;
use crate::words::code_call;

/// Something that a table of contents lists.
pub(crate) struct Title {
    /// Where it is.
    pub(crate) label: String,
    /// 0 for a part, 1 for a chapter, 2 for a section or a nested chapter, …; none for a figure.
    pub(crate) rank: Option<usize>,
    /// What kind of figure it is.
    pub(crate) kind: Option<&'static str>,
    /// The chapter's number.
    pub(crate) number: Option<String>,
    /// Its words, as Typst code without links, notes and anchors.
    pub(crate) content: String,
    /// Its words alone.
    pub(crate) plain: String,
    /// The lines of the table of contents before it for chapters that are only announced.
    pub(crate) announced: Vec<String>,
}

impl Setter<'_> {
    /// Sets a heading; the first one of a chapter opens it.
    pub(crate) fn heading(&mut self, element: &Element, level: u8) -> String {
        let title = self.bare(&element.children);
        if title.is_empty() || self.here.flat_headings {
            return self.bold_line(element);
        }
        let opens = std::mem::take(&mut self.here.opening);
        let depth = self.here.chapter.depth;
        let rank = depth + usize::from(level);
        let wanted = self.here.base + rank - 1;
        let level = wanted.min(self.last_level + 1).max(1);
        self.last_level = level;

        let number = self.number().filter(|_| opens);
        let label = match element.attr("id").and_then(|id| self.labels.set(self.here.number, id)) {
            Some(label) => label,
            None => self.made_label('h'),
        };
        let function = if opens && depth == 0 { "opening" } else { "section" };
        let entered = self.index_place(element).map(|label| format!("anchor(\"{label}\");"));
        let entered = entered.unwrap_or_default();
        self.here.in_title = true;
        let body = self.run(&element.children.iter().collect::<Vec<_>>());
        self.here.in_title = false;
        let number_code = number.as_deref().map_or("none".to_owned(), literal);
        let code = format!(
            "{function}({rank}, {level}, \"{label}\", {number_code}, {{{entered}{}}})\n",
            body.code
        );
        self.titles.push(Title {
            label,
            rank: Some(rank),
            kind: None,
            number,
            content: title,
            plain: one_line(&text_of(&element.children)),
            announced: std::mem::take(&mut self.announced),
        });
        code
    }

    /// A heading that is none in the book's outline.
    fn bold_line(&mut self, element: &Element) -> String {
        let anchor = self.anchor(element);
        let body = self.run(&element.children.iter().collect::<Vec<_>>());
        match body.visible {
            true => format!("{anchor}bold-line({{{}}})\n", body.code),
            false => format!("{anchor}{}\n", body.code),
        }
    }

    /// The words of a title as code, without links, notes and anchors; empty if there are none.
    pub(crate) fn bare(&self, nodes: &[Node]) -> String {
        let mut inline = Inline::new(self.title_room());
        bare_into(nodes, &mut inline, 0);
        match inline.is_visible() {
            true => format!("{{{}}}", inline.finish()),
            false => String::new(),
        }
    }
}

fn bare_into(nodes: &[Node], to: &mut Inline, depth: usize) {
    for node in nodes {
        match node {
            Node::Text(text) => to.text(text),
            Node::Math(math) => to.text(&math.tex),
            // When a figure was recorded stands below it, and not in the list of figures.
            Node::Element(element) if element.has_class("provenance") => {}
            Node::Element(element) if depth < 16 => match element.name.as_str() {
                "svg" => {}
                "img" => to.text(element.attr("alt").unwrap_or_default()),
                "br" => to.text(" "),
                "code" => {
                    let text = text_of(&element.children);
                    if !text.is_empty() {
                        to.put(&code_call(&text, &pieces(&text, ENDLESS)));
                    }
                }
                "em" | "i" => {
                    let opened = to.open("emph(");
                    bare_into(&element.children, to, depth + 1);
                    to.close(opened);
                }
                _ => bare_into(&element.children, to, depth + 1),
            },
            Node::Element(element) => to.text(&text_of(&element.children)),
            Node::Code(_) | Node::FootnoteMark(_) => {}
        }
    }
}

/// The text with every run of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
