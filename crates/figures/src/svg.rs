//! SVG, written so that the same figure is the same bytes, and that it can stand in Markdown:
//! each element begins a line, no line is empty or indented, attributes are sorted.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// An SVG element.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    name: &'static str,
    attrs: BTreeMap<&'static str, String>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    pub(crate) fn new(name: &'static str) -> Self {
        Element { name, attrs: BTreeMap::new(), children: Vec::new(), text: String::new() }
    }

    pub(crate) fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attrs.insert(name, value.into());
        self
    }

    /// An attribute that is a length or a coordinate in pixels.
    pub(crate) fn at(self, name: &'static str, pixels: f64) -> Self {
        self.attr(name, number(pixels))
    }

    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    pub(crate) fn push(&mut self, child: Element) {
        self.children.push(child);
    }

    pub(crate) fn extend(&mut self, children: impl IntoIterator<Item = Element>) {
        self.children.extend(children);
    }

    pub(crate) fn write(&self, out: &mut String) {
        let _ = write!(out, "<{}", self.name);
        for (name, value) in &self.attrs {
            let _ = write!(out, " {name}=\"{}\"", escape(value));
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>\n");
            return;
        }
        out.push('>');
        out.push_str(&escape(&self.text));
        if !self.children.is_empty() {
            out.push('\n');
        }
        for child in &self.children {
            child.write(out);
        }
        let _ = writeln!(out, "</{}>", self.name);
    }
}

/// A coordinate with one decimal at most.
pub(crate) fn number(pixels: f64) -> String {
    let tenths = (pixels * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// Text as XML and HTML both read it. White space comes to single spaces, as a reader sees it, so
/// that a name with a line feed can't begin a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                c if c.is_control() => out.push('\u{fffd}'),
                c => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_sorted_and_text_is_escaped() {
        let mut group = Element::new("g").attr("id", "b").attr("class", "a \"quote\"");
        group.push(Element::new("text").at("y", -0.04).at("x", 1.25).text("a\n\n    <b> & c\u{1}"));
        let mut out = String::new();
        group.write(&mut out);
        assert_eq!(
            out,
            "<g class=\"a &quot;quote&quot;\" id=\"b\">\n\
             <text x=\"1.3\" y=\"0\">a &lt;b&gt; &amp; c\u{fffd}</text>\n</g>\n"
        );
    }

    #[test]
    fn numbers_have_one_decimal_at_most() {
        let all = [0.0, 12.0, 12.34, -0.26, -3.0, 0.96].map(number);
        assert_eq!(all, ["0", "12", "12.3", "-0.3", "-3", "1"]);
    }
}
