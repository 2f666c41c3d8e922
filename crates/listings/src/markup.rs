//! Text that goes into Markdown or HTML and has to come out as it went in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd, html};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use serde::Serialize;
use std::io::Write as _;

/// Words of prose as inline HTML inside Markdown: nothing in them is markup, and quotation marks
/// and dashes are still made by the book's own rules.
pub(crate) fn words(text: &str) -> String {
    escape(text, |c| !matches!(c, '"' | '\'' | '-' | '.' | ',' | ';' | ':' | '?' | '/' | '%'))
}

/// The text as it is, inside Markdown.
pub(crate) fn literal(text: &str) -> String {
    escape(text, |_| true)
}

/// Writes ASCII punctuation as references, where `active` says that it could mean something.
fn escape(text: &str, active: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && active(c) {
            escaped.push_str(&format!("&#{};", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// The text as the value of an attribute in double quotes, or between tags.
pub(crate) fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Data for the scripts of the HTML edition, in one line; the other editions drop it.
pub(crate) fn data(class: &str, data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).expect("strings, numbers and lists are always JSON");
    // No end tag, and no directive of mdBook's: neither can be but inside a string.
    let json = json.replace('<', "\\u003c").replace("{{", "{\\u007b");
    format!("<script type=\"application/json\" class=\"{class}\">{json}</script>")
}

/// A text for the scripts of the HTML edition, in one line: deflated and in base 64, if it is long.
pub(crate) fn text(class: &str, text: &str) -> String {
    /// Below it nothing is gained.
    const SHORT: usize = 400;
    if text.len() < SHORT {
        return data(class, &text);
    }
    let mut deflater = ZlibEncoder::new(Vec::new(), Compression::best());
    let deflated = deflater.write_all(text.as_bytes()).and_then(|()| deflater.finish());
    let deflated = STANDARD.encode(deflated.expect("a vector takes all that is written"));
    format!("<script type=\"application/zlib\" class=\"{class}\">{deflated}</script>")
}

/// Inline Markdown as HTML in one line.
///
/// A block of HTML ends at a blank line for every Markdown parser, and what stands in it isn't
/// Markdown any more. So a caption is rendered here, and nothing is left to the place it goes to.
pub(crate) fn inline_html(markdown: &str, options: &MarkdownOptions) -> String {
    let events = new_cmark_parser(markdown, options).filter_map(|event| match event {
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::SoftBreak | Event::HardBreak => Some(Event::Text(" ".into())),
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
