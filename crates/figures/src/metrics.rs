//! How wide text is.
//!
//! A figure is set in a different font in each edition: Literata in HTML, Libertinus Serif in the
//! PDF, whatever the device has in an EPUB. So text is measured in the widest of them: each advance
//! here is the larger one of DejaVu Sans 2.37 and DejaVu Serif 2.37, the fonts that Linux falls back
//! on. What fits by these numbers fits in all of them, and needs no `textLength`.

/// Advances of U+0020 to U+007E, in thousandths of the font size.
const ASCII: [u16; 95] = [
    318, 402, 460, 838, 637, 951, 891, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 537, 1000, 723, 735, 766, 802, 730,
    694, 799, 873, 396, 401, 748, 665, 1024, 875, 820, 673, 820, 753, 686, 667, 843, 723, 1028,
    712, 661, 695, 391, 337, 391, 838, 500, 500, 613, 641, 561, 641, 616, 371, 641, 645, 320, 311,
    606, 320, 975, 645, 612, 641, 641, 479, 521, 402, 645, 592, 856, 592, 592, 527, 637, 337, 637,
    838,
];

/// How much wider than regular the widest bold letter is, in thousandths.
const BOLD: u32 = 1213;

/// The size of all text in figures, in pixels: of a figure 600 pixels wide that a phone shows at
/// half its size, eight remain.
pub(crate) const SIZE: f64 = 16.0;

/// No text in a figure is wider than this, in pixels.
pub(crate) fn width(text: &str) -> f64 {
    f64::from(text.chars().map(advance).sum::<u32>()) * SIZE / 1000.0
}

/// [`width`], for bold text.
pub(crate) fn bold_width(text: &str) -> f64 {
    width(text) * f64::from(BOLD) / 1000.0
}

fn advance(c: char) -> u32 {
    let ascii = (c as usize).checked_sub(0x20).and_then(|place| ASCII.get(place));
    match ascii {
        Some(&advance) => u32::from(advance),
        // The widest of ī to ž; most other signs are as wide as they are high, or less.
        None if c < '\u{180}' && c.is_lowercase() => 1050,
        None => 1200,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by it")]
mod tests {
    use super::*;

    /// The PDF edition sets figures in Libertinus Serif, which Typst brings along.
    #[test]
    fn the_font_of_the_pdf_is_no_wider() {
        for (style, bold) in [("Regular", false), ("Bold", true)] {
            let data = typst_assets::fonts().find(|font| is(font, style)).unwrap();
            let face = ttf_parser::Face::parse(data, 0).unwrap();
            for c in ('!'..='~').chain('\u{a0}'..='\u{17f}') {
                let Some(glyph) = face.glyph_index(c) else { continue };
                let real = f64::from(face.glyph_hor_advance(glyph).unwrap()) * SIZE
                    / f64::from(face.units_per_em());
                let text = c.to_string();
                let ours = if bold { bold_width(&text) } else { width(&text) };
                assert!(real <= ours, "{c} is {real} wide, not {ours}");
            }
        }
    }

    fn is(font: &[u8], style: &str) -> bool {
        let name = format!("LibertinusSerif-{style}");
        let face = ttf_parser::Face::parse(font, 0).unwrap();
        face.names().into_iter().any(|entry| {
            entry.name_id == ttf_parser::name_id::POST_SCRIPT_NAME
                && entry.to_string().is_some_and(|text| text == name)
        })
    }
}
