//! The drawing of a graph.

use super::labels;
use super::layout::{Layout, START};
use super::{Edge, Graph, Look, Node};
use crate::ink::text;
use crate::line::{STRONG, arrow as line};
use crate::svg::Element;
use crate::texture::Rect;

/// The elements of a graph, and their height.
///
/// # Errors
/// What has no room, as a sentence.
pub(crate) fn draw(graph: &Graph) -> Result<(Vec<Element>, f64), String> {
    if graph.nodes.is_empty() {
        return Err("there is nothing on the grid".to_owned());
    }
    let (layout, places) = placed(graph)?;
    let mut elements = Vec::new();
    for (number, edge) in graph.edges.iter().enumerate() {
        elements.push(arrow(graph, edge, &layout.paths[number], places[number], &places));
    }
    for (number, (node, rect)) in graph.nodes.iter().zip(&layout.boxes).enumerate() {
        let strong = |edge: &Edge| edge.strong && (edge.from == number || edge.to == number);
        elements.push(boxed(node, *rect, graph.edges.iter().any(strong)));
    }
    Ok((elements, layout.height + 1.0))
}

/// The layout in which the fewest arrows pass behind labels, with as little room between rows as that
/// takes.
fn placed(graph: &Graph) -> Result<(Layout<'_>, Vec<Option<Rect>>), String> {
    let mut crowded = 0;
    let mut best: Option<(usize, Layout<'_>, Vec<Option<Rect>>)> = None;
    for more in [0.0, 12.0, 24.0, 36.0] {
        let layout = Layout::new(graph, more).map_err(|width| {
            let most = crate::frame::WIDTH;
            format!(
                "the drawing would be {width:.0} pixels wide; {most} is the most: use shorter words, \
                 or fewer columns"
            )
        })?;
        match labels::places(&layout) {
            Err(edge) => crowded = edge,
            Ok((places, crossings)) => {
                if best.as_ref().is_none_or(|best| crossings < best.0) {
                    best = Some((crossings, layout, places));
                }
            }
        }
    }
    if let Some((_, layout, places)) = best {
        return Ok((layout, places));
    }
    let label = &graph.edges[crowded].label;
    Err(format!("`{label}` has no room beside its arrow: place the boxes otherwise"))
}

fn boxed(node: &Node, rect: Rect, strong: bool) -> Element {
    let mut group = Element::new("g").attr("class", "fig-node");
    let outline = |inset: f64| {
        let outline = Element::new("rect")
            .at("x", rect.x + inset)
            .at("y", rect.y + inset)
            .at("width", rect.width - 2.0 * inset)
            .at("height", rect.height - 2.0 * inset)
            .attr("fill", "none");
        let round = if node.look == Look::Round { rect.height / 2.0 - inset } else { 4.0 };
        let outline = outline.at("rx", round);
        match strong {
            true => outline.attr("stroke", STRONG).attr("stroke-width", "3"),
            false => outline.attr("stroke", "currentColor").attr("stroke-width", "1.3"),
        }
    };
    group.push(outline(0.0));
    if node.look == Look::Double {
        group.push(outline(4.0));
    }
    let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    group.push(text(&node.label, x, y).attr("text-anchor", "middle"));
    if node.start {
        let (from, to) = match node.place.1 {
            0 => ((rect.x - START, y), (rect.x, y)),
            _ => ((x, rect.y - START), (x, rect.y)),
        };
        group.push(
            Element::new("circle")
                .at("cx", from.0 + if from.1 == to.1 { 6.0 } else { 0.0 })
                .at("cy", from.1 + if from.0 == to.0 { 6.0 } else { 0.0 })
                .at("r", 5.0)
                .attr("fill", "currentColor"),
        );
        group.extend(line(&[from, to], &[], false));
    }
    group
}

fn arrow(
    graph: &Graph,
    edge: &Edge,
    path: &[(f64, f64)],
    label: Option<Rect>,
    labels: &[Option<Rect>],
) -> Element {
    let mut group = Element::new("g").attr("class", "fig-edge");
    let (from, to) = (&graph.nodes[edge.from].label, &graph.nodes[edge.to].label);
    let tooltip = match edge.label.as_str() {
        "" => format!("{from} to {to}"),
        label => format!("{from} to {to}: {label}"),
    };
    group.push(Element::new("title").text(tooltip));
    let gaps: Vec<Rect> = labels.iter().flatten().copied().collect();
    group.extend(line(path, &gaps, edge.strong));
    if let Some(rect) = label {
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        group.push(text(&edge.label, x, y).attr("text-anchor", "middle"));
    }
    group
}
