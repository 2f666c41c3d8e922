//! The key above the lanes: what the fillings mean.

use crate::ink::{Fill, arrow, filled, text};
use crate::metrics;
use crate::svg::Element;
use crate::texture::Rect;

/// The height of a row.
const ROW: f64 = 26.0;

/// The width of a sample.
const SAMPLE: f64 = 30.0;

/// Something that the key explains.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sample {
    Box(Fill),
    Arrow,
}

/// The key, in as many rows as it needs, and its height.
pub(super) fn draw(entries: &[(Sample, String)], width: f64) -> (Element, f64) {
    let mut group = Element::new("g").attr("class", "fig-key");
    let (mut x, mut y) = (0.0, 1.0);
    for (sample, words) in entries {
        let needs = SAMPLE + 8.0 + metrics::width(words);
        if x > 0.0 && x + needs > width {
            (x, y) = (0.0, y + ROW);
        }
        group.push(match sample {
            Sample::Box(fill) => {
                filled(Rect { x, y, width: SAMPLE, height: 18.0 }, *fill, "", words)
            }
            Sample::Arrow => arrow(x + SAMPLE / 2.0, Some(y + 1.0), y + 18.0, &[]),
        });
        group.push(text(words, x + SAMPLE + 8.0, y + 9.0));
        x += needs + 18.0;
    }
    (group, if entries.is_empty() { 0.0 } else { y + ROW + 6.0 })
}
