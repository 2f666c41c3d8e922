//! The colours of figures, and boxes in them.
//!
//! Every colour stands out from white and from black by 3 to 1 at least, and white text on it by
//! 4.5 to 1, so a figure needs no other colours in a dark theme. None carries a meaning alone: what
//! differs in hue differs in texture.

use std::fmt::Write as _;

use crate::metrics;
use crate::svg::{Element, number};
use crate::texture::{Lines, Rect, dots, hatch};

/// What runs; in thread lanes, the first of the tasks.
const RUN: &str = HUES[0];

/// What waits.
const WAIT: &str = "#a8690f";

/// Tasks in thread lanes, series in plots.
pub(crate) const HUES: [&str; 4] = ["#2e75b6", "#b4541a", "#14806a", "#8e5aa8"];

/// How many textures of tasks there are.
const TEXTURES: usize = 8;

/// How a box is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Solid: it runs.
    Run,
    /// Hatched: it waits.
    Wait,
    /// Dotted: it is ready.
    Ready,
    /// Solid, in the hue and with the texture of the task of that number.
    Task(usize),
    /// An outline in the hue and with the texture of the task of that number: it stands in a queue.
    Queued(usize),
}

impl Fill {
    fn class(self) -> String {
        match self {
            Fill::Run => "fig-run".to_owned(),
            Fill::Wait => "fig-wait".to_owned(),
            Fill::Ready => "fig-ready".to_owned(),
            Fill::Task(number) => format!("fig-run fig-task-{}", hue(number) + 1),
            Fill::Queued(number) => format!("fig-queued fig-task-{}", hue(number) + 1),
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Fill::Run => RUN,
            Fill::Wait => WAIT,
            Fill::Ready => "currentColor",
            Fill::Task(number) | Fill::Queued(number) => HUES[hue(number)],
        }
    }
}

/// The hue of a task: after eight, when textures begin again, the hues are shifted by one.
fn hue(number: usize) -> usize {
    (number + number / TEXTURES) % HUES.len()
}

/// Room that a label needs at either side, within its box.
const LABEL_MARGIN: f64 = 5.0;

/// Where the label of a box is; `None` if it has none, or one that doesn't fit.
pub(crate) fn label_rect(rect: Rect, label: &str) -> Option<Rect> {
    let width = metrics::width(label) + 2.0 * LABEL_MARGIN;
    let fits = !label.is_empty() && width + 2.0 <= rect.width;
    fits.then(|| Rect { x: rect.x + (rect.width - width) / 2.0, width, ..rect })
}

/// A box, with a tooltip, and with a label where it fits.
pub(crate) fn filled(rect: Rect, fill: Fill, label: &str, tooltip: &str) -> Element {
    let mut group = Element::new("g").attr("class", fill.class());
    group.push(Element::new("title").text(tooltip));
    group.push(outline(rect, fill));
    let label_rect = label_rect(rect, label);
    group.extend(texture(&beside(rect, label_rect), fill));
    if label_rect.is_some() {
        let solid = matches!(fill, Fill::Run | Fill::Task(_));
        let colour = if solid { "#ffffff" } else { "currentColor" };
        let middle = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        let text = text(label, middle.0, middle.1);
        group.push(text.attr("fill", colour).attr("text-anchor", "middle"));
    }
    group
}

/// Many boxes without labels as one shape, with one tooltip.
pub(crate) fn filled_all(rects: &[Rect], fill: Fill, tooltip: &str) -> Element {
    let mut group = Element::new("g").attr("class", fill.class());
    group.push(Element::new("title").text(tooltip));
    let mut d = String::new();
    for rect in rects {
        let Rect { x, y, width, height } = inner(*rect, fill);
        let (x, y, width, height) = (number(x), number(y), number(width), number(height));
        let _ = write!(d, "M{x} {y}h{width}v{height}h-{width}z");
    }
    group.push(painted(Element::new("path").attr("d", d), fill));
    group.extend(texture(&joined(rects), fill));
    group
}

/// The boxes with those that nearly touch made one: a texture goes through both.
fn joined(rects: &[Rect]) -> Vec<Rect> {
    const GAP: f64 = 2.5;
    let mut joined: Vec<Rect> = Vec::new();
    for rect in rects {
        match joined.last_mut() {
            Some(last) if rect.y == last.y && rect.x - (last.x + last.width) <= GAP => {
                last.width = rect.x + rect.width - last.x;
            }
            _ => joined.push(*rect),
        }
    }
    joined
}

/// Text whose middle line is at `y`; without `text-anchor`, it begins at `x`.
pub(crate) fn text(text: &str, x: f64, y: f64) -> Element {
    // Half the height of the digits, which is the same in all the fonts, within half a pixel.
    const DROP: f64 = 5.5;
    Element::new("text").attr("fill", "currentColor").at("x", x).at("y", y + DROP).text(text)
}

/// A vertical arrow at `x` that ends at `to`; it begins with a dot at `from`, or is a head alone.
/// It is not drawn across `labels`.
pub(crate) fn arrow(x: f64, from: Option<f64>, to: f64, labels: &[Rect]) -> Element {
    let down = from.is_none_or(|from| from < to);
    let neck = if down { to - 8.0 } else { to + 8.0 };
    let mut group = Element::new("g").attr("class", "fig-arrow").attr("fill", "currentColor");
    if let Some(from) = from {
        let (mut y, end) = if down { (from, neck) } else { (neck, from) };
        let mut crossed: Vec<&Rect> = labels
            .iter()
            .filter(|label| label.x < x && x < label.x + label.width)
            .filter(|label| y < label.y && label.y + label.height < end)
            .collect();
        crossed.sort_by(|one, other| one.y.total_cmp(&other.y));
        let mut shaft = String::new();
        for label in crossed {
            let _ = write!(shaft, "M{} {}V{}", number(x), number(y), number(label.y));
            y = label.y + label.height;
        }
        let _ = write!(shaft, "M{} {}V{}", number(x), number(y), number(end));
        let path = Element::new("path").attr("d", shaft);
        group.push(path.attr("stroke", "currentColor").attr("stroke-width", "1.5"));
        group.push(Element::new("circle").at("cx", x).at("cy", from).at("r", 2.5));
    }
    let (left, right) = (number(x - 4.5), number(x + 4.5));
    let (neck, tip) = (number(neck), format!("{} {}", number(x), number(to)));
    group.push(Element::new("path").attr("d", format!("M{left} {neck}H{right}L{tip}z")));
    group
}

fn outline(rect: Rect, fill: Fill) -> Element {
    let Rect { x, y, width, height } = inner(rect, fill);
    let element = Element::new("rect").at("x", x).at("y", y);
    painted(element.at("width", width).at("height", height), fill)
}

/// The rectangle that is painted: a line is drawn on both sides of its path, so half of it would
/// stand out.
fn inner(rect: Rect, fill: Fill) -> Rect {
    let solid = matches!(fill, Fill::Run | Fill::Task(_));
    let inset = if solid { 0.0 } else { 0.5_f64.min(rect.width / 2.0) };
    Rect {
        x: rect.x + inset,
        y: rect.y + inset,
        width: rect.width - 2.0 * inset,
        height: rect.height - 2.0 * inset,
    }
}

fn painted(element: Element, fill: Fill) -> Element {
    match fill {
        Fill::Run | Fill::Task(_) => element.attr("fill", fill.colour()),
        Fill::Wait | Fill::Queued(_) => element.attr("fill", "none").attr("stroke", fill.colour()),
        Fill::Ready => element
            .attr("fill", "none")
            .attr("stroke", fill.colour())
            .attr("stroke-opacity", "0.45"),
    }
}

/// What is left of a box at both sides of its label.
fn beside(rect: Rect, label: Option<Rect>) -> Vec<Rect> {
    let Some(label) = label else { return vec![rect] };
    let width = label.x - rect.x;
    let right = rect.x + rect.width - width;
    [rect.x, right].map(|x| Rect { x, width, ..rect }).into()
}

/// The texture of boxes, or of parts of them.
fn texture(parts: &[Rect], fill: Fill) -> Option<Element> {
    let mut d = String::new();
    for part in parts.iter().copied() {
        match fill {
            Fill::Wait => hatch(part, Lines::Rising, 9.0, &mut d),
            Fill::Ready => dots(part, 8.0, 2.0, &mut d),
            Fill::Run => {}
            Fill::Task(number) | Fill::Queued(number) => task_texture(part, number, &mut d),
        }
    }
    let path = Element::new("path").attr("d", d.as_str()).attr("fill", "none");
    let path = match fill {
        Fill::Wait => path.attr("stroke", fill.colour()),
        Fill::Ready => path.attr("stroke", fill.colour()).attr("stroke-width", "2"),
        Fill::Queued(_) => path.attr("stroke", fill.colour()).attr("stroke-width", "1.5"),
        Fill::Run | Fill::Task(_) => path
            .attr("class", "fig-texture")
            .attr("stroke", "#ffffff")
            .attr("stroke-opacity", "0.55")
            .attr("stroke-width", "1.5"),
    };
    (!d.is_empty()).then_some(path)
}

/// The texture of the box of a task: eight differ.
fn task_texture(rect: Rect, number: usize, d: &mut String) {
    match number % TEXTURES {
        0 => {}
        1 => hatch(rect, Lines::Rising, 10.0, d),
        2 => dots(rect, 7.0, 2.0, d),
        3 => dots(rect, 5.0, 5.0, d),
        4 => hatch(rect, Lines::Falling, 10.0, d),
        5 => hatch(rect, Lines::Upright, 5.0, d),
        6 => {
            hatch(rect, Lines::Rising, 10.0, d);
            hatch(rect, Lines::Falling, 10.0, d);
        }
        _ => dots(rect, 12.0, 6.0, d),
    }
}
