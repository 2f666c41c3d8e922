//! A lane a thread: which task it runs, and when it waits for one.

use std::collections::BTreeSet;

use super::legend::Sample;
use super::{Content, Layout};
use crate::ink::{Fill, label_rect};
use crate::life::{Life, Lives, Span, State};
use crate::svg::Element;

/// What the boxes mean: the tasks, unless each of them has its name in a box.
pub(super) fn key(lives: &Lives, layout: &Layout) -> Vec<(Sample, String)> {
    let named: BTreeSet<usize> = runs(lives)
        .filter(|(_, life, span)| {
            label_rect(layout.rect(0, span.from, span.to), &life.name).is_some()
        })
        .map(|(number, ..)| number)
        .collect();
    let mut key = Vec::new();
    if named.len() < lives.lives.len() {
        let entry =
            |(number, life): (usize, &Life)| (Sample::Box(Fill::Task(number)), life.name.clone());
        key.extend(lives.lives.iter().enumerate().map(entry));
    }
    let mut all_waits = lives.threads.keys().flat_map(|thread| waits(*thread, lives));
    if all_waits.any(|(from, to)| layout.draws(from, to)) {
        key.push((Sample::Box(Fill::Wait), "waits".to_owned()));
    }
    key
}

/// The boxes of all threads.
pub(super) fn draw(lives: &Lives, layout: &Layout) -> Content {
    let mut content = Content::default();
    for (lane, (thread, thread_name)) in lives.threads.iter().enumerate() {
        let mut group = Element::new("g").attr("class", "fig-lane");
        for (from, to) in waits(*thread, lives) {
            let tooltip = format!("{thread_name} waits, {}", layout.times(from, to));
            if layout.draws(from, to) {
                let rect = layout.rect(lane, from, to);
                content.push(&mut group, rect, Fill::Wait, "", &tooltip);
            }
        }
        for (number, life, span) in runs(lives).filter(|(.., span)| span.thread == *thread) {
            let times = layout.times(span.from, span.to);
            let tooltip = format!("{thread_name} runs {}, {times}", life.name);
            let rect = layout.visible_rect(lane, span.from, span.to);
            content.push(&mut group, rect, Fill::Task(number), &life.name, &tooltip);
        }
        content.boxes.push(group);
    }
    content
}

/// All spans in which tasks run, with the tasks and their numbers.
fn runs(lives: &Lives) -> impl Iterator<Item = (usize, &Life, &Span)> {
    lives.lives.iter().enumerate().flat_map(|(number, life)| {
        let runs = life.spans.iter().filter(|span| span.state == State::Run);
        runs.map(move |span| (number, life, span))
    })
}

/// When `thread` ran no task and one that it had run waited.
fn waits(thread: u64, lives: &Lives) -> Vec<(u64, u64)> {
    let of = |is: fn(&State) -> bool| -> Vec<(u64, u64)> {
        let spans = lives.lives.iter().flat_map(|life| &life.spans);
        let own = spans.filter(|span| span.thread == thread && is(&span.state));
        own.map(|span| (span.from, span.to)).collect()
    };
    let mut waits = of(|state| matches!(state, State::Wait(..)));
    let mut runs = of(|state| *state == State::Run);
    waits.sort_unstable();
    runs.sort_unstable();

    let mut all: Vec<(u64, u64)> = Vec::new();
    for (from, to) in waits {
        match all.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => all.push((from, to)),
        }
    }
    let mut free = Vec::new();
    for (mut from, to) in all {
        for (run_from, run_to) in &runs {
            if *run_from < to && from < *run_to {
                free.push((from, *run_from));
                from = *run_to;
            }
        }
        free.push((from, to));
    }
    free.retain(|(from, to)| from < to);
    free
}
