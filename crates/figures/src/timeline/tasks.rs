//! A lane a task: solid boxes where it runs, hatched ones where it waits, dotted ones where it is
//! ready and does not run.

use std::collections::BTreeSet;

use super::legend::Sample;
use super::{BOX, Content, Layout};
use crate::ink::{Fill, arrow};
use crate::life::{Ending, Life, Lives, Span, State, Wake};
use crate::svg::{Element, number};
use crate::texture::Rect;
use crate::words::waiting_for;

/// A box that is narrower, in pixels, is hard to point at, and needs no tooltip of its own.
const POINTED_AT: f64 = 24.0;

/// More of them than this in a lane are drawn as one shape: thousands would make the page heavy.
const CROWD: usize = 3;

/// What the boxes mean.
pub(super) fn key(lives: &Lives, layout: &Layout) -> Vec<(Sample, String)> {
    let spans = || lives.lives.iter().flat_map(|life| &life.spans);
    let drawn = || spans().filter(|span| layout.draws(span.from, span.to));
    let mut key = Vec::new();
    if spans().any(|span| span.state == State::Run) {
        key.push((Sample::Box(Fill::Run), "runs".to_owned()));
    }
    if drawn().any(|span| matches!(span.state, State::Wait(..))) {
        let words = match only_wait(lives) {
            Some(what) => format!("waits ({what})"),
            None => "waits".to_owned(),
        };
        key.push((Sample::Box(Fill::Wait), words));
    }
    if drawn().any(|span| span.state == State::Ready) {
        key.push((Sample::Box(Fill::Ready), "ready, does not run".to_owned()));
    }
    if !lives.wakes.is_empty() {
        key.push((Sample::Arrow, "wakes".to_owned()));
    }
    key
}

/// The boxes of all tasks, and who woke whom.
pub(super) fn draw(lives: &Lives, layout: &Layout) -> Content {
    let only_wait = only_wait(lives);
    let mut content = Content::default();
    for (lane, life) in lives.lives.iter().enumerate() {
        let mut group = Element::new("g").attr("class", "fig-lane");
        // What runs is seen however short it is, so it lies on the rest.
        for fill in [Fill::Ready, Fill::Wait, Fill::Run] {
            let boxes = life.spans.iter().filter(|span| fill_of(span) == fill);
            let boxes = boxes.filter_map(|span| Some((span, rect(span, lane, layout)?)));
            let (narrow, wide): (Vec<_>, Vec<_>) = boxes.partition(|(_, r)| r.width < POINTED_AT);
            let (crowd, few) =
                if narrow.len() > CROWD { (narrow, vec![]) } else { (vec![], narrow) };
            if !crowd.is_empty() {
                let rects: Vec<Rect> = crowd.iter().map(|(_, rect)| *rect).collect();
                let tooltip =
                    format!("{} {}, {} times", life.name, does(&crowd[0].0.state), rects.len());
                content.push_all(&mut group, &rects, fill, &tooltip);
            }
            for (span, rect) in wide.into_iter().chain(few) {
                let label = waiting_for(&span.state).filter(|_| only_wait.is_none());
                let tooltip = tooltip(life, span, layout);
                content.push(&mut group, rect, fill, &label.unwrap_or_default(), &tooltip);
            }
        }
        if life.ending == Ending::Dropped {
            group.push(cross(layout.scale.x(life.to()), layout.lane(lane) + BOX / 2.0));
        }
        content.boxes.push(group);
    }
    content.over =
        lives.wakes.iter().map(|each| wake(each, lives, layout, &content.labels)).collect();
    content
}

/// What tasks wait for, if it is the same in the whole figure: then the key says it, not each box.
fn only_wait(lives: &Lives) -> Option<String> {
    let spans = lives.lives.iter().flat_map(|life| &life.spans);
    let mut all: BTreeSet<String> = spans.filter_map(|span| waiting_for(&span.state)).collect();
    all.pop_first().filter(|_| all.is_empty())
}

/// How the box of a span is filled.
fn fill_of(span: &Span) -> Fill {
    match span.state {
        State::Run => Fill::Run,
        State::Ready => Fill::Ready,
        _ => Fill::Wait,
    }
}

/// The box of a span, if it is wide enough to be drawn.
fn rect(span: &Span, lane: usize, layout: &Layout) -> Option<Rect> {
    match span.state {
        State::Run => Some(layout.visible_rect(lane, span.from, span.to)),
        _ => layout.draws(span.from, span.to).then(|| layout.rect(lane, span.from, span.to)),
    }
}

fn does(state: &State) -> String {
    match state {
        State::Run => "runs".to_owned(),
        State::Ready => "is ready".to_owned(),
        wait => format!("waits ({})", waiting_for(wait).unwrap_or_default()),
    }
}

fn tooltip(life: &Life, span: &Span, layout: &Layout) -> String {
    format!("{} {}, {}", life.name, does(&span.state), layout.times(span.from, span.to))
}

/// An arrow from the task that wakes to the one that is woken, which passes below labels; only its
/// head, if no task does.
fn wake(wake: &Wake, lives: &Lives, layout: &Layout, labels: &[Rect]) -> Element {
    let x = layout.scale.x(wake.us);
    let woken = layout.lane(wake.woken);
    let by = wake.by.filter(|by| *by != wake.woken);
    let (from, to) = match by {
        Some(by) if by < wake.woken => (Some(layout.lane(by) + BOX - 6.0), woken),
        Some(by) => (Some(layout.lane(by) + 6.0), woken + BOX),
        None => (None, woken),
    };
    let who = by.map_or("a thread", |by| &lives.lives[by].name);
    let (name, time) = (&lives.lives[wake.woken].name, layout.unit.words(wake.us));
    let mut group = Element::new("g").attr("class", "fig-wake");
    group.push(Element::new("title").text(format!("{who} wakes {name}, {time}")));
    group.push(arrow(x, from, to, labels));
    group
}

/// The mark of a task that is cut short.
fn cross(x: f64, y: f64) -> Element {
    let d = format!("M{} {}l12 12m0 -12l-12 12", number(x - 6.0), number(y - 6.0));
    Element::new("path")
        .attr("class", "fig-dropped")
        .attr("d", d)
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("stroke-width", "2.5")
}
