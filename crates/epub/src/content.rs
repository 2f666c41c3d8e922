//! A chapter's tree as XHTML.
//!
//! [`chapter`] is the entry point. The conversion goes bottom up: an element's children are
//! converted first, and [`shape`] then puts them into it in a way that the content model allows.

mod attributes;
mod code;
mod kinds;
mod list;
mod math;
mod media;
mod notes;
mod shape;
mod svg;
mod table;
pub(crate) mod url;

pub(crate) use attributes::{is_date, language_tag};
pub(crate) use notes::Answer;
pub(crate) use svg::clean_file as clean_svg_file;

use crate::images::Images;
use crate::names::Ids;
use crate::pages::{Breaks, PageList};
use crate::xml::{Anchor, Element, Link, Node, element};
use bindery_diagnostic::{Diagnostic, Report, Rule};
use bindery_manuscript::{Chapter, Element as Source, Manuscript, Node as Tree, Target};
use bindery_words::Words;
use kinds::Kind;
use std::collections::BTreeMap;

/// What the chapters of an edition share.
pub(crate) struct Shop<'a> {
    /// The book.
    pub manuscript: &'a Manuscript,
    /// The page numbers, if there are any.
    pub pages: Option<&'a PageList>,
    /// What the edition says itself.
    pub words: &'static Words,
    /// The images that have been shown so far.
    pub images: Images,
    /// The answers that have been moved to the back so far.
    pub answers: Vec<Answer>,
    /// What is wrong.
    pub report: Report,
}

/// A chapter as XHTML.
pub(crate) struct Text {
    /// What stands in the chapter's `section`.
    pub body: Vec<Node>,
    /// The ids of what can be linked to.
    pub anchors: BTreeMap<Anchor, String>,
}

/// Converts the chapter at `index` among the manuscript's chapters.
pub(crate) fn chapter<'a>(shop: &mut Shop<'a>, chapter: &'a Chapter, index: usize) -> Text {
    let breaks = shop.pages.map(|list| Breaks::new(list, chapter, index)).unwrap_or_default();
    let mut converter = Converter {
        shop,
        chapter,
        index,
        ids: Ids::default(),
        breaks,
        turned: Vec::new(),
        in_link: false,
        in_definition: false,
        in_answer: false,
    };
    let mut body = converter.body();
    body.extend(converter.footnotes());
    let anchors = converter.ids.into_anchors();
    Text { body, anchors }
}

/// The state of the conversion of one chapter.
struct Converter<'a, 's> {
    shop: &'s mut Shop<'a>,
    chapter: &'a Chapter,
    index: usize,
    ids: Ids,
    /// The pages that begin at what has not been met yet.
    breaks: Breaks<'a>,
    /// The pages that begin here, at the next place that can hold a mark.
    turned: Vec<&'a str>,
    in_link: bool,
    in_definition: bool,
    in_answer: bool,
}

impl<'a> Converter<'a, '_> {
    /// The chapter's body, with the marks of the pages.
    fn body(&mut self) -> Vec<Node> {
        let mut out = Vec::new();
        for (place, node) in self.chapter.body.iter().enumerate() {
            self.turned.extend(self.breaks.at_node(place));
            self.mark_pages(&mut out);
            self.turn_pages(node);
            self.mark_pages(&mut out);
            self.node(node, &mut out);
        }
        shape::adopt(out)
    }

    /// The nodes as they may stand where text and blocks may.
    fn flow(&mut self, nodes: &'a [Tree]) -> Vec<Node> {
        let mut out = Vec::new();
        for node in nodes {
            self.turn_pages(node);
            self.mark_pages(&mut out);
            self.node(node, &mut out);
        }
        self.mark_pages(&mut out);
        shape::adopt(out)
    }

    /// The nodes as they may stand where only text may.
    fn phrasing(&mut self, nodes: &'a [Tree]) -> Vec<Node> {
        shape::inline(self.flow(nodes))
    }

    /// The children of an element that takes only certain elements, still as they come.
    fn parts(&mut self, nodes: &'a [Tree]) -> Vec<Node> {
        let mut out = Vec::new();
        for node in nodes {
            self.turn_pages(node);
            self.node(node, &mut out);
        }
        out
    }

    fn node(&mut self, node: &'a Tree, out: &mut Vec<Node>) {
        match node {
            Tree::Text(text) => match out.last_mut() {
                Some(Node::Text(last)) => last.push_str(text),
                _ => out.push(Node::Text(text.clone())),
            },
            Tree::Element(element) => out.extend(self.element(element)),
            Tree::Code(block) => {
                let id = block.id.as_deref().and_then(|id| self.id(id));
                out.push(code::block(block, id).into());
            }
            Tree::Math(math) => out.push(self.math(math)),
            Tree::FootnoteMark(mark) => out.push(self.footnote_mark(mark).into()),
        }
    }

    fn element(&mut self, source: &'a Source) -> Vec<Node> {
        let (kind, class) = kinds::kind(&source.name);
        let start = |converter: &mut Self, name| {
            let mut element = converter.start(source, name);
            class.into_iter().for_each(|class| element.add_class(class));
            element
        };
        match kind {
            Kind::Dropped => Vec::new(),
            Kind::Flow("li") => vec![self.list_item(source).into()],
            Kind::Flow(name) => vec![start(self, name).nodes(self.flow(&source.children)).into()],
            Kind::Paragraph => {
                let paragraph = start(self, "p");
                shape::split(paragraph, self.flow(&source.children))
            }
            Kind::Heading(name) => self.heading(source, name),
            Kind::Inline(name) => self.inline(source, name),
            Kind::Generic => {
                let mut generic = start(self, "span");
                generic.children = self.flow(&source.children);
                if generic.children.iter().any(shape::blocks) {
                    generic.name = "div";
                }
                vec![generic.into()]
            }
            Kind::Transparent(name) => {
                vec![start(self, name).nodes(self.flow(&source.children)).into()]
            }
            Kind::Anchor => vec![self.anchor(source).into()],
            Kind::Void(name) => vec![self.start(source, name).into()],
            Kind::List(name) => {
                let list = self.start(source, name);
                list::list(list, self.parts(&source.children))
            }
            Kind::DefinitionList => {
                let list = self.start(source, "dl");
                list::definitions(list, self.parts(&source.children))
            }
            Kind::Table => {
                let table = self.start(source, "table");
                table::table(table, self.parts(&source.children))
            }
            Kind::Rows(name) | Kind::Column(name) => {
                vec![self.start(source, name).nodes(self.parts(&source.children)).into()]
            }
            // What a chapter marks as code has its own white space.
            Kind::Preformatted
                if source.children.iter().any(|node| matches!(node, Tree::Code(_))) =>
            {
                vec![self.start(source, "div").nodes(self.flow(&source.children)).into()]
            }
            Kind::Preformatted => {
                let pre = self.start(source, "pre");
                vec![pre.nodes(self.phrasing(&source.children)).into()]
            }
            Kind::Figure => {
                let figure = self.start(source, "figure");
                list::figure(figure, self.parts(&source.children))
            }
            Kind::Ruby => {
                let ruby = self.start(source, "ruby");
                list::ruby(ruby, self.parts(&source.children))
            }
            Kind::Details => self.details(source),
            Kind::Quote => vec![self.quote(source).into()],
            Kind::Image => self.image(source),
            Kind::Media => self.media(source),
            Kind::Input => self.input(source),
            Kind::Svg => self.svg(source),
            Kind::Math => self.mathml(source),
        }
    }

    /// The element `name` with those of the source's attributes that it may have, and its id.
    fn start(&mut self, source: &Source, name: &'static str) -> Element {
        let mut element = element(name);
        let wish = source.attr("id").or_else(|| source.attr("name").filter(|_| source.name == "a"));
        if let Some(id) = wish.and_then(|id| self.id(id)) {
            element.attrs.push(("id", id.into()));
        }
        element.attrs.extend(attributes::kept(source, name));
        element
    }

    /// The id that stands for the author's `id`, unless an element has it already.
    fn id(&mut self, id: &str) -> Option<String> {
        let id = id.trim();
        let anchor = Anchor::Id(id.to_owned());
        (!id.is_empty()).then(|| self.give_id(anchor, id)).flatten()
    }

    /// The id that stands for `anchor`, made of `wish`.
    fn give_id(&mut self, anchor: Anchor, wish: &str) -> Option<String> {
        // The answers of all chapters come into one file.
        let prefix = if self.in_answer { format!("a{}-", self.index) } else { String::new() };
        self.ids.give(anchor, &format!("{prefix}{wish}"))
    }

    fn inline(&mut self, source: &'a Source, name: &'static str) -> Vec<Node> {
        let outer = self.in_definition;
        let name = if outer && name == "dfn" { "span" } else { name };
        let mut inline = self.start(source, name);
        self.in_definition = outer || name == "dfn";
        let children = self.flow(&source.children);
        self.in_definition = outer;
        // Without `datetime`, the text itself must be the time.
        if name == "time"
            && inline.attr("datetime").is_none()
            && !matches!(&children[..], [Node::Text(text)] if is_date(text.trim()))
        {
            inline.name = "span";
        }
        shape::distribute(inline, children)
    }

    fn heading(&mut self, source: &'a Source, name: &'static str) -> Vec<Node> {
        let mut heading = self.start(source, name);
        heading.children = self.phrasing(&source.children);
        // A heading that says nothing is an obstacle in the list of headings.
        if name.starts_with('h') && !shape::visible(&heading.children) {
            heading.name = "div";
        }
        vec![heading.into()]
    }

    fn list_item(&mut self, source: &'a Source) -> Element {
        let mut item = self.start(source, "li");
        item.children = self.flow(&source.children);
        if starts_with_box(&source.children) {
            item.add_class("task");
        }
        item
    }

    fn anchor(&mut self, source: &'a Source) -> Element {
        let outer = self.in_link;
        let link = match &source.target {
            _ if outer => None,
            Some(Target::Chapter { chapter, id }) => {
                Some(Ok(Link { chapter: *chapter, anchor: id.clone().map(Anchor::Id) }))
            }
            Some(Target::External(address)) => self.external(address, source.line).map(Err),
            Some(Target::Asset(asset)) => {
                self.warn_of_file(*asset, source.line);
                None
            }
            Some(Target::Dead(_)) | None => None,
        };
        self.in_link = outer || link.is_some();
        let children = self.flow(&source.children);
        self.in_link = outer;
        let mut anchor = self.start(source, "a").nodes(children);
        match link {
            Some(Ok(link)) => anchor.link = Some(link),
            Some(Err(address)) => anchor.attrs.push(("href", address.into())),
            None => anchor.name = "span",
        }
        if anchor.name == "span" && anchor.children.iter().any(shape::blocks) {
            anchor.name = "div";
        }
        anchor
    }

    /// The address of a place outside the book, with a warning if it can't be one.
    fn external(&mut self, address: &str, line: u32) -> Option<String> {
        let made = url::external(address);
        if made.is_none() {
            self.warn(line, format!("not an address that can be opened: {address}"), |warning| {
                warning.culprit(address).hint("the words are kept, without the link")
            });
        }
        made
    }

    /// A warning that a link leads to a file of the book, which the edition doesn't hold.
    fn warn_of_file(&mut self, asset: usize, line: u32) {
        let Some(asset) = self.shop.manuscript.assets.get(asset) else { return };
        self.warn(line, format!("an EPUB cannot hold the file {}", asset.path), |warning| {
            warning.culprit(&asset.path).hint("the words are kept, without the link")
        });
    }

    /// Adds a warning about `line` of the chapter's source.
    fn warn(
        &mut self,
        line: u32,
        message: impl Into<String>,
        detail: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let mut warning = Rule::Markup.warning(message);
        if let Some(place) = self.shop.manuscript.place(self.chapter, line) {
            warning = warning.at(place);
        }
        self.shop.report.push(detail(warning));
    }

    /// Notes the pages that begin at `node`.
    fn turn_pages(&mut self, node: &'a Tree) {
        let id = match node {
            Tree::Element(element) => element.attr("id"),
            Tree::Code(code) => code.id.as_deref(),
            _ => None,
        };
        if let Some(id) = id {
            self.turned.extend(self.breaks.at_id(id));
        }
    }

    /// Marks the pages that begin here.
    fn mark_pages(&mut self, out: &mut Vec<Node>) {
        for label in std::mem::take(&mut self.turned) {
            let mark = element("span")
                .with("epub:type", "pagebreak")
                .with("role", "doc-pagebreak")
                .with("id", self.ids.fresh(&format!("page-{label}")))
                .with("aria-label", label.to_owned());
            out.push(mark.into());
        }
    }
}

/// Whether the first thing in a list item is a box to tick.
fn starts_with_box(children: &[Tree]) -> bool {
    let mut seen = children.iter().filter(|node| match node {
        Tree::Text(text) => !text.trim().is_empty(),
        _ => true,
    });
    match seen.next() {
        Some(Tree::Element(e)) if matches!(e.name.as_str(), "p" | "label") => {
            starts_with_box(&e.children)
        }
        Some(Tree::Element(e)) => e.name == "input" && e.attr("type") == Some("checkbox"),
        _ => false,
    }
}
