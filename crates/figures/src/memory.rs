//! What lies where in memory: rows of cells, and arrows for what points where.

mod arrows;
mod layout;

use bindery_diagnostic::Diagnostic;
use serde::Deserialize;

use crate::data::unknown;
use crate::description::Kind;
use crate::frame::Drawing;
use crate::words::{and, count};

use layout::Layout;

/// The description of a memory layout.
///
/// ```toml
/// kind = "memory"
/// title = "A future that has moved"
///
/// [[row]]
/// name = "before"
/// gone = true
/// cells = [{ name = "buffer", size = 16 }, { name = "first", size = 8, to = "before.buffer" }]
///
/// [[row]]
/// name = "after"
/// at = "0x2000"
/// cells = [{ name = "buffer", size = 16 }, { name = "first", size = 8, to = "before.buffer" }]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Memory {
    /// How it is drawn.
    pub kind: Kind,
    /// What the figure is, in a few words.
    pub title: String,
    /// The rows, from the top.
    pub row: Vec<Row>,
}

/// Memory without a gap.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// Where it is, if that matters: an address.
    pub at: Option<String>,
    /// Whether it is there no more.
    #[serde(default)]
    pub gone: bool,
    /// The cells, from the lowest address.
    pub cells: Vec<Cell>,
}

/// A field, or padding between fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Its name; padding has none.
    #[serde(default)]
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Where it is, in bytes from the beginning of the row; without it, behind the cell before it.
    pub offset: Option<u64>,
    /// What it points to: the name of a row, a dot, and the name of a cell.
    pub to: Option<String>,
}

impl Row {
    /// The cells with their offsets.
    fn offsets(&self) -> Result<Vec<(u64, &Cell)>, Diagnostic> {
        let mut next = 0;
        let mut all = Vec::new();
        for cell in &self.cells {
            let offset = cell.offset.unwrap_or(next);
            if offset < next {
                let message =
                    format!("`{}` is at {offset}, and what is before it ends at {next}", cell.name);
                return Err(Diagnostic::error(message).culprit(&cell.name));
            }
            all.push((offset, cell));
            next = offset + cell.size;
        }
        Ok(all)
    }

    fn size(&self) -> u64 {
        let offsets = self.offsets().unwrap_or_default();
        offsets.last().map_or(0, |(offset, cell)| offset + cell.size)
    }
}

impl Memory {
    /// The place of the cell that `to` names: the numbers of its row and of the cell.
    fn find(&self, to: &str) -> Result<(usize, usize), Diagnostic> {
        let place = to.split_once('.').and_then(|(row_name, cell_name)| {
            let row = self.row.iter().position(|row| row.name == row_name)?;
            let cells = &self.row[row].cells;
            Some((row, cells.iter().position(|cell| cell.name == cell_name)?))
        });
        let names = || {
            let rows = self.row.iter();
            let cells = rows.flat_map(|row| row.cells.iter().map(|it| (&row.name, &it.name)));
            cells.map(|(row, cell)| format!("{row}.{cell}")).collect::<Vec<_>>()
        };
        place.ok_or_else(|| unknown("cell", to, names().iter().map(String::as_str)))
    }

    pub(crate) fn draw(&self) -> Result<Drawing, Diagnostic> {
        let layout = Layout::new(self)?;
        let (children, height) = layout.draw();
        Ok(Drawing { class: "fig-memory", height, children })
    }

    pub(crate) fn words(&self) -> String {
        let rows = match self.row.len() {
            1 => "One piece of memory".to_owned(),
            number => format!("{} pieces of memory", count(number)),
        };
        let mut text = rows[..1].to_uppercase() + &rows[1..] + ".";
        for row in &self.row {
            let at = row.at.iter().map(|at| format!(" at {at}")).collect::<String>();
            let gone = if row.gone { ", which is there no more" } else { "" };
            let cells = row.offsets().unwrap_or_default().into_iter().map(|(offset, cell)| {
                let name = if cell.name.is_empty() { "padding" } else { &cell.name };
                let bytes = if cell.size == 1 { "byte" } else { "bytes" };
                let to = cell.to.iter().map(|to| format!(", points to {}", to.replace('.', "'s ")));
                format!("{name} ({} {bytes} at {offset}{})", cell.size, to.collect::<String>())
            });
            let cells: Vec<String> = cells.collect();
            text += &format!(" {}{at}{gone}: {}.", row.name, and(&cells));
        }
        text
    }
}
