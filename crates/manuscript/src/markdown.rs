//! Markdown to HTML, the way mdBook's own renderer does it, with the line of each block noted.
//!
//! Raw HTML goes through html5ever's tokenizer first: a tag that is not closed before its Markdown
//! element ends is closed there, as mdBook does it, so that one stray `<T>` can't swallow a chapter.

mod raw;

use crate::lines::LineMap;
use bindery_diagnostic::{Report, Rule};
use mdbook_markdown::pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd,
};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use raw::RawTags;
use std::collections::BTreeMap;
use std::ops::Range;

/// Elements nested deeper than this are set without their innermost tags: no book means them, and
/// whoever walks a tree may do so by recursion.
const MAX_DEPTH: usize = 120;

/// The attributes by which this module speaks to the next one. Authors can't write them.
pub(crate) mod private {
    /// The line of an element.
    pub(crate) const LINE: &str = "data-bindery-line";
    /// A heading or term that Markdown made, not raw HTML: it gets an id.
    pub(crate) const MARKDOWN: &str = "data-bindery-markdown";
    /// The mark of a footnote: its place and occurrence, `0 1`.
    pub(crate) const MARK: &str = "data-bindery-mark";
    /// A footnote's text: the footnote's place.
    pub(crate) const NOTE: &str = "data-bindery-note";
}

/// A chapter as HTML, and its footnotes' names with how often each is referred to.
pub(crate) struct Html {
    pub(crate) html: String,
    pub(crate) footnotes: Vec<(String, u32)>,
}

/// Turns the Markdown of a chapter into HTML.
pub(crate) fn to_html(
    markdown: &str,
    options: &MarkdownOptions,
    lines: &LineMap,
    report: &mut Report,
) -> Html {
    let mut writer = Writer {
        out: String::with_capacity(markdown.len() * 3 / 2),
        lines,
        markdown,
        offset: Offset::default(),
        open: Vec::new(),
        raw: RawTags::default(),
        depth: 0,
        table: Table::default(),
        marks: BTreeMap::new(),
        order: Vec::new(),
        notes: BTreeMap::new(),
        suspended: Vec::new(),
        report,
    };
    let mut events = new_cmark_parser(markdown, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        writer.event(event, range, &mut events);
    }
    writer.finish()
}

type Events<'a> = mdbook_markdown::pulldown_cmark::OffsetIter<'a>;

/// Counts lines as the offsets of events go forward.
#[derive(Default)]
struct Offset {
    bytes: usize,
    line: u32,
}

#[derive(Default)]
struct Table {
    head: bool,
    column: usize,
    alignments: Vec<Alignment>,
}

struct Writer<'a, 'r> {
    out: String,
    lines: &'a LineMap,
    markdown: &'a str,
    offset: Offset,
    /// For each open Markdown element what closes it.
    open: Vec<&'static str>,
    raw: RawTags,
    depth: usize,
    table: Table,
    /// Each footnote's place and how often it was referred to.
    marks: BTreeMap<String, (usize, u32)>,
    order: Vec<String>,
    /// The HTML of each footnote's text.
    notes: BTreeMap<String, String>,
    /// What was being written when a footnote's text began.
    suspended: Vec<(String, String)>,
    report: &'r mut Report,
}

impl<'a> Writer<'a, '_> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>, events: &mut Events<'a>) {
        // An end's range begins where its start did: counting lines from there would be quadratic.
        let line = match event {
            Event::End(_) => 0,
            _ => self.line_at(range.start),
        };
        match event {
            Event::Start(tag) => self.start(tag, line, events),
            Event::End(tag) => self.end(tag),
            Event::Text(_) | Event::Code(_) | Event::SoftBreak if self.raw.is_skipping() => {}
            Event::Text(text) => escape(&text, &mut self.out),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape(&code, &mut self.out);
                self.out.push_str("</code>");
            }
            // mdBook's options never ask for these two; MathJax's delimiters are found in the tree.
            Event::InlineMath(tex) | Event::DisplayMath(tex) => escape(&tex, &mut self.out),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, line),
            Event::FootnoteReference(name) => self.footnote_mark(&name),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule => self.out.push_str("<hr>"),
            Event::TaskListMarker(checked) => {
                let checked = if checked { " checked" } else { "" };
                self.out.push_str(&format!("<input type=\"checkbox\" disabled{checked}> "));
            }
        }
    }

    fn line_at(&mut self, start: usize) -> u32 {
        if start < self.offset.bytes {
            self.offset = Offset::default();
        }
        let passed = &self.markdown.as_bytes()[self.offset.bytes..start];
        self.offset.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u32;
        self.offset.bytes = start;
        self.lines.source_line(self.offset.line + 1)
    }

    /// Opens an element that [`Writer::end`] will close.
    fn open(&mut self, name: &'static str, attrs: &str, line: u32) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            if self.depth == MAX_DEPTH + 1 {
                self.report.push(
                    Rule::Limit
                        .warning(format!("more than {MAX_DEPTH} elements inside each other"))
                        .at(self.lines.place(line))
                        .hint("what is deeper is shown without its own nesting"),
                );
            }
            self.open.push("");
        } else {
            self.out.push_str(&format!("<{name} {}=\"{line}\"{attrs}>", private::LINE));
            self.open.push(name);
        }
        self.raw.enter();
    }

    fn close(&mut self) {
        self.raw.leave(&mut self.out);
        self.depth = self.depth.saturating_sub(1);
        match self.open.pop() {
            None | Some("") => {}
            Some(name) => self.out.push_str(&format!("</{name}>")),
        }
    }

    fn start(&mut self, tag: Tag<'a>, line: u32, events: &mut Events<'a>) {
        match tag {
            Tag::Paragraph => self.open("p", "", line),
            Tag::Heading { level, id, classes, attrs } => {
                let mut all = format!(" {}=\"\"", private::MARKDOWN);
                for (name, value) in &attrs {
                    attribute(name, value.as_deref().unwrap_or_default(), &mut all);
                }
                if let Some(id) = id {
                    attribute("id", &id, &mut all);
                }
                if !classes.is_empty() {
                    attribute("class", &classes.join(" "), &mut all);
                }
                self.open(["h1", "h2", "h3", "h4", "h5", "h6"][level as usize - 1], &all, line);
            }
            Tag::BlockQuote(None) => self.open("blockquote", "", line),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = admonition(kind);
                let class = format!(" class=\"blockquote-tag blockquote-tag-{class}\"");
                self.open("blockquote", &class, line);
                self.out.push_str(&format!("<p class=\"blockquote-tag-title\">{title}</p>"));
            }
            Tag::CodeBlock(kind) => {
                let mut class = String::new();
                if let CodeBlockKind::Fenced(info) = kind {
                    let mut words = info.split([' ', '\t', ',']).filter(|word| !word.is_empty());
                    if let Some(language) = words.next() {
                        let all: Vec<_> = std::iter::once(format!("language-{language}"))
                            .chain(words.map(str::to_owned))
                            .collect();
                        attribute("class", &all.join(" "), &mut class);
                    }
                }
                self.open("pre", "", line);
                // HTML drops a line feed right after `<pre>`, so one more keeps the author's.
                self.out.push_str(&format!("\n<code{class}>"));
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.html_block(line, events),
            Tag::List(None) => self.open("ul", "", line),
            Tag::List(Some(1)) => self.open("ol", "", line),
            Tag::List(Some(start)) => self.open("ol", &format!(" start=\"{start}\""), line),
            Tag::Item => self.open("li", "", line),
            Tag::FootnoteDefinition(name) => {
                self.raw.enter();
                self.suspended.push((name.to_string(), std::mem::take(&mut self.out)));
            }
            Tag::DefinitionList => self.open("dl", "", line),
            Tag::DefinitionListTitle => {
                self.open("dt", &format!(" {}=\"\"", private::MARKDOWN), line);
            }
            Tag::DefinitionListDefinition => self.open("dd", "", line),
            Tag::Table(alignments) => {
                self.table = Table { head: true, column: 0, alignments };
                self.open("table", "", line);
            }
            Tag::TableHead => {
                self.open("thead", "", line);
                self.out.push_str("<tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.open("tr", "", line);
            }
            Tag::TableCell => {
                let style = match self.table.alignments.get(self.table.column) {
                    Some(Alignment::Left) => " style=\"text-align: left\"",
                    Some(Alignment::Center) => " style=\"text-align: center\"",
                    Some(Alignment::Right) => " style=\"text-align: right\"",
                    Some(Alignment::None) | None => "",
                };
                self.table.column += 1;
                self.open(if self.table.head { "th" } else { "td" }, style, line);
            }
            Tag::Emphasis => self.open("em", "", line),
            Tag::Strong => self.open("strong", "", line),
            Tag::Strikethrough => self.open("del", "", line),
            Tag::Superscript => self.open("sup", "", line),
            Tag::Subscript => self.open("sub", "", line),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mut attrs = String::new();
                let email = matches!(link_type, LinkType::Email);
                let href = if email { format!("mailto:{dest_url}").into() } else { dest_url };
                attribute("href", &href, &mut attrs);
                if !title.is_empty() {
                    attribute("title", &title, &mut attrs);
                }
                self.open("a", &attrs, line);
            }
            Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title, line, events),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => {}
            TagEnd::CodeBlock => {
                self.out.push_str("</code>");
                self.close();
            }
            TagEnd::FootnoteDefinition => {
                self.raw.leave(&mut self.out);
                if let Some((name, before)) = self.suspended.pop() {
                    let body = std::mem::replace(&mut self.out, before);
                    // The first definition counts, as in mdBook.
                    self.notes.entry(name).or_insert(body);
                }
            }
            TagEnd::TableHead => {
                self.out.push_str("</tr>");
                self.close();
                self.table.head = false;
            }
            _ => self.close(),
        }
    }

    /// A block of HTML is one piece for the tokenizer, whatever lines it came in.
    fn html_block(&mut self, line: u32, events: &mut Events<'a>) {
        let mut html = String::new();
        let mut shown = false;
        for (event, _) in events.by_ref() {
            match event {
                Event::Html(text) | Event::Text(text) => {
                    html.push_str(&text);
                    shown = true;
                }
                Event::End(TagEnd::HtmlBlock) => break,
                Event::End(TagEnd::MetadataBlock(_)) => {
                    shown = false;
                    break;
                }
                _ => {}
            }
        }
        if shown {
            self.raw_html(&html, line);
        }
        self.raw.end_block();
    }

    fn raw_html(&mut self, html: &str, line: u32) {
        let room = MAX_DEPTH.saturating_sub(self.depth);
        self.raw.write(html, line, room, &mut self.out);
    }

    fn footnote_mark(&mut self, name: &CowStr<'_>) {
        let next = self.marks.len();
        let (place, count) = self.marks.entry(name.to_string()).or_insert((next, 0));
        if *place == self.order.len() {
            self.order.push(name.to_string());
        }
        *count += 1;
        self.out.push_str(&format!("<sup {}=\"{place} {count}\"></sup>", private::MARK));
    }

    /// An image's content is its alternative text, without marks of any kind.
    fn image(&mut self, src: &str, title: &str, line: u32, events: &mut Events<'a>) {
        let mut alt = String::new();
        let mut depth = 0usize;
        for (event, _) in events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                    alt.push_str(&text);
                }
                Event::InlineMath(tex) | Event::DisplayMath(tex) => alt.push_str(&tex),
                Event::SoftBreak | Event::HardBreak | Event::Rule => alt.push(' '),
                Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            }
        }
        let mut attrs = format!(" {}=\"{line}\"", private::LINE);
        attribute("src", src, &mut attrs);
        attribute("alt", &alt, &mut attrs);
        if !title.is_empty() {
            attribute("title", title, &mut attrs);
        }
        self.out.push_str(&format!("<img{attrs}>"));
    }

    fn finish(mut self) -> Html {
        self.raw.leave(&mut self.out);
        for (place, name) in self.order.iter().enumerate() {
            let body = self.notes.remove(name).unwrap_or_default();
            self.out.push_str(&format!("<div {}=\"{place}\">{body}</div>", private::NOTE));
        }
        for name in self.notes.keys() {
            self.report.push(
                Rule::Markup
                    .warning(format!("footnote `{name}` is defined, but nothing refers to it"))
                    .at(self.lines.find(&format!("[^{name}]:")))
                    .culprit(format!("[^{name}]:")),
            );
        }
        let marks = self.marks;
        let footnotes = self.order.into_iter().map(|name| {
            let count = marks.get(&name).map_or(0, |(_, count)| *count);
            (name, count)
        });
        Html { footnotes: footnotes.collect(), html: self.out }
    }
}

fn admonition(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}

/// Writes ` name="value"`; a name that is no attribute's is left out.
fn attribute(name: &str, value: &str, out: &mut String) {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(fits) {
        out.push_str(&format!(" {name}=\""));
        escape(value, out);
        out.push('"');
    }
}

/// Writes text so that an HTML parser gives it back.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
