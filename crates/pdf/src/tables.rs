//! Tables: every cell at its place.

mod height;
mod widths;

use bindery_diagnostic::Rule;
use bindery_manuscript::{Element, Node};

use crate::blocks::{Flow, ON_SIDE, alignment};
use crate::setter::Setter;
use widths::{Needs, Widths};

/// More columns than this fit on no paper.
const MAX_COLUMNS: usize = 40;

/// Text that is smaller than this, of its usual size, is hard to read; a page on its side comes
/// first.
const LEGIBLE: f32 = 0.75;

/// Text is not made smaller than this; words are broken first.
const SMALLEST: f32 = 0.6;

/// A header of more rows than this, or one that has a link, isn't repeated on every page.
const MAX_HEADER: usize = 3;

/// A cell at its place.
struct Cell<'e> {
    element: &'e Element,
    column: usize,
    row: usize,
    columns: usize,
    rows: usize,
}

/// A table as a grid.
struct Grid<'e> {
    cells: Vec<Cell<'e>>,
    columns: usize,
    rows: usize,
    /// How many rows at the top are the header.
    header: usize,
    /// Whether a row has more cells than there can be columns.
    overflows: bool,
}

impl Setter<'_> {
    /// Sets a table.
    pub(crate) fn table(&mut self, element: &Element) -> String {
        let mut code = String::new();
        for node in &element.children {
            if let Node::Element(caption) = node
                && caption.name == "caption"
            {
                code.push_str(&self.flow(std::slice::from_ref(node), Flow::Loose));
            }
        }
        let grid = Grid::new(element);
        if self.is_deep() {
            grid.cells.iter().for_each(|cell| code.push_str(&self.loose_cell(cell)));
            return code;
        }
        if grid.cells.is_empty() {
            return code;
        }
        if grid.overflows {
            return code + &self.rows_in_words(element);
        }
        let em = self.sheet.text * 0.92;
        let needs = Needs::new(&grid, &self.measure, self.manuscript, em);
        let (width, nest, squeezed) = (self.here.width, self.here.nest, self.here.squeezed);
        let on_side = self.may_leave_the_page() && needs.fitting_size(width / em) < LEGIBLE;
        if on_side {
            self.here.width = self.sheet.height - self.sheet.inside - self.sheet.outside;
        }
        let room = self.here.width;
        let widths = Widths::new(&needs, room / em, SMALLEST);
        self.here.nest += 2;
        self.here.squeezed |= widths.squeezed;
        let (mut header, mut body) = (String::new(), String::new());
        for cell in &grid.cells {
            let place = cell.column..(cell.column + cell.columns).min(grid.columns);
            // What is left beside the padding, as if the text had its usual size.
            let share = room * widths.share[place].iter().sum::<f32>() / widths.size;
            self.here.width = (share - self.sheet.text).max(1.0);
            let part = if cell.row < grid.header { &mut header } else { &mut body };
            part.push_str(&self.cell(cell));
        }
        (self.here.width, self.here.nest, self.here.squeezed) = (width, nest, squeezed);
        let mut heads = grid.cells.iter().filter(|cell| cell.row < grid.header);
        // What is repeated is no part of the text to a reader's software, and may not lead anywhere.
        let leads = heads.any(|cell| leads_away(&cell.element.children));
        let repeat = grid.header <= MAX_HEADER && !leads;
        let (columns, size) = (&widths.columns, widths.size);
        let table = format!(
            "grid-of(({columns}), {size:.2}, {repeat}, {}, {}, (\n{header}), (\n{body}))\n",
            grid.header, grid.rows
        );
        match on_side {
            true => format!("{ON_SIDE}{code}{table}}})\n"),
            false => code + &table,
        }
    }

    /// Whether what is set now stands in nothing but its chapter, and may have a page of its own.
    fn may_leave_the_page(&self) -> bool {
        self.here.nest == 0 && self.here.in_note == 0 && self.here.caption.is_none()
    }

    /// The rows of a table that is too wide to be one: each a paragraph, its cells set apart.
    fn rows_in_words(&mut self, table: &Element) -> String {
        let message = format!("the table has more than {MAX_COLUMNS} columns");
        let hint = "each of its rows is set as a paragraph";
        self.warn(table.line, Rule::Typesetting.warning(message).hint(hint));
        let mut rows = Vec::new();
        collect_rows(table, false, &mut rows, &mut 0, 0);
        let mut code = String::new();
        for row in rows {
            let mut line = String::new();
            for cell in row {
                if !line.is_empty() {
                    line.push_str("between-cells\n");
                }
                line.push_str(&self.anchor(cell));
                line.push_str(&self.flow(&cell.children, Flow::Tight));
            }
            code.push_str(&format!("p({{\n{line}}})\n"));
        }
        code
    }

    /// A cell of a table that is nested too deep to be one.
    fn loose_cell(&mut self, cell: &Cell<'_>) -> String {
        self.anchor(cell.element) + &self.flow(&cell.element.children, Flow::Loose)
    }

    fn cell(&mut self, cell: &Cell<'_>) -> String {
        let element = cell.element;
        let anchor = self.anchor(element);
        let body = self.flow(&element.children, Flow::Tight);
        let align = match alignment(element) {
            Some(side) => format!("align: {side}, "),
            None => String::new(),
        };
        let body = match element.name.as_str() {
            "th" => format!("strong({{{body}}})"),
            _ => format!("{{{body}}}"),
        };
        format!(
            "table.cell(x: {}, y: {}, colspan: {}, rowspan: {}, {align}{{{anchor}{body}}}),\n",
            cell.column, cell.row, cell.columns, cell.rows
        )
    }
}

impl<'e> Grid<'e> {
    fn new(table: &'e Element) -> Self {
        let mut rows = Vec::new();
        let mut header = 0;
        collect_rows(table, false, &mut rows, &mut header, 0);
        let mut grid =
            Grid { cells: Vec::new(), columns: 0, rows: rows.len(), header, overflows: false };
        // For each column the row from which it is free.
        let mut free: Vec<usize> = Vec::new();
        for (row, cells) in rows.iter().enumerate() {
            let mut column = 0;
            for &element in cells {
                let span = |name: &str| {
                    element.attr(name).and_then(|s| s.trim().parse::<usize>().ok()).unwrap_or(1)
                };
                while free.get(column).is_some_and(|&from| from > row) {
                    column += 1;
                }
                if column >= MAX_COLUMNS {
                    grid.overflows = true;
                    break;
                }
                let mut columns = span("colspan").clamp(1, MAX_COLUMNS - column);
                let blocked = |&at: &usize| free.get(at).is_some_and(|&from| from > row);
                if let Some(at) = (column..column + columns).find(blocked) {
                    columns = at - column;
                }
                // A cell ends with the header, or with the table; 0 asks for that.
                let end = if row < header { header } else { rows.len() };
                let wanted = if span("rowspan") == 0 { end } else { span("rowspan") };
                let height = wanted.clamp(1, end - row);
                free.resize(free.len().max(column + columns), 0);
                free[column..column + columns].fill(row + height);
                grid.cells.push(Cell { element, column, row, columns, rows: height });
                column += columns;
            }
        }
        grid.columns = free.len();
        grid
    }
}

/// The rows of a table; `header` counts those at its top that are its header.
fn collect_rows<'e>(
    element: &'e Element,
    in_head: bool,
    rows: &mut Vec<Vec<&'e Element>>,
    header: &mut usize,
    depth: usize,
) {
    for node in &element.children {
        let Node::Element(child) = node else { continue };
        match child.name.as_str() {
            "tr" => {
                let cells: Vec<&Element> = child
                    .children
                    .iter()
                    .filter_map(|node| match node {
                        Node::Element(cell) if matches!(cell.name.as_str(), "td" | "th") => {
                            Some(cell)
                        }
                        _ => None,
                    })
                    .collect();
                if cells.is_empty() {
                    continue;
                }
                let all_heads = rows.is_empty() && cells.iter().all(|cell| cell.name == "th");
                if (in_head || all_heads) && *header == rows.len() {
                    *header += 1;
                }
                rows.push(cells);
            }
            "thead" | "tbody" | "tfoot" if depth < 2 => {
                collect_rows(child, child.name == "thead", rows, header, depth + 1);
            }
            _ => {}
        }
    }
}

/// Whether there is a link, or the mark of a footnote, which is one.
fn leads_away(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::FootnoteMark(_) => true,
        Node::Element(element) => {
            (element.name == "a" && element.target.is_some()) || leads_away(&element.children)
        }
        _ => false,
    })
}
