//! The drawing of a sequence.

use super::columns::{self, PADDING};
use super::steps::{Sequence, Step, Turn};
use crate::frame::{Drawing, WIDTH};
use crate::ink::{Fill, filled, text};
use crate::metrics;
use crate::scale::{Unit, duration};
use crate::svg::{Element, number};
use crate::texture::Rect;

/// The height of a name with its frame.
const NAME: f64 = 28.0;

/// The height of a message: its label, and the arrow below.
const ROW: f64 = 40.0;
const LABEL: f64 = 10.0;
const ARROW: f64 = 25.0;

/// The height of a pause.
const PAUSE: f64 = 30.0;

/// Half the width of the bar on a lifeline that runs.
const BAR: f64 = 4.0;

/// Where everything is.
struct Layout<'s> {
    sequence: &'s Sequence,
    places: Vec<f64>,
    /// The top of each step, and of the pause before it.
    tops: Vec<(f64, Option<f64>)>,
    bottom: f64,
}

pub(super) fn draw(sequence: &Sequence) -> Drawing {
    let layout = Layout::new(sequence);
    let labels: Vec<Rect> = (0..sequence.steps.len()).map(|step| layout.label(step)).collect();
    let mut children = vec![layout.lifelines(&labels)];
    children.extend(sequence.turns.iter().map(|turn| layout.turn(turn)));
    for (step, label) in labels.iter().enumerate() {
        children.extend(layout.pause(step));
        children.push(layout.message(step, label));
    }
    Drawing { class: "fig-sequence", height: layout.bottom + 2.0, children }
}

impl Layout<'_> {
    fn new(sequence: &Sequence) -> Layout<'_> {
        let mut top = NAME + 8.0;
        let mut tops = Vec::new();
        for step in 0..sequence.steps.len() {
            let pause = sequence.pause_before(step).map(|_| top);
            top += if pause.is_some() { PAUSE } else { 0.0 };
            tops.push((top, pause));
            top += ROW;
        }
        Layout { sequence, places: columns::places(sequence), tops, bottom: top }
    }

    /// The names in their frames, and the lines below them, which no label is written across.
    fn lifelines(&self, labels: &[Rect]) -> Element {
        let mut group = Element::new("g").attr("class", "fig-lifelines");
        let mut d = String::new();
        for (name, x) in self.sequence.lifelines.iter().zip(&self.places) {
            let half = metrics::width(name) / 2.0 + PADDING;
            group.push(
                Element::new("rect")
                    .at("x", x - half)
                    .at("y", 1.0)
                    .at("width", 2.0 * half)
                    .at("height", NAME)
                    .at("rx", 3.0)
                    .attr("fill", "none")
                    .attr("stroke", "currentColor"),
            );
            let name = text(name, *x, 1.0 + NAME / 2.0);
            group.push(name.attr("class", "fig-name").attr("text-anchor", "middle"));
            let mut from = NAME + 1.0;
            let pauses = self.tops.iter().filter_map(|(_, pause)| *pause);
            let pauses = pauses.map(|top| Rect { x: 0.0, y: top, width: WIDTH, height: PAUSE });
            let mut gaps: Vec<Rect> = labels.iter().copied().chain(pauses).collect();
            gaps.sort_by(|one, other| one.y.total_cmp(&other.y));
            for gap in gaps.iter().filter(|gap| gap.x < *x && *x < gap.x + gap.width) {
                d += &format!("M{} {}V{}", number(*x), number(from), number(gap.y));
                from = gap.y + gap.height;
            }
            d += &format!("M{} {}V{}", number(*x), number(from), number(self.bottom));
        }
        let lines = Element::new("path").attr("d", d).attr("fill", "none");
        let lines = lines.attr("stroke", "currentColor").attr("stroke-opacity", "0.55");
        group.push(lines.attr("stroke-dasharray", "4 3"));
        group
    }

    /// The bar of a lifeline that runs.
    fn turn(&self, turn: &Turn) -> Element {
        let (first, last) = (self.tops[turn.first].0 + ARROW, self.tops[turn.last].0 + ARROW);
        let x = self.places[turn.lifeline] - BAR;
        let rect = Rect { x, y: first, width: 2.0 * BAR, height: last - first };
        let name = &self.sequence.lifelines[turn.lifeline];
        let steps = &self.sequence.steps;
        let ran = duration(steps[turn.last].us - steps[turn.first].us, self.unit());
        filled(rect, Fill::Run, "", &format!("{name} runs for {ran}"))
    }

    fn unit(&self) -> Unit {
        Unit::of(self.sequence.total_us())
    }

    /// A pause before a step, in words, between dotted lines.
    fn pause(&self, step: usize) -> Option<Element> {
        let (pause, top) = (self.sequence.pause_before(step)?, self.tops[step].1?);
        let words = format!("{} later", duration(pause, self.unit()));
        let (middle, half) = (top + PAUSE / 2.0, metrics::width(&words) / 2.0 + 8.0);
        let mut group = Element::new("g").attr("class", "fig-pause");
        let y = number(middle);
        let d = format!(
            "M0 {y}H{}M{} {y}H{}",
            number(WIDTH / 2.0 - half),
            number(WIDTH / 2.0 + half),
            number(WIDTH)
        );
        let line = Element::new("path").attr("d", d).attr("fill", "none");
        let line = line.attr("stroke", "currentColor").attr("stroke-opacity", "0.55");
        group.push(line.attr("stroke-dasharray", "1.5 4"));
        group.push(text(&words, WIDTH / 2.0, middle).attr("text-anchor", "middle"));
        Some(group)
    }

    /// Where a message's arrow begins and ends: beside the bars.
    fn ends(&self, number: usize) -> (f64, f64) {
        let Step { from, to, .. } = self.sequence.steps[number];
        let side = if from < to { 1.0 } else { -1.0 };
        let beside = |lifeline: usize| {
            let runs = |turn: &&Turn| {
                turn.lifeline == lifeline && turn.first <= number && number <= turn.last
            };
            if self.sequence.turns.iter().any(|turn| runs(&turn)) { BAR } else { 0.0 }
        };
        (self.places[from] + side * beside(from), self.places[to] - side * beside(to))
    }

    /// Where the label of a message is, with some room around it.
    fn label(&self, number: usize) -> Rect {
        let step = &self.sequence.steps[number];
        let width = metrics::width(&step.label) + 8.0;
        let (from, to) = self.ends(number);
        let x = match step.from == step.to {
            true => from + BAR + 30.0,
            false => (from + to - width) / 2.0,
        };
        let x = x.min(WIDTH - width).max(0.0);
        let y = self.tops[number].0 + LABEL - 9.0;
        Rect { x, y, width, height: 20.0 }
    }

    fn message(&self, number: usize, label: &Rect) -> Element {
        let step = &self.sequence.steps[number];
        let names = &self.sequence.lifelines;
        let at = self.unit().words(step.us);
        let tooltip = format!("{}: {} to {}: {}", at, names[step.from], names[step.to], step.label);
        let mut group = Element::new("g").attr("class", "fig-message");
        group.push(Element::new("title").text(tooltip));
        let (from, to) = self.ends(number);
        let y = self.tops[number].0 + ARROW;
        match step.from == step.to {
            true => arrow(&loop_path(from + BAR, y), (from + BAR, y), -1.0, step, &mut group),
            false => {
                let side = if from < to { 1.0 } else { -1.0 };
                arrow(&straight(from, to - 6.0 * side, y), (to, y), side, step, &mut group);
            }
        }
        let middle = label.x + label.width / 2.0;
        group.push(
            text(&step.label, middle, label.y + label.height / 2.0).attr("text-anchor", "middle"),
        );
        group
    }
}

fn straight(from: f64, to: f64, y: f64) -> String {
    format!("M{} {}H{}", number(from), number(y), number(to))
}

/// Out to the right and back.
fn loop_path(x: f64, y: f64) -> String {
    format!("M{} {}h20v14h-14", number(x), number(y - 14.0))
}

/// A line with the path `d`, and a head at its end that points to the right if `side` is positive.
fn arrow(d: &str, (x, y): (f64, f64), side: f64, step: &Step, group: &mut Element) {
    let line = Element::new("path").attr("d", d).attr("fill", "none");
    let line = line.attr("stroke", "currentColor").attr("stroke-width", "1.5");
    group.push(if step.answers { line.attr("stroke-dasharray", "5 3") } else { line });
    let neck = number(x - 8.0 * side);
    let head =
        format!("M{neck} {}V{}L{} {}z", number(y - 4.5), number(y + 4.5), number(x), number(y));
    group.push(Element::new("path").attr("d", head).attr("fill", "currentColor"));
}
