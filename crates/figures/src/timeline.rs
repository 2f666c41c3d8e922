//! What tasks, threads or a run queue do, as boxes in lanes over time.

mod axis;
mod legend;
mod marks;
mod queue;
mod tasks;
mod threads;

use crate::frame::{Drawing, WIDTH};
use crate::ink::{Fill, filled, filled_all, label_rect, text};
use crate::life::Lives;
use crate::metrics;
use crate::scale::{Scale, Unit};
use crate::svg::Element;
use crate::texture::Rect;

/// Room at the right, for the mark of a task that is cut short.
const RIGHT: f64 = 10.0;

/// The height of a box.
const BOX: f64 = 30.0;

/// Room between two boxes, one above the other.
const GAP: f64 = 14.0;

/// Boxes that wait or are ready are not drawn when they are narrower.
const NARROWEST: f64 = 1.5;

/// Names that are wider stand above their lanes, not beside them.
const WIDEST_NAME: f64 = 150.0;

/// What has to be known to place something in a timeline.
#[derive(Debug, Clone, Copy)]
struct Layout {
    /// Where times lie.
    scale: Scale,
    /// The unit of times.
    unit: Unit,
    /// The top of the first lane's box.
    top: f64,
    /// From the top of a lane to the top of the next one.
    pitch: f64,
    /// Whether names stand above their lanes.
    above: bool,
}

/// What the lanes of a figure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lanes {
    /// A lane a task, with its states.
    Tasks,
    /// A lane a thread, with the tasks that it runs.
    Threads,
    /// A lane a thread, and below them a lane a place in the queue of ready tasks.
    Queue,
}

pub(crate) use queue::words as queue_words;

/// What is drawn in the lanes.
#[derive(Debug, Default)]
struct Content {
    boxes: Vec<Element>,
    /// Where the boxes are.
    covered: Vec<Rect>,
    /// Where the labels in them are.
    labels: Vec<Rect>,
    /// What is drawn over all lanes.
    over: Vec<Element>,
}

impl Content {
    /// Adds a box to the group of its lane.
    fn push(&mut self, lane: &mut Element, rect: Rect, fill: Fill, label: &str, tooltip: &str) {
        self.covered.push(rect);
        self.labels.extend(label_rect(rect, label));
        lane.push(filled(rect, fill, label, tooltip));
    }

    /// Adds many boxes without labels, as one shape.
    fn push_all(&mut self, lane: &mut Element, rects: &[Rect], fill: Fill, tooltip: &str) {
        self.covered.extend(rects);
        lane.push(filled_all(rects, fill, tooltip));
    }
}

/// Draws the lanes of a run, with numbers above them at `moments`, in microseconds.
pub(crate) fn draw(lives: &Lives, lanes: Lanes, moments: &[u64]) -> Drawing {
    let names: Vec<String> = match lanes {
        Lanes::Threads => lives.threads.values().cloned().collect(),
        Lanes::Tasks => lives.lives.iter().map(|life| life.name.clone()).collect(),
        Lanes::Queue => queue::names(lives),
    };
    let mut layout = Layout::new(&names, lives);
    let key = match lanes {
        Lanes::Threads => threads::key(lives, &layout),
        Lanes::Tasks => tasks::key(lives, &layout),
        Lanes::Queue => queue::key(lives, &layout),
    };
    let (key, key_height) = legend::draw(&key, WIDTH);
    layout.top += key_height + if moments.is_empty() { 0.0 } else { marks::HEIGHT };
    let content = match lanes {
        Lanes::Threads => threads::draw(lives, &layout),
        Lanes::Tasks => tasks::draw(lives, &layout),
        Lanes::Queue => queue::draw(lives, &layout),
    };

    let bottom = layout.lane(names.len().saturating_sub(1)) + BOX + 8.0;
    let mut children = vec![key, axis::grid(&layout, bottom, &content.covered)];
    children.extend(names.iter().enumerate().map(|(lane, name)| layout.name(lane, name)));
    children.extend(content.boxes);
    children.extend(content.over);
    if !moments.is_empty() {
        children.push(marks::draw(moments, &layout, names.len()));
    }
    children.push(axis::draw(&layout, bottom));
    let class = if lanes == Lanes::Queue { "fig-queue" } else { "fig-timeline" };
    Drawing { class, height: bottom + axis::HEIGHT, children }
}

impl Layout {
    fn new(names: &[String], lives: &Lives) -> Layout {
        let widest = names.iter().map(|name| metrics::width(name)).fold(0.0, f64::max);
        let above = widest > WIDEST_NAME;
        // The number at the left end of the axis is centred below it.
        let left = if above { 6.0 } else { widest.ceil() + 12.0 };
        let line = if above { 24.0 } else { 0.0 };
        Layout {
            scale: Scale::new(left, WIDTH - RIGHT - left, lives.total_us),
            unit: Unit::of(lives.total_us),
            top: 4.0 + line,
            pitch: BOX + GAP + line,
            above,
        }
    }

    /// The top of a lane's boxes.
    fn lane(&self, lane: usize) -> f64 {
        self.top + lane as f64 * self.pitch
    }

    /// The box of a time in a lane.
    fn rect(&self, lane: usize, from: u64, to: u64) -> Rect {
        let x = self.scale.x(from);
        Rect { x, y: self.lane(lane), width: self.scale.x(to) - x, height: BOX }
    }

    /// Whether a box of a task that waits or is ready is wide enough to be drawn.
    fn draws(&self, from: u64, to: u64) -> bool {
        self.rect(0, from, to).width >= NARROWEST
    }

    /// The box of something that must be seen, however short it is. It begins where it is true to
    /// time, and hides a little of what comes next.
    fn visible_rect(&self, lane: usize, from: u64, to: u64) -> Rect {
        let rect = self.rect(lane, from, to);
        Rect { width: rect.width.max(2.0), ..rect }
    }

    fn name(&self, lane: usize, name: &str) -> Element {
        let y = self.lane(lane);
        let label = match self.above {
            true => text(name, self.scale.x(0), y - 12.0),
            false => text(name, self.scale.x(0) - 10.0, y + BOX / 2.0).attr("text-anchor", "end"),
        };
        label.attr("class", "fig-name")
    }

    /// `303 ms`, or `20 ms to 30 ms`.
    fn times(&self, from: u64, to: u64) -> String {
        format!("{} to {}", self.unit.words(from), self.unit.words(to))
    }
}
