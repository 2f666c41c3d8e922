//! Footnotes, asides and what folds: text beside the text.

use super::Converter;
use crate::xml::{Anchor, Element, Link, Node, element};
use bindery_manuscript::{Element as Source, FootnoteMark, Node as Tree, text_of};

/// An answer that was moved to the back of the book.
pub(crate) struct Answer {
    /// The chapter that asks.
    pub chapter: usize,
    /// What stands at the back.
    pub body: Element,
}

/// The class that marks `details` whose content belongs to the back of the book.
const PREDICTION: &str = "prediction";

impl<'a> Converter<'a, '_> {
    /// The mark of a footnote: a link that readers make a pop-up of.
    pub(super) fn footnote_mark(&mut self, mark: &FootnoteMark) -> Element {
        let number = mark.footnote + 1;
        let mut inner = element("a");
        if self.in_link || mark.footnote >= self.chapter.footnotes.len() {
            inner.name = "span";
        } else {
            let anchor = Anchor::Mark(mark.footnote, mark.occurrence);
            let wish = format!("mark-{number}-{}", mark.occurrence);
            let id = self.give_id(anchor, &wish);
            inner = inner
                .with_some("id", id.as_deref())
                .with("epub:type", "noteref")
                .with("role", "doc-noteref");
            inner.link = Some(self.link_to(Anchor::Note(mark.footnote)));
        }
        element("sup").with("class", "noteref").child(inner.text(number.to_string()))
    }

    /// The chapter's footnotes.
    pub(super) fn footnotes(&mut self) -> Option<Node> {
        let chapter = self.chapter;
        if chapter.footnotes.is_empty() {
            return None;
        }
        let mut section = element("section")
            .with("class", "footnotes")
            .with("epub:type", "footnotes")
            .with("aria-label", &self.shop.words.notes);
        for (place, note) in chapter.footnotes.iter().enumerate() {
            let number = place + 1;
            let id = self.give_id(Anchor::Note(place), &format!("note-{number}"));
            let mut body = self.flow(&note.body);
            let links = (1..=note.marks).flat_map(|occurrence| {
                let sign = if note.marks == 1 { "↩".into() } else { format!("↩{occurrence}") };
                let mut back = element("a")
                    .with("role", "doc-backlink")
                    .with("title", &self.shop.words.back)
                    .text(sign);
                back.link = Some(self.link_to(Anchor::Mark(place, occurrence)));
                [Node::Text(" ".into()), back.into()]
            });
            let links: Vec<Node> = links.collect();
            match body.last_mut() {
                Some(Node::Element(last)) if last.name == "p" => last.children.extend(links),
                _ => body.push(element("p").nodes(links).into()),
            }
            let label = element("span").with("class", "number").text(format!("{number}."));
            match body.first_mut() {
                Some(Node::Element(first)) if first.name == "p" => {
                    first.children.splice(0..0, [label.into(), Node::Text(" ".into())]);
                }
                _ => body.insert(0, element("p").child(label).into()),
            }
            section = section.child(
                element("aside")
                    .with_some("id", id.as_deref())
                    .with("epub:type", "footnote")
                    .with("role", "doc-footnote")
                    .nodes(body),
            );
        }
        Some(section.into())
    }

    pub(super) fn link_to(&self, anchor: Anchor) -> Link {
        Link { chapter: self.index, anchor: Some(anchor) }
    }

    /// A quotation, or one of mdBook's admonitions.
    pub(super) fn quote(&mut self, source: &'a Source) -> Element {
        let kind = ["note", "tip", "important", "warning", "caution"]
            .into_iter()
            .find(|kind| source.has_class(&format!("blockquote-tag-{kind}")));
        let Some(kind) = kind else {
            let quote = self.start(source, "blockquote");
            return quote.nodes(self.flow(&source.children));
        };
        let mut aside = element("aside").with("class", format!("admonition {kind}"));
        let wish = source.attr("id").and_then(|id| self.id(id));
        aside = aside.with_some("id", wish.as_deref());
        // Only a tip has a role that `aside` may have; the others say it by `epub:type`.
        aside = match kind {
            "tip" => aside.with("epub:type", "tip").with("role", "doc-tip"),
            _ => aside.with("epub:type", "notice").with("role", "note"),
        };
        let (title, rest) = match source.children.iter().position(is_title) {
            Some(at) => (source.children.get(at), at + 1),
            None => (None, 0),
        };
        if let Some(Tree::Element(title)) = title {
            // The icon before the word is decoration.
            let text = text_of(&title.children);
            aside = aside.child(element("p").with("class", "title").text(text.trim()));
        }
        aside.nodes(self.flow(&source.children[rest..]))
    }

    /// What folds in a browser: open, or at the back of the book.
    ///
    /// No `details` is written. Readers that don't know it run the summary into the text, and in
    /// those that do, paged ones among them, what is folded away can be missed or can't be opened.
    pub(super) fn details(&mut self, source: &'a Source) -> Vec<Node> {
        if source.has_class(PREDICTION) && !self.in_answer {
            return vec![self.prediction(source).into()];
        }
        let mut open = self.start(source, "div");
        open.add_class("details");
        vec![open.nodes(self.flow(&source.children)).into()]
    }

    /// The words that stay when the `details` fold.
    fn summary(&mut self, source: &'a Source) -> Vec<Node> {
        let mut words = Vec::new();
        for child in &source.children {
            if let Tree::Element(e) = child
                && e.name == "summary"
            {
                words.extend(self.phrasing(&e.children));
            }
        }
        words
    }

    /// A question; its answer is moved to the back of the book, with a link there and back.
    fn prediction(&mut self, source: &'a Source) -> Element {
        let number = self.shop.answers.len();
        let words = self.shop.words;
        let asked = self.summary(source);
        let mut to_answer = element("a").with("class", "to-answer").text(&words.answer);
        to_answer.link = Some(self.link_to(Anchor::Answer(number)));
        let id = self.give_id(Anchor::Question(number), &format!("question-{}", number + 1));
        let question = element("p").with_some("id", id.as_deref()).nodes(asked);
        let question = question.text(" ").child(to_answer);
        let asking = self.start(source, "div").child(question);

        self.in_answer = true;
        let id = self.give_id(Anchor::Answer(number), &format!("answer-{}", number + 1));
        // The same words again, but a link in them would be in the way of the one back.
        let outer = std::mem::replace(&mut self.in_link, true);
        let title = self.summary(source);
        self.in_link = outer;
        let mut back = element("a").with("aria-label", &words.back).text("↩");
        back.link = Some(self.link_to(Anchor::Question(number)));
        let heading = element("p").with("class", "question").nodes(title).text(" ").child(back);
        let mut answer = element("div").with("class", "answer").with_some("id", id.as_deref());
        answer = answer.child(heading);
        for child in source.children.iter().filter(|child| !is_summary(child)) {
            answer.children.extend(self.flow(std::slice::from_ref(child)));
        }
        self.in_answer = false;
        self.shop.answers.push(Answer { chapter: self.index, body: answer });
        asking
    }
}

fn is_title(node: &Tree) -> bool {
    matches!(node, Tree::Element(e) if e.has_class("blockquote-tag-title"))
}

fn is_summary(node: &Tree) -> bool {
    matches!(node, Tree::Element(e) if e.name == "summary")
}
