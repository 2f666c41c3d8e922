//! Predictions: the question where it is asked, the answer at the back of the book.

use bindery_manuscript::{Element, Node};

use crate::blocks::Flow;
use crate::setter::Setter;

/// The label of the heading above the answers.
pub(crate) const LABEL: &str = "answers";

/// An answer that stands at the back of the book.
pub(crate) struct Answer {
    /// The chapter that asks.
    pub(crate) chapter: usize,
    /// The label of the question.
    pub(crate) question: String,
    /// The label of the answer.
    pub(crate) label: String,
    /// The words of the question, as code without links.
    pub(crate) title: String,
    /// The answer, as code.
    pub(crate) body: String,
}

impl Setter<'_> {
    /// Sets the question, and keeps the answer for later.
    pub(crate) fn prediction(&mut self, summary: Option<&Element>, answer: &[Node]) -> String {
        let index = self.answers.len();
        let (question, label) = (format!("q{index}"), format!("r{index}"));
        let (asked, title, choices) = match summary {
            Some(summary) => {
                let anchor = self.anchor(summary);
                let (words, choices) = parts(&summary.children);
                let choices = self.flow(choices, Flow::Tight);
                (anchor + &self.flow(words, Flow::Tight), self.bare(words), choices)
            }
            None => Default::default(),
        };
        let (width, nest) = (self.here.width, self.here.nest);
        self.here.width = self.sheet.measure() - 1.2 * self.sheet.text;
        self.here.nest = 1;
        self.here.flat_headings = true;
        let body = self.flow(answer, Flow::Loose);
        self.here.flat_headings = false;
        (self.here.width, self.here.nest) = (width, nest);
        self.answers.push(Answer {
            chapter: self.here.number,
            question: question.clone(),
            label: label.clone(),
            title,
            body,
        });
        format!("prediction(\"{question}\", \"{label}\", {{{asked}}}, {{{choices}}})\n")
    }
}

/// The words of a question, and the choices after them.
fn parts(question: &[Node]) -> (&[Node], &[Node]) {
    let is_choices =
        |node: &Node| matches!(node, Node::Element(element) if element.has_class("choices"));
    question.split_at(question.iter().position(is_choices).unwrap_or(question.len()))
}
