//! What a figure shows, in words, for those who don't see it.

use std::collections::BTreeSet;

use crate::life::{Ending, Life, Lives, State};
use crate::scale::{Unit, duration, time};
use crate::trace::On;

/// More tasks than this are told together, not one by one.
pub(crate) const MANY: usize = 4;

/// What the timeline of the run shows.
pub(crate) fn timeline(lives: &Lives) -> String {
    let total = time(lives.total_us);
    let mut sentences = vec![format!("Timeline of {}; {total} in all.", tasks_of(lives))];
    sentences.extend(together(lives));
    if lives.lives.len() <= MANY {
        let unit = Unit::of(lives.total_us);
        sentences.extend(lives.lives.iter().map(|life| one(life, unit)));
    } else {
        sentences.push(all(lives));
    }
    sentences.join(" ")
}

/// `three tasks, A, B and C, on one thread`.
pub(crate) fn tasks_of(lives: &Lives) -> String {
    let names: Vec<&str> = lives.lives.iter().map(|life| life.name.as_str()).collect();
    let tasks = match names.as_slice() {
        [name] => format!("one task, {name}"),
        names if names.len() <= 2 * MANY => format!("{} tasks, {}", count(names.len()), and(names)),
        names => format!("{} tasks", count(names.len())),
    };
    let threads = match lives.threads.len() {
        1 => "one thread".to_owned(),
        number => format!("{} threads", count(number)),
    };
    format!("{tasks}, on {threads}")
}

/// Who runs while whom; nothing, if there is only one task.
fn together(lives: &Lives) -> Option<String> {
    let others = |index: usize| {
        lives
            .lives
            .iter()
            .enumerate()
            .filter(move |(other, _)| *other != index)
            .map(|(_, life)| life)
    };
    let spans = |is: fn(&State) -> bool| {
        move |life: &Life| -> Vec<(u64, u64)> {
            let own = life.spans.iter().filter(|span| is(&span.state));
            own.map(|span| (span.first, span.last)).collect()
        }
    };
    let runs = spans(|state| *state == State::Run);
    let waits = spans(|state| matches!(state, State::Wait(..)));
    let any = |of: &dyn Fn(&Life) -> Vec<(u64, u64)>| {
        lives.lives.iter().enumerate().any(|(index, life)| {
            let others: Vec<_> = others(index).flat_map(of).collect();
            runs(life)
                .iter()
                .any(|run| others.iter().any(|other| run.0 < other.1 && other.0 < run.1))
        })
    };
    if lives.lives.len() < 2 {
        return None;
    }
    let sentence = if any(&runs) {
        "Tasks run at the same time."
    } else if any(&waits) {
        "One task runs at a time, also while others wait."
    } else if lives.lives.iter().any(|life| !waits(life).is_empty()) {
        "One task runs at a time, and while it waits no other one runs."
    } else {
        "One task runs at a time."
    };
    Some(sentence.to_owned())
}

/// `A, from 0 ms to 300 ms: runs for 60 ms in two turns, waits for 240 ms (timer).`
fn one(life: &Life, unit: Unit) -> String {
    let mut parts = Vec::new();
    let turns = life.spans.iter().filter(|span| span.state == State::Run).count();
    if turns > 0 {
        let run = duration(life.time_in(|state| *state == State::Run), unit);
        parts.push(match turns {
            1 => format!("runs for {run}"),
            turns => format!("runs for {run} in {} turns", count(turns)),
        });
    }
    let waited = waited_for(life);
    if !waited.is_empty() {
        let wait = duration(life.time_in(|state| matches!(state, State::Wait(..))), unit);
        parts.push(format!("waits for {wait} ({})", and(&waited)));
    }
    let ready = life.time_in(|state| *state == State::Ready);
    if ready * 20 > life.to() - life.from() {
        parts.push(format!("is ready but does not run for {}", duration(ready, unit)));
    }
    let ending = match life.ending {
        Ending::Ended => "",
        Ending::Dropped => "; it is cut short",
        Ending::Open => "; it has not ended",
    };
    if parts.is_empty() {
        parts.push("does not run".to_owned());
    }
    let (from, to) = (unit.words(life.from()), unit.words(life.to()));
    format!("{}, from {from} to {to}: {}{ending}.", life.name, parts.join(", "))
}

/// `Each task runs for 10 ms to 12 ms, waits for 100 ms.`
fn all(lives: &Lives) -> String {
    let unit = Unit::of(lives.total_us);
    let range = |verb: &str, is: fn(&State) -> bool| {
        let times = || lives.lives.iter().map(|life| life.time_in(is));
        let (least, most) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
        match (duration(least, unit), duration(most, unit)) {
            _ if most == 0 => None,
            (least, most) if least == most => Some(format!("{verb} for {most}")),
            (least, most) => Some(format!("{verb} for {least} to {most}")),
        }
    };
    let parts = [
        range("runs", |state| *state == State::Run),
        range("waits", |state| matches!(state, State::Wait(..))),
        range("is ready but does not run", |state| *state == State::Ready),
    ];
    format!("Each task {}.", and(&parts.into_iter().flatten().collect::<Vec<_>>()))
}

/// What a task waited for, each once.
fn waited_for(life: &Life) -> Vec<String> {
    let all: BTreeSet<String> =
        life.spans.iter().filter_map(|span| waiting_for(&span.state)).collect();
    all.into_iter().collect()
}

/// What is waited for, by its name, or by what it is where it has none; `None` for a state that is
/// no wait.
pub(crate) fn waiting_for(state: &State) -> Option<String> {
    let State::Wait(on, what) = state else { return None };
    let kind = match on {
        On::Socket => "socket",
        On::Timer => "timer",
        On::Lock => "lock",
        On::Task => "task",
    };
    Some(what.clone().unwrap_or_else(|| kind.to_owned()))
}

/// Small numbers as words.
pub(crate) fn count(number: usize) -> String {
    const WORDS: [&str; 10] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).map_or(number.to_string(), |word| (*word).to_owned())
}

/// `a, b and c`.
pub(crate) fn and(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        words => words.concat(),
    }
}
