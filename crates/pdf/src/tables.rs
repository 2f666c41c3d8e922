//! Tables: every cell at its place, every column as wide as it has to be.

use bindery_manuscript::{Element, Node, text_of};

use crate::blocks::{Flow, alignment};
use crate::inline::{ENDLESS, pieces};
use crate::setter::Setter;

/// More columns than this don't fit on paper; the rest of a row goes below.
const MAX_COLUMNS: usize = 40;

/// A header of more rows than this isn't repeated on every page.
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
        let em = self.sheet.text * 0.92;
        let widths = Widths::new(&grid, self.here.width / em);
        let (width, nest, squeezed) = (self.here.width, self.here.nest, self.here.squeezed);
        self.here.nest += 2;
        self.here.squeezed |= widths.squeezed;
        let (mut header, mut body) = (String::new(), String::new());
        for cell in &grid.cells {
            let place = cell.column..(cell.column + cell.columns).min(grid.columns);
            // What is left beside the padding, as if the text had its usual size.
            let share = width * widths.share[place].iter().sum::<f32>() / widths.size;
            self.here.width = (share - self.sheet.text).max(1.0);
            let part = if cell.row < grid.header { &mut header } else { &mut body };
            part.push_str(&self.cell(cell));
        }
        (self.here.width, self.here.nest, self.here.squeezed) = (width, nest, squeezed);
        let repeat = grid.header <= MAX_HEADER;
        code.push_str(&format!(
            "grid-of(({}), {:.2}, {repeat}, {}, {}, (\n{header}), (\n{body}))\n",
            widths.columns, widths.size, grid.header, grid.rows
        ));
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
        let mut grid = Grid { cells: Vec::new(), columns: 0, rows: rows.len(), header };
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

/// How wide the columns are.
struct Widths {
    /// The columns as Typst's arguments: `auto, 3fr,`.
    columns: String,
    /// The share of the whole that each column may count on.
    share: Vec<f32>,
    /// The size of the text, in em.
    size: f32,
    /// Whether there is no room even for the longest words.
    squeezed: bool,
}

impl Widths {
    /// Finds widths within `room` em of the table's text.
    fn new(grid: &Grid<'_>, room: f32) -> Self {
        /// The width of a character on average, and what a cell keeps free beside its text, in em.
        const CHARACTER: f32 = 0.5;
        const PADDING: f32 = 1.0;

        let mut natural = vec![1.0_f32; grid.columns];
        let mut least = vec![1.0_f32; grid.columns];
        for cell in &grid.cells {
            let text = text_of(&cell.element.children);
            let long = text.lines().map(|line| line.trim().chars().count()).max().unwrap_or(0);
            let words = text.split_whitespace().flat_map(|word| {
                pieces(word, ENDLESS)
                    .into_iter()
                    .map(|piece| piece.chars().count())
                    .collect::<Vec<_>>()
            });
            let part = cell.columns as f32;
            for column in cell.column..cell.column + cell.columns {
                natural[column] = natural[column].max(long as f32 / part);
                least[column] = least[column].max(words.clone().max().unwrap_or(0) as f32 / part);
            }
        }
        let to_em = |characters: f32| characters * CHARACTER + PADDING;
        let total: f32 = natural.iter().map(|n| to_em(*n)).sum();
        let needed: f32 = least.iter().map(|n| to_em(*n)).sum();
        let size = (room / needed).clamp(0.6, 1.0);
        let room = room / size;
        if total <= room {
            let share = natural.iter().map(|n| to_em(*n) / room).collect();
            let columns = "auto,".repeat(grid.columns);
            return Widths { columns, share, size, squeezed: false };
        }
        // Columns that ask for little get it; the others share what is left by what they need and,
        // less than in proportion, by what they would like.
        let mut fixed = vec![false; grid.columns];
        let mut left = room;
        loop {
            let open = fixed.iter().filter(|fixed| !**fixed).count().max(1) as f32;
            let fair = left / open;
            let modest = (0..grid.columns)
                .find(|&column| !fixed[column] && to_em(natural[column]) <= fair * 0.8);
            let Some(column) = modest else { break };
            fixed[column] = true;
            left -= to_em(natural[column]);
        }
        // Words for which there is no room at all are broken.
        let squeezed = needed > room;
        if squeezed {
            least.iter_mut().for_each(|n| *n *= room / needed);
        }
        let needs: f32 = sum(&fixed, |column| to_em(least[column]));
        let spare = (left - needs).max(0.0);
        let wishes: f32 = sum(&fixed, |column| natural[column].powf(0.6)).max(1.0);
        let width = |column: usize| match fixed[column] {
            true => to_em(natural[column]),
            false => to_em(least[column]) + spare * natural[column].powf(0.6) / wishes,
        };
        let widths: Vec<f32> = (0..grid.columns).map(width).collect();
        let whole: f32 = widths.iter().sum();
        Widths {
            columns: widths.iter().map(|width| format!("{width:.2}fr,")).collect(),
            share: widths.iter().map(|width| width / whole).collect(),
            size,
            squeezed,
        }
    }
}

fn sum(fixed: &[bool], value: impl Fn(usize) -> f32) -> f32 {
    (0..fixed.len()).filter(|&column| !fixed[column]).map(value).sum()
}
