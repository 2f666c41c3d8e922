//! How wide words are, by the fonts that set them: what the columns of tables are shared out by.

use typst::layout::Abs;
use typst::text::FontVariant;
use typst_kit::fonts::FontStore;
use unicode_width::UnicodeWidthChar;

use crate::paper::CODE_ADVANCE;

/// The size of code in the text, as the template sets it: Typst's own 0.8 times 1.12.
const CODE_SIZE: f32 = 0.896;

/// Bold letters are about this much wider.
const BOLD: f32 = 1.08;

/// The widths of the characters of the text, in em.
pub(crate) struct Measure {
    ascii: [f32; 128],
}

impl Measure {
    pub(crate) fn new(fonts: &FontStore) -> Self {
        let mut ascii = [0.5; 128];
        let index = fonts.book().select("libertinus serif", FontVariant::default());
        if let Some(font) = index.and_then(|index| fonts.font(index)) {
            let font = font.instantiate(FontVariant::default(), Abs::zero(), &Default::default());
            for (point, width) in (0_u8..).zip(&mut ascii) {
                let glyph = font.ttf().glyph_index(char::from(point));
                if let Some(advance) = glyph.and_then(|glyph| font.x_advance(glyph.0)) {
                    *width = advance.get() as f32;
                }
            }
        }
        Measure { ascii }
    }

    /// The width of a character of the text, in em.
    pub(crate) fn character(&self, c: char, style: Style) -> f32 {
        let columns = c.width().unwrap_or(1) as f32;
        match style {
            Style::Code => columns * CODE_ADVANCE * CODE_SIZE,
            Style::Text => self.text(c, columns),
            Style::Bold => self.text(c, columns) * BOLD,
        }
    }

    fn text(&self, c: char, columns: f32) -> f32 {
        match self.ascii.get(c as usize) {
            Some(width) => *width,
            None if columns > 1.0 => 1.0,
            None => 0.55 * columns,
        }
    }
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Text,
    Bold,
    Code,
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_diagnostic::Report;

    #[test]
    fn characters_have_the_widths_of_their_fonts() {
        let (fonts, _) = crate::fonts::load(None, false, &mut Report::default());
        let measure = Measure::new(&fonts);
        let width = |c, style| measure.character(c, style);
        assert!(width('i', Style::Text) < 0.35 && width('W', Style::Text) > 0.9);
        assert!(width('W', Style::Bold) > width('W', Style::Text));
        assert_eq!(width('i', Style::Code), width('W', Style::Code));
        assert_eq!(width('漢', Style::Text), 1.0);
    }
}
