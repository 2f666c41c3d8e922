//! Sequences: who says what to whom, one message below the other, between lifelines.

mod columns;
mod draw;
mod steps;

use bindery_diagnostic::Diagnostic;

use crate::description::RunDescription;
use crate::frame::Drawing;
use crate::scale::{Unit, duration, time};
use crate::trace::Trace;
use crate::words::{and, count};

use steps::{Sequence, Step};

/// More messages than this are not told one by one.
const MANY: usize = 30;

/// A message that a sequence shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Microseconds since the start of the run.
    pub us: u64,
    /// Who says it, by the name in the figure.
    pub from: String,
    /// Who hears it.
    pub to: String,
    /// What is said.
    pub what: String,
    /// The source file of the call, below `listings/`.
    pub file: Option<String>,
    /// The line in that file, counted from 1.
    pub line: Option<u32>,
}

/// What is drawn, from top to bottom.
pub(crate) fn said(description: &RunDescription, trace: &Trace) -> Vec<Said> {
    let Sequence { lifelines, steps, .. } = Sequence::of(trace, description);
    let said = steps.into_iter().map(|step| Said {
        us: step.us,
        from: lifelines[step.from].clone(),
        to: lifelines[step.to].clone(),
        what: step.label,
        file: step.file,
        line: step.line,
    });
    said.collect()
}

/// Draws the messages of a run.
///
/// # Errors
/// When there is none; the diagnostic has no place.
pub(crate) fn draw(description: &RunDescription, trace: &Trace) -> Result<Drawing, Diagnostic> {
    let sequence = Sequence::of(trace, description);
    match sequence.steps.is_empty() {
        false => Ok(draw::draw(&sequence)),
        true => Err(Diagnostic::error("the run has no message that the figure shows").hint(
            "a listing calls `trace::message`; or `executor` and `waker` say who polls and wakes",
        )),
    }
}

/// What the sequence shows, in words: each message in its order.
pub(crate) fn words(description: &RunDescription, trace: &Trace) -> String {
    let sequence = Sequence::of(trace, description);
    let (names, steps) = (&sequence.lifelines, &sequence.steps);
    let messages = match steps.len() {
        1 => "one message".to_owned(),
        number => format!("{} messages", count(number)),
    };
    let first = steps.first().map_or(0, |step| step.us);
    let total = time(steps.last().map_or(0, |step| step.us) - first);
    let mut text = format!("Sequence of {messages} between {}, in {total}.", and(names));
    for (number, step) in steps.iter().enumerate().take(MANY) {
        let pause = match sequence.pause_before(number) {
            Some(us) => format!("after {}, ", duration(us, Unit::of(sequence.total_us()))),
            None => String::new(),
        };
        let Step { from, to, label, .. } = step;
        let (from, to) = (&names[*from], &names[*to]);
        text += &format!(" {}. {pause}{from} to {to}: {label}.", number + 1);
    }
    if steps.len() > MANY {
        text += &format!(" And {} more.", count(steps.len() - MANY));
    }
    text
}
