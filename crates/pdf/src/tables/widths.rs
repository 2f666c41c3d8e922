//! How wide the columns of a table are: as wide as their words, where there is room for that.

use bindery_manuscript::{Manuscript, Node, Target};

use super::Grid;
use super::height::{Text, lower};
use crate::breaks::{ENDLESS, pieces};
use crate::measure::{Measure, Style};
use crate::paper::COLUMNS;

/// What a cell keeps free beside its text, in em.
const PADDING: f32 = 1.0;

/// About what a reference says of the page on paper; its words stay together.
const ON_PAGE: &str = ", page~000";

/// Points in a CSS pixel.
const PX: f32 = 0.75;

/// What the columns ask for, in em of the table's text.
pub(super) struct Needs {
    /// For a cell's longest line.
    natural: Vec<f32>,
    /// For a cell's longest word.
    least: Vec<f32>,
    /// What stands in the cells, row by row.
    texts: Vec<Text>,
}

/// How wide the columns are.
pub(super) struct Widths {
    /// The columns as Typst's arguments: `auto, 3fr,`.
    pub(super) columns: String,
    /// The share of the whole that each column may count on.
    pub(super) share: Vec<f32>,
    /// The size of the text, in em.
    pub(super) size: f32,
    /// Whether there is no room even for the longest words.
    pub(super) squeezed: bool,
}

impl Needs {
    /// Measures the cells; an em is `em` points.
    pub(super) fn new(
        grid: &Grid<'_>,
        measure: &Measure,
        manuscript: &Manuscript,
        em: f32,
    ) -> Needs {
        let half = vec![0.5; grid.columns];
        let mut needs = Needs { natural: half.clone(), least: half, texts: Vec::new() };
        for cell in &grid.cells {
            let style = if cell.element.name == "th" { Style::Bold } else { Style::Text };
            let mut extent = Extent::new(measure, manuscript, em);
            extent.nodes(&cell.element.children, style);
            extent.end_line();
            let part = cell.columns as f32;
            let columns = cell.column..cell.column + cell.columns;
            for column in columns.clone() {
                needs.natural[column] = needs.natural[column].max(extent.natural / part);
                needs.least[column] = needs.least[column].max(extent.least / part);
            }
            let (row, rows, lines) = (cell.row, cell.rows, extent.lines);
            needs.texts.push(Text { row, rows, columns, lines });
        }
        for width in needs.natural.iter_mut().chain(&mut needs.least) {
            *width += PADDING;
        }
        needs
    }

    /// How small the text must be for every word to fit into `room` em; 1 is its usual size.
    pub(super) fn fitting_size(&self, room: f32) -> f32 {
        (room / self.least.iter().sum::<f32>()).min(1.0)
    }
}

/// The widths of a cell's words and lines.
struct Extent<'a> {
    measure: &'a Measure,
    manuscript: &'a Manuscript,
    em: f32,
    natural: f32,
    least: f32,
    /// The widths of the lines before this one.
    lines: Vec<f32>,
    /// The width of the line so far.
    line: f32,
    /// The word so far, with the width of each character.
    word: String,
    widths: Vec<f32>,
}

impl<'a> Extent<'a> {
    fn new(measure: &'a Measure, manuscript: &'a Manuscript, em: f32) -> Self {
        Extent {
            measure,
            manuscript,
            em,
            natural: 0.0,
            least: 0.0,
            lines: Vec::new(),
            line: 0.0,
            word: String::new(),
            widths: Vec::new(),
        }
    }

    fn nodes(&mut self, nodes: &[Node], style: Style) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text, style),
                Node::Math(formula) => self.text(&formula.tex, style),
                Node::FootnoteMark(_) => self.text("0", style),
                Node::Code(block) => {
                    self.end_line();
                    let code = block.text();
                    let longest = code.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                    let column = self.measure.character('0', Style::Code);
                    let width = |line: &str| line.chars().count() as f32 * column;
                    self.lines.extend(code.lines().map(width));
                    self.natural = self.natural.max(longest as f32 * column);
                    self.least = self.least.max(longest.min(COLUMNS / 4) as f32 * column);
                }
                // The cells of a table in a cell stand side by side.
                Node::Element(row) if row.name == "tr" => self.row(&row.children, style),
                Node::Element(element) => {
                    let style = match element.name.as_str() {
                        "code" | "kbd" | "samp" | "tt" => Style::Code,
                        "b" | "strong" | "th" => Style::Bold,
                        _ => style,
                    };
                    if let Some(Target::Asset(index)) = element.target
                        && let Some(size) = self.manuscript.assets.get(index).and_then(|a| a.size)
                    {
                        let width = size.0 as f32 * PX / self.em;
                        self.line += width;
                        self.least = self.least.max(width.min(4.0));
                    }
                    let own_line = crate::blocks::is_block(node);
                    if own_line || element.name == "br" {
                        self.end_line();
                    }
                    self.nodes(&element.children, style);
                    if element.has_class("ref") {
                        self.text(ON_PAGE, style);
                    }
                    if own_line {
                        self.end_line();
                    }
                }
            }
        }
    }

    fn row(&mut self, cells: &[Node], style: Style) {
        self.end_line();
        let (mut natural, mut least) = (0.0, 0.0);
        for cell in cells {
            let mut extent = Extent::new(self.measure, self.manuscript, self.em);
            extent.nodes(std::slice::from_ref(cell), style);
            extent.end_line();
            if extent.natural > 0.0 {
                natural += extent.natural + PADDING;
                least += extent.least + PADDING;
            }
        }
        self.natural = self.natural.max(natural);
        self.least = self.least.max(least);
        self.lines.push(natural);
    }

    fn text(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            let width = self.measure.character(c, style);
            self.line += width;
            if c.is_whitespace() {
                self.end_word();
            } else {
                self.word.push(c);
                self.widths.push(width);
                // A line may end after any character that fills two columns.
                if width >= 1.0 && !c.is_ascii() {
                    self.end_word();
                }
            }
        }
    }

    /// A long word needs no more than the longest of the pieces that it may be broken into.
    fn end_word(&mut self) {
        let mut widths = self.widths.drain(..);
        for piece in pieces(&self.word, ENDLESS) {
            let width: f32 = widths.by_ref().take(piece.chars().count()).sum();
            self.least = self.least.max(width);
        }
        drop(widths);
        self.word.clear();
    }

    fn end_line(&mut self) {
        self.end_word();
        self.natural = self.natural.max(self.line);
        if self.line > 0.0 {
            self.lines.push(self.line);
        }
        self.line = 0.0;
    }
}

impl Widths {
    /// Finds widths within `room` em of the table's text, which may be `smallest` times its size.
    pub(super) fn new(needs: &Needs, room: f32, smallest: f32) -> Self {
        let Needs { natural, least, texts } = needs;
        let count = natural.len();
        let total: f32 = natural.iter().sum();
        let needed: f32 = least.iter().sum();
        let size = needs.fitting_size(room).max(smallest);
        let room = room / size;
        if total <= room {
            let share = natural.iter().map(|width| width / room).collect();
            return Widths { columns: "auto,".repeat(count), share, size, squeezed: false };
        }
        // Columns that ask for little get it; the others share what is left by what they need and,
        // less than in proportion, by what they would like; and then so that the table is low.
        let mut fixed = vec![false; count];
        let mut left = room;
        loop {
            let open = fixed.iter().filter(|fixed| !**fixed).count().max(1) as f32;
            let fair = left / open;
            let modest = (0..count).find(|&column| !fixed[column] && natural[column] <= fair * 0.8);
            let Some(column) = modest else { break };
            fixed[column] = true;
            left -= natural[column];
        }
        // Words for which there is no room at all are broken.
        let squeezed = needed > room;
        let shrink = if squeezed { room / needed } else { 1.0 };
        let open = |value: &dyn Fn(usize) -> f32| -> f32 {
            (0..count).filter(|&column| !fixed[column]).map(value).sum()
        };
        let spare = (left - open(&|column| least[column] * shrink)).max(0.0);
        let wishes = open(&|column| natural[column].powf(0.6)).max(1.0);
        let width = |column: usize| match fixed[column] {
            true => natural[column],
            false => least[column] * shrink + spare * natural[column].powf(0.6) / wishes,
        };
        let mut widths: Vec<f32> = (0..count).map(width).collect();
        if !squeezed {
            let open: Vec<usize> = (0..count).filter(|&column| !fixed[column]).collect();
            lower(&mut widths, &open, least, texts, PADDING);
        }
        let whole: f32 = widths.iter().sum();
        Widths {
            columns: widths.iter().map(|width| format!("{width:.2}fr,")).collect(),
            share: widths.iter().map(|width| width / whole).collect(),
            size,
            squeezed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(natural: &[f32], least: &[f32]) -> Needs {
        Needs { natural: natural.to_vec(), least: least.to_vec(), texts: Vec::new() }
    }

    #[test]
    fn a_table_with_room_is_as_wide_as_its_words() {
        let widths = Widths::new(&needs(&[5.0, 9.0], &[3.0, 4.0]), 20.0, 0.6);
        assert_eq!((widths.columns.as_str(), widths.size), ("auto,auto,", 1.0));
    }

    #[test]
    fn a_narrow_column_keeps_its_width_and_the_others_share() {
        let widths = Widths::new(&needs(&[3.0, 60.0, 30.0], &[3.0, 5.0, 5.0]), 40.0, 0.6);
        assert!((widths.share[0] * 40.0 - 3.0).abs() < 0.01, "{:?}", widths.share);
        assert!(widths.share[1] > widths.share[2] && !widths.squeezed);
    }

    #[test]
    fn words_that_do_not_fit_make_the_text_smaller_then_are_broken() {
        let wide = needs(&[20.0; 5], &[10.0; 5]);
        let widths = Widths::new(&wide, 40.0, 0.6);
        assert!((widths.size - 0.8).abs() < 0.01 && !widths.squeezed);
        let widths = Widths::new(&wide, 20.0, 0.6);
        assert!((widths.size - 0.6).abs() < 0.01 && widths.squeezed);
    }
}
