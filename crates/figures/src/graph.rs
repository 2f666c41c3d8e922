//! Graphs on a grid: boxes where their author places them, and between them arrows that turn at right
//! angles, each with a label that nothing else is drawn across.

mod draw;
mod labels;
mod layout;
mod route;
mod tracks;

/// Boxes and arrows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

/// A box.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) label: String,
    /// Row and column, from 0. No other box has the same.
    pub(crate) place: (usize, usize),
    pub(crate) look: Look,
    /// Whether an arrow from nowhere leads to it.
    pub(crate) start: bool,
}

/// How a box is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// An outline.
    Plain,
    /// An outline with round ends.
    Round,
    /// Two outlines: here it ends.
    Double,
}

/// An arrow.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    /// The boxes, as indexes.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) label: String,
    /// Whether it is drawn thick, together with its boxes.
    pub(crate) strong: bool,
}

pub(crate) use draw::draw;
