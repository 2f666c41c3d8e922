//! Moments of a run that a figure tells one by one: numbered in the drawing, and a row each in a table.
//!
//! A description names them by what a task does, since times differ from run to run:
//!
//! ```toml
//! frames = ["ant wait", "cat run 2", "cat end"]
//! ```
//!
//! `cat run 2` is the second time that the task `cat` begins to run.

use std::collections::BTreeMap;

use bindery_diagnostic::Diagnostic;

use crate::data::unknown;
use crate::life::{Ending, Life, Lives, State};
use crate::scale::Unit;
use crate::words::waiting_for;

/// What happens this part of a run later, or earlier, is one moment to the eye.
const MOMENT: u64 = 500;

/// A moment of a run: a row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The number in the drawing.
    pub number: usize,
    /// When it is, from the start of the run: `106 ms`.
    pub time: String,
    /// What happens, as a sentence without its full stop.
    pub happens: String,
    /// The tasks that run afterwards, with their names in the figure.
    pub runs: Vec<String>,
    /// Those that are ready.
    pub ready: Vec<String>,
    /// Those that wait.
    pub waits: Vec<String>,
}

/// The moments that `names` names, in microseconds, in order.
///
/// # Errors
/// When a name means nothing in this run; the diagnostic has no place.
pub(crate) fn moments(names: &[String], lives: &Lives) -> Result<Vec<u64>, Diagnostic> {
    let moments: Result<Vec<u64>, Diagnostic> =
        names.iter().map(|name| moment(name, lives)).collect();
    let mut moments = moments?;
    moments.sort_unstable();
    moments.dedup();
    Ok(moments)
}

/// A row for each of the moments.
pub(crate) fn table(moments: &[u64], lives: &Lives) -> Vec<Frame> {
    let unit = Unit::of(lives.total_us);
    let rows = moments.iter().enumerate().map(|(index, &us)| {
        let until = us + lives.total_us / MOMENT;
        let mut frame = Frame {
            number: index + 1,
            time: unit.words(us),
            happens: happens(lives, us, until),
            runs: Vec::new(),
            ready: Vec::new(),
            waits: Vec::new(),
        };
        for life in &lives.lives {
            match state_at(life, until) {
                Some(State::Run) => frame.runs.push(life.name.clone()),
                Some(State::Ready) => frame.ready.push(life.name.clone()),
                Some(State::Wait(..)) => frame.waits.push(life.name.clone()),
                None => {}
            }
        }
        frame
    });
    rows.collect()
}

/// When what `name` names happens.
fn moment(name: &str, lives: &Lives) -> Result<u64, Diagnostic> {
    let (rest, time) = match name.rsplit_once(' ') {
        Some((rest, number)) if !rest.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            (rest, number.parse::<usize>().unwrap_or(0))
        }
        _ => (name, 1),
    };
    let (task, what) = rest.rsplit_once(' ').unwrap_or((rest, ""));
    let names = || lives.lives.iter().map(|life| life.name.as_str());
    let life = lives.lives.iter().find(|life| life.name == task);
    let life = life.ok_or_else(|| unknown("task", task, names()))?;
    let is: fn(&State) -> bool = match what {
        "run" => |state| *state == State::Run,
        "ready" => |state| *state == State::Ready,
        "wait" => |state| matches!(state, State::Wait(..)),
        "end" if life.ending != Ending::Open => return Ok(life.to()),
        _ => return Err(unknown("event", what, ["end", "ready", "run", "wait"])),
    };
    let mut spans = life.spans.iter().filter(|span| is(&span.state));
    let count = spans.clone().count();
    let span = time.checked_sub(1).and_then(|before| spans.nth(before));
    span.map(|span| span.from).ok_or_else(|| {
        Diagnostic::error(format!("`{name}`: {task} does this {count} times")).culprit(name)
    })
}

/// What the tasks do that begin something in that time, in the order in which they do.
fn happens(lives: &Lives, from: u64, until: u64) -> String {
    let in_time = |us: u64| from <= us && us <= until;
    let mut told: BTreeMap<u64, String> = BTreeMap::new();
    for life in &lives.lives {
        let begun = life.spans.iter().filter(|span| in_time(span.from));
        let begun: Vec<_> = begun.collect();
        let over = life.ending != Ending::Open && in_time(life.to());
        let last = life.spans.last().map_or(0, |span| span.last);
        let Some(first) = begun.first().map(|span| span.first).or(over.then_some(last)) else {
            continue;
        };
        let end = match life.ending {
            _ if !over => None,
            Ending::Dropped => Some("is cut short".to_owned()),
            _ => Some("ends".to_owned()),
        };
        let end = end.or_else(|| begun.last().map(|span| does(&span.state)));
        let ran = begun.iter().any(|span| span.state == State::Run);
        let name = &life.name;
        let words = match end {
            Some(end) if ran && end != "runs" => format!("{name} runs, then {end}"),
            Some(end) => format!("{name} {end}"),
            None => continue,
        };
        told.insert(first, words);
    }
    told.into_values().collect::<Vec<_>>().join("; ")
}

fn does(state: &State) -> String {
    match state {
        State::Run => "runs".to_owned(),
        State::Ready => "is ready".to_owned(),
        wait => format!("waits ({})", waiting_for(wait).unwrap_or_default()),
    }
}

/// The state of a task at a time; `None` before it begins and after its end.
fn state_at(life: &Life, us: u64) -> Option<&State> {
    let span = life.spans.iter().rev().find(|span| span.from <= us)?;
    let open = life.ending == Ending::Open;
    (us < life.to() || open).then_some(&span.state)
}
