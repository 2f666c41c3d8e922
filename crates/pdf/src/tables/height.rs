//! How high a table is with columns of given widths, and which widths make it lower.

use std::ops::Range;

/// What lines lose at their ends, where the next word has no room, in em.
const RAGGED: f32 = 1.0;

/// What is moved from one column to another, in em: first much, then less.
const STEPS: [f32; 5] = [8.0, 4.0, 2.0, 1.0, 0.5];

/// A change that saves fewer lines than this isn't made.
const GAIN: f32 = 0.3;

/// So many changes are enough for any table that is read.
const CHANGES: usize = 40;

/// Of a table with more cells than this, for each pair of columns, only some rows are looked at.
const CELLS: usize = 200_000;

/// The text of a cell.
pub(super) struct Text {
    pub(super) row: usize,
    /// How many rows the cell is high.
    pub(super) rows: usize,
    pub(super) columns: Range<usize>,
    /// How long its lines would like to be, in em.
    pub(super) lines: Vec<f32>,
}

impl Text {
    /// How many lines the text takes in each row, in columns that keep `padding` free.
    fn height(&self, widths: &[f32], padding: f32) -> f32 {
        let width = (widths[self.columns.clone()].iter().sum::<f32>() - padding).max(1.0);
        let broken = (width - RAGGED).max(1.0);
        let line = |&line: &f32| if line <= width { 1.0 } else { 0.5 + line / broken };
        self.lines.iter().map(line).sum::<f32>() / self.rows as f32
    }
}

/// How many lines the rows take; the texts are in the order of their rows.
fn height(texts: &[&Text], widths: &[f32], padding: f32) -> f32 {
    let rows = texts.chunk_by(|one, next| one.row == next.row);
    rows.map(|row| row.iter().map(|text| text.height(widths, padding)).fold(1.0, f32::max)).sum()
}

/// Moves width between the `open` columns as long as that makes the table lower. None gets less than
/// it needs at `least`.
pub(super) fn lower(
    widths: &mut [f32],
    open: &[usize],
    least: &[f32],
    texts: &[Text],
    padding: f32,
) {
    let pairs = open.len() * open.len().saturating_sub(1);
    let stride = (texts.len() * pairs / CELLS).max(1);
    let texts: Vec<&Text> = texts.iter().filter(|text| text.row % stride == 0).collect();
    let mut lines = height(&texts, widths, padding);
    let mut changes = 0;
    for step in STEPS {
        while changes < CHANGES {
            let mut best = None;
            for &from in open.iter().filter(|&&from| widths[from] - step >= least[from]) {
                for &to in open.iter().filter(|&&to| to != from) {
                    let mut tried = widths.to_vec();
                    tried[from] -= step;
                    tried[to] += step;
                    let height = height(&texts, &tried, padding);
                    if height < lines - GAIN {
                        lines = height;
                        best = Some(tried);
                    }
                }
            }
            let Some(best) = best else { break };
            widths.copy_from_slice(&best);
            changes += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: usize, lines: &[f32]) -> impl Iterator<Item = Text> {
        let text = move |(column, &line): (usize, &f32)| Text {
            row,
            rows: 1,
            columns: column..column + 1,
            lines: vec![line],
        };
        lines.iter().enumerate().map(text).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn one_long_cell_does_not_take_the_room_of_all_others() {
        let mut texts: Vec<Text> = row(0, &[10.0, 200.0]).collect();
        texts.extend((1..40).flat_map(|at| row(at, &[60.0, 8.0])));
        let mut widths = [15.0, 25.0];
        lower(&mut widths, &[0, 1], &[6.0, 6.0], &texts, 1.0);
        assert!(widths[0] > 25.0 && widths[1] >= 6.0, "{widths:?}");
        assert_eq!(widths[0] + widths[1], 40.0);
    }

    #[test]
    fn columns_alike_stay_alike() {
        let texts: Vec<Text> = (0..9).flat_map(|at| row(at, &[50.0, 50.0])).collect();
        let mut widths = [20.0, 20.0];
        lower(&mut widths, &[0, 1], &[5.0, 5.0], &texts, 1.0);
        assert_eq!(widths, [20.0, 20.0]);
    }

    #[test]
    fn a_column_keeps_room_for_its_longest_word() {
        let texts: Vec<Text> = (0..9).flat_map(|at| row(at, &[300.0, 9.0])).collect();
        let mut widths = [20.0, 20.0];
        lower(&mut widths, &[0, 1], &[5.0, 9.5], &texts, 1.0);
        assert!(widths[1] >= 9.5, "{widths:?}");
    }
}
