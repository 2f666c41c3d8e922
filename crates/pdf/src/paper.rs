//! The papers, and what fits on them.

use serde::Deserialize;

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// Columns of code that fit on every paper.
pub(crate) const COLUMNS: usize = 80;

/// The width of a character of code, in em: that of the font that is built in.
pub(crate) const CODE_ADVANCE: f32 = 0.5;

/// What the book is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
    /// 148 × 210 mm, the size of a paperback.
    A5,
    /// 120 × 170 mm with narrow margins, for a tablet or a reader.
    Screen,
}

/// A page and the sizes that go with it; lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub top: f32,
    pub bottom: f32,
    /// The margin at the spine, or on the left.
    pub inside: f32,
    /// The margin at the edge, or on the right.
    pub outside: f32,
    /// The size of the text.
    pub text: f32,
    /// The size of blocks of code.
    pub code: f32,
    /// What a block of code keeps free on its left and on its right.
    pub code_inset: f32,
}

impl Sheet {
    /// The sheet for `paper`; on paper that is bound, the outer margin is the wider one.
    pub(crate) fn new(paper: Paper, two_sided: bool) -> Self {
        // Width, height, top, bottom, and both side margins, in millimetres.
        let (width, height, top, bottom, inside, outside, text, code) = match paper {
            Paper::A4 => (210.0, 297.0, 30.0, 32.0, 31.0, 37.0, 11.0, 9.0),
            Paper::Letter => (215.9, 279.4, 27.0, 29.0, 33.95, 39.95, 11.0, 9.0),
            Paper::A5 => (148.0, 210.0, 20.0, 21.0, 15.0, 17.0, 9.6, 8.0),
            Paper::Screen => (120.0, 170.0, 12.0, 12.0, 6.0, 6.0, 9.4, 7.4),
        };
        let middle = (inside + outside) / 2.0;
        let (inside, outside) = if two_sided { (inside, outside) } else { (middle, middle) };
        Sheet {
            width: width * MM,
            height: height * MM,
            top: top * MM,
            bottom: bottom * MM,
            inside: inside * MM,
            outside: outside * MM,
            text,
            code,
            code_inset: 4.0,
        }
    }

    /// The width of the text.
    pub(crate) fn measure(&self) -> f32 {
        self.width - self.inside - self.outside
    }

    /// The height of the text.
    pub(crate) fn text_height(&self) -> f32 {
        self.height - self.top - self.bottom
    }

    /// How many columns of code fit into `width` points.
    pub(crate) fn columns(&self, width: f32) -> usize {
        let room = width - 2.0 * self.code_inset - 0.2;
        ((room / (self.code * CODE_ADVANCE)).floor().max(0.0) as usize).max(COLUMNS / 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paper_has_room_for_eighty_columns() {
        for paper in [Paper::A4, Paper::Letter, Paper::A5, Paper::Screen] {
            for two_sided in [false, true] {
                let sheet = Sheet::new(paper, two_sided);
                assert!(sheet.columns(sheet.measure()) >= COLUMNS, "{paper:?}: {sheet:?}");
            }
        }
    }
}
