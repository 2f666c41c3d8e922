//! The choices of a prediction: a task list in the source, letters below the question on the page.
//!
//! An author writes the list at the beginning of the answer, with a tick at the choice that is right:
//!
//! ```markdown
//! <details class="prediction"><summary>Before you read on: which line prints first?</summary>
//!
//! - [ ] the one of `ant`
//! - [x] the one of `bee`
//!
//! It is ready first.
//!
//! </details>
//! ```
//!
//! The choices move into the question, where they can be read before the answer is unfolded, and the
//! answer begins with the letter of the right one. So they stand in every edition; the script of the
//! HTML edition makes buttons of them.

use crate::directive::Fault;
use crate::markup;
use mdbook_markdown::MarkdownOptions;
use std::ops::{Range, RangeInclusive};

const OPENING: &str = "<details class=\"prediction\"";
const QUESTION_END: &str = "</summary>";

/// How many choices a question may have.
const CHOICES: RangeInclusive<usize> = 2..=4;

/// A prediction with choices.
struct Prediction<'s> {
    /// Where the question ends.
    question_end: usize,
    /// The list, and the blank lines before and after it.
    list: Range<usize>,
    choices: Vec<Choice<'s>>,
}

struct Choice<'s> {
    is_right: bool,
    /// Its lines, in Markdown.
    lines: Vec<&'s str>,
}

/// The chapter with the choices of its predictions where they are shown.
pub(crate) fn set(source: &str, options: &MarkdownOptions) -> String {
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for prediction in find(source) {
        out += &source[done..prediction.question_end];
        out += "<span class=\"choices\">";
        for (letter, choice) in ('a'..).zip(&prediction.choices) {
            let text = markup::inline_html(&choice.lines.join(" "), options);
            out += &format!("<br><span class=\"choice\"><b>{letter}.</b> {text}</span>");
        }
        out += "</span>";
        out += &source[prediction.question_end..prediction.list.start];
        let right = ('a'..).zip(&prediction.choices).find(|(_, choice)| choice.is_right);
        if let Some((letter, _)) = right {
            let answer = &source[prediction.list.end..];
            let is_prose = answer.starts_with(char::is_alphanumeric)
                || answer.starts_with(['"', '\'', '(', '“', '‘', '«', '„'])
                || answer.starts_with('`') && !answer.starts_with("```");
            let end = if is_prose { " " } else { "\n\n" };
            out += &format!("\n\n<strong class=\"right-choice\">{letter}.</strong>{end}");
        }
        done = prediction.list.end;
    }
    out + &source[done..]
}

/// What is wrong with the choices in a chapter, and in which line.
pub(crate) fn faults(source: &str) -> Vec<(u32, Fault)> {
    let mut faults = Vec::new();
    for prediction in find(source) {
        let count = prediction.choices.len();
        let right = prediction.choices.iter().filter(|choice| choice.is_right).count();
        let fault = if !CHOICES.contains(&count) {
            let message = match count {
                1 => "a prediction with one choice".to_owned(),
                _ => format!("a prediction with {count} choices"),
            };
            (message, "two to four can be told apart; without a list there are none")
        } else if right != 1 {
            let message = match right {
                0 => "no choice of this prediction is right".to_owned(),
                _ => format!("{right} choices of this prediction are right"),
            };
            (message, "tick the one that is right: `- [x]`")
        } else {
            continue;
        };
        let start = source[..prediction.list.start].trim_end().len();
        let line = source[..start].matches('\n').count() as u32 + 1;
        faults.push((line, Fault::new(fault.0, OPENING, fault.1)));
    }
    faults
}

/// The predictions that have choices, in order; what stands in code blocks is none.
fn find(source: &str) -> Vec<Prediction<'_>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if line.starts_with(OPENING) => found.extend(prediction(source, start)),
            _ => {}
        }
        start += line.len();
    }
    found
}

/// The prediction that begins at `start`, if it has choices.
fn prediction(source: &str, start: usize) -> Option<Prediction<'_>> {
    let question_end = start + source[start..].find(QUESTION_END)?;
    let list = question_end + QUESTION_END.len();
    let body = &source[list..];
    let first = body.len() - body.trim_start().len();
    let mut end = first;
    let mut choices: Vec<Choice<'_>> = Vec::new();
    for line in body[first..].split_inclusive('\n') {
        match (tick(line), choices.last_mut()) {
            (Some((is_right, text)), _) => choices.push(Choice { is_right, lines: vec![text] }),
            (None, Some(last)) if line.starts_with("  ") && !line.trim().is_empty() => {
                last.lines.push(line.trim());
            }
            _ => break,
        }
        end += line.len();
    }
    if choices.is_empty() {
        return None;
    }
    end += body[end..].len() - body[end..].trim_start().len();
    Some(Prediction { question_end, list: list..list + end, choices })
}

/// Whether an item of a task list is ticked, and its text.
fn tick(line: &str) -> Option<(bool, &str)> {
    let rest = line.strip_prefix("- [")?;
    let (mark, text) = rest.split_once("] ")?;
    match mark {
        " " => Some((false, text.trim())),
        "x" | "X" => Some((true, text.trim())),
        _ => None,
    }
}
