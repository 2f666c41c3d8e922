//! The run queue: above, what each thread runs; below, the tasks that are ready, in the order in which
//! they became so. When the first of them runs, all others move up.

use std::collections::BTreeSet;

use super::legend::Sample;
use super::{Content, Layout};
use crate::ink::{Fill, label_rect};
use crate::life::{Life, Lives, Span, State};
use crate::scale::{duration, time};
use crate::svg::Element;
use crate::words::{and, count, tasks_of};

/// A stay in the queue is told when it is this part of the run at least.
const SHORTEST: u64 = 300;

/// A task in its place in the queue, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stay {
    /// The task, as an index of the lives.
    task: usize,
    /// How many stand before it.
    place: usize,
    from: u64,
    to: u64,
}

/// The names of the lanes.
pub(super) fn names(lives: &Lives) -> Vec<String> {
    let runs = match lives.threads.len() {
        1 => vec!["runs".to_owned()],
        _ => lives.threads.values().map(|thread| format!("{thread} runs")).collect(),
    };
    let places = stays(lives).iter().map(|stay| stay.place + 1).max().unwrap_or(0);
    let places = (1..=places).map(|place| match place {
        1 => "next".to_owned(),
        place => format!("{place}."),
    });
    runs.into_iter().chain(places).collect()
}

/// What the boxes mean, unless each task has its name in one that runs and in one that is ready.
pub(super) fn key(lives: &Lives, layout: &Layout) -> Vec<(Sample, String)> {
    let fits = |task: usize, from: u64, to: u64| {
        label_rect(layout.rect(0, from, to), &lives.lives[task].name).is_some()
    };
    let run: BTreeSet<usize> =
        runs(lives).filter(|(task, _, it)| fits(*task, it.from, it.to)).map(|it| it.0).collect();
    let mut key = Vec::new();
    if run.len() < lives.lives.len() {
        let entry =
            |(task, life): (usize, &Life)| (Sample::Box(Fill::Task(task)), life.name.clone());
        key.extend(lives.lives.iter().enumerate().map(entry));
    }
    key
}

/// The boxes of all lanes.
pub(super) fn draw(lives: &Lives, layout: &Layout) -> Content {
    let mut content = Content::default();
    for (lane, (thread, _)) in lives.threads.iter().enumerate() {
        let mut group = Element::new("g").attr("class", "fig-lane");
        for (task, life, span) in runs(lives).filter(|(.., span)| span.thread == *thread) {
            let tooltip = format!("{} runs, {}", life.name, layout.times(span.from, span.to));
            let rect = layout.visible_rect(lane, span.from, span.to);
            content.push(&mut group, rect, Fill::Task(task), &life.name, &tooltip);
        }
        content.boxes.push(group);
    }
    let mut group = Element::new("g").attr("class", "fig-lane fig-places");
    for stay in stays(lives).iter().filter(|stay| layout.draws(stay.from, stay.to)) {
        let name = &lives.lives[stay.task].name;
        let rect = layout.rect(lives.threads.len() + stay.place, stay.from, stay.to);
        let times = layout.times(stay.from, stay.to);
        let tooltip = match stay.place {
            0 => format!("{name} is ready and the next to run, {times}"),
            place => format!("{name} is ready, with {} before it, {times}", count(place)),
        };
        content.push(&mut group, rect, Fill::Queued(stay.task), name, &tooltip);
    }
    content.boxes.push(group);
    content
}

/// What the run queue of a run shows.
pub(crate) fn words(lives: &Lives) -> String {
    let total = time(lives.total_us);
    let mut sentences = vec![format!("Run queue of {}; {total} in all.", tasks_of(lives))];
    let stays = stays(lives);
    let Some(most) = stays.iter().map(|stay| stay.place + 1).max() else {
        sentences.push("No task ever waits for its turn.".to_owned());
        return sentences.join(" ");
    };
    let at_most = |length: usize| {
        let longest = stays.iter().filter(|stay| stay.place + 1 == length);
        longest.map(|stay| stay.to - stay.from).sum::<u64>()
    };
    sentences.push(format!(
        "At most {} {} ready and {} not run, for {}.",
        count(most),
        if most == 1 { "task is" } else { "tasks are" },
        if most == 1 { "does" } else { "do" },
        time(at_most(most))
    ));
    let unit = crate::scale::Unit::of(lives.total_us);
    let ready = |life: &Life| life.time_in(|state| *state == State::Ready);
    let told: Vec<String> = lives
        .lives
        .iter()
        .map(|life| format!("{} for {}", life.name, duration(ready(life), unit)))
        .collect();
    if told.len() <= 2 * crate::words::MANY {
        sentences.push(format!("Ready without running: {}.", and(&told)));
    } else if let Some(longest) = lives.lives.iter().max_by_key(|life| ready(life)) {
        let longest_time = duration(ready(longest), unit);
        sentences.push(format!("Longest ready without running: {}, {longest_time}.", longest.name));
    }
    sentences.join(" ")
}

/// All spans in which tasks run, with the tasks and their numbers.
fn runs(lives: &Lives) -> impl Iterator<Item = (usize, &Life, &Span)> {
    lives.lives.iter().enumerate().flat_map(|(task, life)| {
        let runs = life.spans.iter().filter(|span| span.state == State::Run);
        runs.map(move |span| (task, life, span))
    })
}

/// Who stands where in the queue, and when: first comes who was ready first.
fn stays(lives: &Lives) -> Vec<Stay> {
    // (event, enters, task, us): a task enters the queue, or leaves it.
    let mut moves: Vec<(u64, bool, usize, u64)> = Vec::new();
    for (task, life) in lives.lives.iter().enumerate() {
        for span in life.spans.iter().filter(|span| span.state == State::Ready) {
            moves.push((span.first, true, task, span.from));
            moves.push((span.last, false, task, span.to));
        }
    }
    moves.sort_unstable();
    // Each task in the queue, with the time since when it has its place.
    let mut queue: Vec<(usize, u64)> = Vec::new();
    let mut stays: Vec<Stay> = Vec::new();
    for (_, enters, task, us) in moves {
        if enters {
            queue.push((task, us));
            continue;
        }
        let Some(left) = queue.iter().position(|(queued, _)| *queued == task) else { continue };
        for (place, (task, since)) in queue.iter_mut().enumerate().skip(left) {
            stays.push(Stay { task: *task, place, from: *since, to: us });
            *since = us;
        }
        queue.remove(left);
    }
    // What is shorter is not seen, and no place of the queue is drawn for it alone.
    stays.retain(|stay| (stay.to - stay.from) * SHORTEST > lives.total_us);
    stays
}
