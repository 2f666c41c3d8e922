//! The shape of a run: what stays when only the clock differs.
//!
//! A listing that is run again is a little faster or slower each time, and threads start in the
//! order that the kernel likes. What stays is, for each task by its name: the states it goes
//! through; with which other tasks it shares a thread, and in which order they run there; and what
//! it does at the same time as another one. On one thread all that follows from the order of events
//! alone. Between threads, clocks have to tell; there only what is clear in one run and clearly
//! otherwise in the next counts as a difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::life::{Ending, Life, Lives, Span, State};
use crate::trace::{Message, On};

/// What may differ between two runs of a listing, because chance decides it. `shape.loose` of a
/// figure's description names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Loose {
    /// How many times a task goes through the same states again: pieces from a network, polls.
    Repeats,
    /// In which order tasks run on the thread that they share, and so which of them runs while
    /// another one waits; that some do still counts.
    Order,
    /// Which task runs on which thread: a pool decides.
    Threads,
    /// What tasks of different threads do at the same time.
    Overlaps,
}

/// Whether something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    No,
    /// It does, for so short a time that another run may do otherwise.
    Unclear,
    Yes,
}

/// The shape of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The states of each task, in order, and how it ended.
    tasks: BTreeMap<String, Vec<String>>,
    /// The tasks that share a thread, in the order in which they run; by the set of their names.
    threads: BTreeMap<BTreeSet<String>, Vec<String>>,
    /// What tasks do at the same time, as sentences.
    overlaps: BTreeMap<String, Answer>,
    /// Who says what to whom, in order.
    messages: Vec<String>,
}

impl Shape {
    /// The shape of the run in `lives`, in which `messages` are said, less what is loose.
    pub(crate) fn of(lives: &Lives, messages: &[Message], loose: &BTreeSet<Loose>) -> Shape {
        let repeats = |states: Vec<String>| match loose.contains(&Loose::Repeats) {
            true => without_repeats(states),
            false => states,
        };
        let tasks = lives.lives.iter();
        let tasks = tasks.map(|life| (life.name.clone(), repeats(states(life)))).collect();
        let mut threads = BTreeMap::new();
        if !loose.contains(&Loose::Threads) {
            for thread in lives.threads.keys() {
                let order = order_on(*thread, lives);
                let names: BTreeSet<String> = order.iter().cloned().collect();
                let keep = !loose.contains(&Loose::Order) && names.len() > 1;
                threads.insert(names, if keep { repeats(order) } else { Vec::new() });
            }
        }
        let mut overlaps = BTreeMap::new();
        for (index, a) in lives.lives.iter().enumerate() {
            for b in &lives.lives[index + 1..] {
                let (a, b) = if a.name <= b.name { (a, b) } else { (b, a) };
                let answers = match one_thread(a, b) {
                    true if loose.contains(&Loose::Order) => in_any_order(a, b),
                    true => on_one_thread(a, b),
                    false if loose.contains(&Loose::Overlaps) => Vec::new(),
                    false => on_two_threads(a, b),
                };
                for (sentence, answer) in answers {
                    let known = overlaps.entry(sentence).or_insert(answer);
                    *known = answer.max(*known);
                }
            }
        }
        let said = messages.iter().map(|it| format!("{} to {}: {}", it.from, it.to, it.what));
        let mut messages = repeats(said.collect());
        if loose.contains(&Loose::Order) {
            messages.sort();
            if loose.contains(&Loose::Repeats) {
                // In any order, what is said again need not stand beside its like.
                messages.dedup();
            }
        }
        Shape { tasks, threads, overlaps, messages }
    }

    /// How `new`, the shape of another run, differs from this one, in sentences; empty when it
    /// doesn't. This is the comparison to make for a listing that is run again: `==` also calls it
    /// a difference when what is clear in one run is unclear in the other.
    pub fn differences(&self, new: &Shape) -> Vec<String> {
        let mut all = Vec::new();
        for name in self.tasks.keys().chain(new.tasks.keys()).collect::<BTreeSet<_>>() {
            match (self.tasks.get(name), new.tasks.get(name)) {
                (Some(old), Some(new)) if old != new => all.push(format!(
                    "{name} was: {}; and is now: {}",
                    old.join(", "),
                    new.join(", ")
                )),
                (Some(_), None) => all.push(format!("there is no task {name} any more")),
                (None, Some(_)) => all.push(format!("there is a new task {name}")),
                _ => {}
            }
        }
        let first_other = self.messages.iter().zip(&new.messages).position(|(old, new)| old != new);
        let at = first_other.unwrap_or(self.messages.len().min(new.messages.len()));
        match (self.messages.get(at), new.messages.get(at)) {
            (None, None) => {}
            (old, new) => {
                let said = |it: Option<&String>| it.map_or("nothing".to_owned(), String::clone);
                let (old, new) = (said(old), said(new));
                all.push(format!("message {} was: {old}; and is now: {new}", at + 1));
            }
        }
        if !all.is_empty() {
            // The rest follows from it, and would only hide it.
            return all;
        }
        for names in self.threads.keys().chain(new.threads.keys()).collect::<BTreeSet<_>>() {
            let tasks = list(names);
            match (self.threads.get(names), new.threads.get(names)) {
                (Some(old), Some(new)) if old != new => all.push(format!(
                    "the order on the thread of {tasks} was: {}; and is now: {}",
                    old.join(" "),
                    new.join(" ")
                )),
                (Some(_), None) => {
                    all.push(format!("{tasks} no longer have a thread to themselves"))
                }
                (None, Some(_)) => all.push(format!("{tasks} now have a thread to themselves")),
                _ => {}
            }
        }
        for (sentence, old) in &self.overlaps {
            match (old, new.overlaps.get(sentence)) {
                (Answer::No, Some(Answer::Yes)) => all.push(format!("new: {sentence}")),
                (Answer::Yes, Some(Answer::No)) => all.push(format!("no longer: {sentence}")),
                _ => {}
            }
        }
        all
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, states) in &self.tasks {
            writeln!(f, "{name}: {}", states.join(", "))?;
        }
        for (names, order) in &self.threads {
            write!(f, "one thread: {}", list(names))?;
            match order.as_slice() {
                [] => writeln!(f)?,
                order => writeln!(f, "; in the order {}", order.join(" "))?,
            }
        }
        for message in &self.messages {
            writeln!(f, "{message}")?;
        }
        for (sentence, answer) in &self.overlaps {
            match answer {
                Answer::No => {}
                Answer::Unclear => writeln!(f, "{sentence}, for a short time")?,
                Answer::Yes => writeln!(f, "{sentence}")?,
            }
        }
        Ok(())
    }
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The states that a task goes through, and its end.
fn states(life: &Life) -> Vec<String> {
    let ending = match life.ending {
        Ending::Ended => "end",
        Ending::Dropped => "drop",
        Ending::Open => "open",
    };
    let states = life.spans.iter().map(|span| match &span.state {
        State::Ready => "ready".to_owned(),
        State::Run => "run".to_owned(),
        State::Wait(on, what) => {
            let on = match on {
                On::Socket => "wait for socket",
                On::Timer => "wait for timer",
                On::Lock => "wait for lock",
                On::Task => "wait for task",
            };
            what.as_ref().map_or(on.to_owned(), |what| format!("{on} {what}"))
        }
    });
    states.chain([ending.to_owned()]).collect()
}

/// `a b a b a b c` comes to `a b … c`: what is repeated at once, of whatever length, stands once.
fn without_repeats(mut all: Vec<String>) -> Vec<String> {
    for length in 1..=all.len() / 2 {
        let mut start = 0;
        while start + 2 * length <= all.len() {
            if all[start..start + length] == all[start + length..start + 2 * length] {
                all.drain(start..start + length);
            } else {
                start += 1;
            }
        }
    }
    all
}

/// The names of the tasks that run on `thread`, one each time it comes to run another one.
fn order_on(thread: u64, lives: &Lives) -> Vec<String> {
    let runs = lives.lives.iter().flat_map(|life| {
        let own = life.spans.iter().filter(|span| span.state == State::Run);
        own.filter(|span| span.thread == thread).map(|span| (span.first, &life.name))
    });
    let runs: BTreeMap<u64, &String> = runs.collect();
    runs.into_values().cloned().collect()
}

/// Whether both tasks run on one thread only, and on the same.
fn one_thread(a: &Life, b: &Life) -> bool {
    let mut runs = a.spans.iter().chain(&b.spans).filter(|span| span.state == State::Run);
    let first = runs.next().map(|span| span.thread);
    runs.all(|span| Some(span.thread) == first)
}

/// What two tasks of one thread do at the same time. The order of events alone tells, so it is as
/// sure as that order.
fn on_one_thread(a: &Life, b: &Life) -> Vec<(String, Answer)> {
    let answer = |a_is: fn(&State) -> bool, b_is: fn(&State) -> bool| {
        let mut pairs = pairs(a, a_is, b, b_is);
        match pairs.any(|(one, other)| one.first < other.last && other.first < one.last) {
            true => Answer::Yes,
            false => Answer::No,
        }
    };
    let (a, b) = (&a.name, &b.name);
    vec![
        (format!("{a} runs while {b} waits"), answer(runs, waits)),
        (format!("{b} runs while {a} waits"), answer(waits, runs)),
        (format!("{a} and {b} wait at the same time"), answer(waits, waits)),
    ]
}

/// What two tasks of one thread do at the same time, whichever of them it is.
fn in_any_order(a: &Life, b: &Life) -> Vec<(String, Answer)> {
    let sentences = ["one task runs while another one waits", "two tasks wait at the same time"];
    let answers = on_one_thread(a, b).into_iter().map(|(_, answer)| answer);
    let which = [sentences[0], sentences[0], sentences[1]].map(str::to_owned);
    which.into_iter().zip(answers).collect()
}

/// What two tasks of different threads do at the same time. Clocks have to tell, and a machine that
/// is busy stretches the time in which a task runs many times over, but not the time in which it
/// waits. So it isn't asked who runs while another one waits, and whether two run at the same time
/// only of tasks that run for a good part of their lives; for the rest it would be chance.
fn on_two_threads(a: &Life, b: &Life) -> Vec<(String, Answer)> {
    let time = |life: &Life| life.time_in(runs);
    let mut together = overlap(
        pairs(a, runs, b, runs)
            .map(|(one, other)| common((one.from, one.to), (other.from, other.to)))
            .sum(),
        time(a).min(time(b)),
    );
    if [a, b].iter().any(|life| time(life) * 4 < active(life).1 - active(life).0) {
        together = Answer::Unclear;
    }
    let shorter = [a, b].map(|life| active(life).1 - active(life).0).into_iter().min();
    let both = overlap(common(active(a), active(b)), shorter.unwrap_or(0));
    let (a, b) = (&a.name, &b.name);
    vec![
        (format!("{a} and {b} run at the same time"), together),
        (format!("{a} and {b} have begun and not ended at the same time"), both),
    ]
}

/// `both` microseconds of `shorter`, the shorter one of two times. A thread that hands over to
/// another is slow to say so: up to a twentieth is no overlap.
fn overlap(both: u64, shorter: u64) -> Answer {
    match (both * 20 <= shorter, both * 4 >= shorter) {
        (true, _) => Answer::No,
        (_, true) => Answer::Yes,
        _ => Answer::Unclear,
    }
}

/// From when a task first runs to its end.
fn active(life: &Life) -> (u64, u64) {
    let first = life.spans.iter().find(|span| span.state != State::Ready);
    (first.map_or(life.to(), |span| span.from), life.to())
}

fn common(one: (u64, u64), other: (u64, u64)) -> u64 {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

fn runs(state: &State) -> bool {
    *state == State::Run
}

fn waits(state: &State) -> bool {
    matches!(state, State::Wait(..))
}

/// Each span of `a` in a state that `a_is` picks with each such span of `b`.
fn pairs<'a>(
    a: &'a Life,
    a_is: fn(&State) -> bool,
    b: &'a Life,
    b_is: fn(&State) -> bool,
) -> impl Iterator<Item = (&'a Span, &'a Span)> {
    a.spans.iter().filter(move |span| a_is(&span.state)).flat_map(move |one| {
        b.spans.iter().filter(move |span| b_is(&span.state)).map(move |other| (one, other))
    })
}
