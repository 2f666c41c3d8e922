//! A drawing in the text, written out as a file of its own.

use bindery_manuscript::{Element, Node};

/// The element and what is in it, as a standalone SVG document.
pub(crate) fn to_bytes(svg: &Element) -> Vec<u8> {
    let mut root = Element { children: svg.children.clone(), ..svg.clone() };
    root.name = "svg".to_owned();
    if root.attr("xmlns").is_none() {
        root.set_attr("xmlns", "http://www.w3.org/2000/svg");
    }
    if root.attr("xmlns:xlink").is_none() {
        root.set_attr("xmlns:xlink", "http://www.w3.org/1999/xlink");
    }
    // Markdown's HTML doesn't mind the case; SVG does.
    if let Some(view) = root.attr("viewbox").map(str::to_owned) {
        root.set_attr("viewBox", view);
    }
    // Ink: what `currentColor` means on paper.
    if root.attr("color").is_none() {
        root.set_attr("color", "#000000");
    }
    let mut out = String::new();
    write(&root, &mut out, 0);
    out.into_bytes()
}

/// The first child element of that name.
pub(crate) fn child<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.children.iter().find_map(|node| match node {
        Node::Element(child) if child.name == name => Some(child),
        _ => None,
    })
}

fn write(element: &Element, out: &mut String, depth: usize) {
    // A file outside the book, or one that Typst hasn't got, would end the compilation.
    let outside = |(name, value): &&(String, String)| {
        matches!(name.as_str(), "href" | "xlink:href")
            && !value.starts_with('#')
            && !value.starts_with("data:")
    };
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in element.attrs.iter().filter(|attr| !outside(attr)) {
        if !is_name(name) {
            continue;
        }
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
    if depth < 60 {
        for node in &element.children {
            match node {
                Node::Text(text) => escape(text, out),
                Node::Element(child) if is_name(&child.name) => write(child, out, depth + 1),
                _ => {}
            }
        }
    }
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

fn is_name(name: &str) -> bool {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    first && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c < ' ' && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_stands_alone_and_is_well_formed() {
        let mut rect = Element::new("rect");
        rect.set_attr("fill", "a\"<&b");
        let mut image = Element::new("image");
        image.set_attr("href", "https://example.org/x.png");
        image.set_attr("1x", "not a name");
        let mut svg = Element::new("svg");
        svg.set_attr("viewbox", "0 0 1 1");
        svg.children =
            vec![Node::Element(rect), Node::Element(image), Node::Text("a < b\u{1}".to_owned())];
        let text = String::from_utf8(to_bytes(&svg)).unwrap();
        assert!(text.contains(r#"viewBox="0 0 1 1""#), "{text}");
        assert!(text.contains(r#"<rect fill="a&quot;&lt;&amp;b"></rect>"#), "{text}");
        assert!(text.contains("<image></image>a &lt; b</svg>"), "{text}");
        assert!(text.contains(r#"xmlns="http://www.w3.org/2000/svg""#), "{text}");
    }
}
