//! Which way arrows go: out of which side of a box, through which channel between rows or columns.

use super::{Edge, Graph};

/// The way of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Straight to the neighbour in the same row.
    Beside,
    /// Straight to the neighbour in the same column.
    Below,
    /// Through the channel above the row with this number (below the last row, its number is one
    /// more), between the boxes' tops or bottoms.
    Channel(usize),
    /// Through the gap behind the column with this number, between the boxes' sides.
    Gap(usize),
    /// Back to the same box, through the channel with this number.
    Loop(usize),
}

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

impl Graph {
    pub(super) fn rows(&self) -> usize {
        self.nodes.iter().map(|node| node.place.0 + 1).max().unwrap_or(0)
    }

    pub(super) fn columns(&self) -> usize {
        self.nodes.iter().map(|node| node.place.1 + 1).max().unwrap_or(0)
    }

    /// The rows and columns of an arrow's ends.
    fn ends(&self, edge: &Edge) -> ((usize, usize), (usize, usize)) {
        (self.nodes[edge.from].place, self.nodes[edge.to].place)
    }

    pub(super) fn way(&self, edge: &Edge) -> Way {
        let ((row, column), (to_row, to_column)) = self.ends(edge);
        let last = self.rows() - 1;
        match (row.abs_diff(to_row), column.abs_diff(to_column)) {
            (0, 0) => Way::Loop(if row == last && row > 0 { row + 1 } else { row }),
            (0, 1) => Way::Beside,
            // To the right above the row, to the left below it.
            (0, _) => Way::Channel(if to_column > column { row } else { row + 1 }),
            (1, 0) => Way::Below,
            (1, _) => Way::Channel(row.max(to_row)),
            _ if to_column < column => Way::Gap(to_column),
            _ => Way::Gap(column),
        }
    }

    /// The sides that an arrow leaves from and comes to.
    pub(super) fn sides(&self, edge: &Edge) -> (Side, Side) {
        let ((row, column), (to_row, to_column)) = self.ends(edge);
        let behind = |goes: bool| if goes { Side::Right } else { Side::Left };
        match self.way(edge) {
            Way::Beside => (behind(to_column > column), behind(to_column < column)),
            Way::Below if to_row > row => (Side::Bottom, Side::Top),
            Way::Below => (Side::Top, Side::Bottom),
            Way::Channel(channel) | Way::Loop(channel) => {
                let side = |row: usize| if channel > row { Side::Bottom } else { Side::Top };
                (side(row), side(to_row))
            }
            Way::Gap(gap) => (behind(column <= gap), behind(to_column <= gap)),
        }
    }
}
