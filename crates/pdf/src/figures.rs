//! Figures with their captions, what folds away on a screen, and what only a screen can show.

use bindery_manuscript::{Element, Node, Target, text_of};

use crate::blocks::Flow;
use crate::headings::{Title, one_line};
use crate::inline::content;
use crate::literal::literal;
use crate::setter::Setter;
use crate::svg;

/// The kinds of figures that have a list of their own.
pub(crate) const LISTED: [&str; 2] = ["listing", "figure"];

impl Setter<'_> {
    /// Sets a figure with its caption: above a listing, below anything else.
    pub(crate) fn figure(&mut self, element: &Element) -> String {
        if self.is_deep() {
            return self.flow(&element.children, Flow::Loose);
        }
        let kinds = ["listing", "output", "figure"];
        let kind = kinds.into_iter().find(|kind| element.has_class(kind)).unwrap_or("other");
        let caption = svg::child(element, "figcaption");
        let said = caption.map(|caption| text_of(&caption.children));
        let before = std::mem::replace(&mut self.here.caption, said);
        let mut body = String::new();
        self.here.nest += 1;
        for node in &element.children {
            match node {
                Node::Element(child) if child.name == "figcaption" => {}
                node => body.push_str(&self.flow(std::slice::from_ref(node), Flow::Loose)),
            }
        }
        self.here.nest -= 1;
        let said = std::mem::replace(&mut self.here.caption, before);
        let Some(caption) = caption else {
            return format!("loose-figure({{\n{body}}})\n");
        };
        let words = self.bare(&in_a_list(&caption.children));
        let anchor = self.anchor(caption);
        let caption = anchor + &self.flow(&caption.children, Flow::Tight);
        let label = self.made_label('f');
        if !words.is_empty() {
            self.titles.push(Title {
                label: label.clone(),
                rank: None,
                kind: Some(kind),
                number: None,
                content: words,
                plain: one_line(said.as_deref().unwrap_or_default()),
                announced: Vec::new(),
            });
        }
        format!("figure-of(\"{kind}\", \"{label}\", {{{caption}}}, {{\n{body}}})\n")
    }

    /// Sets what folds away on a screen: opened, or with its answer at the back of the book.
    pub(crate) fn details(&mut self, element: &Element) -> String {
        let is_summary =
            |node: &Node| matches!(node, Node::Element(child) if child.name == "summary");
        let summary = svg::child(element, "summary");
        let rest: Vec<Node> =
            element.children.iter().filter(|node| !is_summary(node)).cloned().collect();
        if element.has_class("prediction") && !self.here.flat_headings {
            return self.prediction(summary, &rest);
        }
        if self.is_deep() {
            return self.flow(&element.children, Flow::Loose);
        }
        let summary = match summary {
            Some(summary) => {
                let anchor = self.anchor(summary);
                anchor + &self.flow(&summary.children, Flow::Tight)
            }
            None => String::new(),
        };
        self.wrapped(&format!("details({{{summary}}}, "), 1.0, &rest)
    }

    /// What paper can't show: its address, and what the author offers instead.
    pub(crate) fn embedded(&mut self, element: &Element) -> String {
        let source = svg::child(element, "source").and_then(|source| source.target.as_ref());
        let target = element.target.as_ref().or(source);
        let kind = match element.name.as_str() {
            "video" => "Video",
            "audio" => "Sound",
            _ => "Embedded page",
        };
        let title = element.attr("title").or(element.attr("aria-label"));
        let fallback = self.flow(&element.children, Flow::Loose);
        let line = match target {
            Some(Target::External(url)) => {
                let words = content(title.unwrap_or(url), self.room());
                let link = format!("link-out({}, {words})", literal(url));
                format!("embedded(\"{kind}\", {link})\n")
            }
            _ => match title {
                Some(title) => format!("embedded(\"{kind}\", {})\n", content(title, self.room())),
                None => String::new(),
            },
        };
        line + &fallback
    }
}

/// A caption as the list of figures has it: of what it says, the first sentence.
fn in_a_list(caption: &[Node]) -> Vec<Node> {
    let mut nodes = caption.to_vec();
    for node in &mut nodes {
        if let Node::Element(element) = node
            && element.has_class("caption")
        {
            let ends = |node: &Node| match node {
                Node::Text(text) => text.find(". ").map(|at| text[..=at].to_owned()),
                _ => None,
            };
            let end =
                element.children.iter().enumerate().find_map(|(at, node)| Some((at, ends(node)?)));
            if let Some((at, text)) = end {
                element.children.truncate(at);
                element.children.push(Node::Text(text));
            }
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_in_a_list_ends_with_its_first_sentence() {
        let of = |class: &str, children: Vec<Node>| {
            let mut element = Element::new("span");
            element.set_attr("class", class);
            element.children = children;
            Node::Element(element)
        };
        let said = |children| {
            let number = of("number", vec![Node::Text("Figure 1. ".into())]);
            text_of(&in_a_list(&[number, of("caption", children)]))
        };
        let words = |words: &str| Node::Text(words.to_owned());
        assert_eq!(said(vec![words("Two waits. Both end.")]), "Figure 1. Two waits.");
        assert_eq!(said(vec![words("Rust 1.95 waits")]), "Figure 1. Rust 1.95 waits");
        let code = of("code", vec![words("a. b")]);
        let rest = [words(" waits. Then "), code.clone(), words(" ends. It is over.")];
        let all: Vec<Node> = [code].into_iter().chain(rest).collect();
        assert_eq!(said(all), "Figure 1. a. b waits.");
    }
}
