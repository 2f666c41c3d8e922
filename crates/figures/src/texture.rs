//! Textures as plain lines. SVG's own patterns show seams when they are scaled, need ids, and are
//! not drawn by all EPUB readers.

use std::fmt::Write as _;

use crate::svg::number;

/// A rectangle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Which way lines go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// They rise to the right at 45 degrees.
    Rising,
    /// They fall to the right at 45 degrees.
    Falling,
    /// They stand.
    Upright,
}

/// Lines through `rect`, `gap` pixels apart along the x axis, as the `d` of a path. Rising and
/// upright ones are where they would be in any other rectangle, so that neighbours join.
pub(crate) fn hatch(rect: Rect, lines: Lines, gap: f64, d: &mut String) {
    let Rect { x, y, width, height } = rect;
    let (right, bottom) = (x + width, y + height);
    // Relative ends are shorter: a page has thousands of lines.
    let mut line = |x1: f64, y1: f64, x2: f64, y2: f64| {
        let [x, y, across, down] = [x1, y1, x2 - x1, y2 - y1].map(number);
        let space = if down.starts_with('-') { "" } else { " " };
        let _ = write!(d, "M{x} {y}l{across}{space}{down}");
    };
    if lines == Lines::Upright {
        let mut at = (x / gap).ceil() * gap;
        while at <= right {
            line(at, bottom, at, y);
            at += gap;
        }
        return;
    }
    // A rising line is all points with x + y = sum; a falling one is its image in a mirror.
    let mut sum = ((x + y) / gap).floor() * gap + gap;
    while sum < right + bottom {
        let (x1, y1) = if sum - bottom >= x { (sum - bottom, bottom) } else { (x, sum - x) };
        let (x2, y2) = if sum - y <= right { (sum - y, y) } else { (right, sum - right) };
        // What is shorter than a pixel is a speck in a corner.
        if x2 - x1 >= 1.0 {
            match lines {
                Lines::Falling => line(x1, y + bottom - y1, x2, y + bottom - y2),
                _ => line(x1, y1, x2, y2),
            }
        }
        sum += gap;
    }
}

/// Rows of dots in `rect`, as the `d` of a path: each dot is a line as long as it is thick.
pub(crate) fn dots(rect: Rect, gap: f64, size: f64, d: &mut String) {
    let rows = (rect.height / gap).floor().max(1.0);
    let top = rect.y + (rect.height - (rows - 1.0) * gap) / 2.0;
    let dot = number(size);
    let next = format!("m{} 0h{dot}", number(gap - size));
    for row in 0..rows as u32 {
        let shift = if row % 2 == 0 { 0.0 } else { gap / 2.0 };
        let start = ((rect.x - shift) / gap).ceil() * gap + shift;
        let start = if start < rect.x { start + gap } else { start };
        let count = ((rect.x + rect.width - size - start) / gap).floor() + 1.0;
        if count < 1.0 {
            continue;
        }
        let y = top + f64::from(row) * gap;
        let _ =
            write!(d, "M{} {}h{dot}{}", number(start), number(y), next.repeat(count as usize - 1));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by it")]
mod tests {
    use super::*;

    /// The lines that `hatch` draws, as `[x1, y1, x2, y2]`.
    fn hatched(lines: Lines) -> Vec<[f64; 4]> {
        let mut d = String::new();
        hatch(Rect { x: 10.3, y: 20.0, width: 33.3, height: 28.0 }, lines, 7.0, &mut d);
        let line = |line: &str| {
            let line = line.replace('l', " ").replace('-', " -");
            let numbers: Vec<f64> =
                line.split_whitespace().map(|part| part.parse().unwrap()).collect();
            let [x, y, across, down] = numbers.try_into().unwrap();
            [x, y, x + across, y + down]
        };
        d.split('M').skip(1).map(line).collect()
    }

    #[test]
    fn lines_stay_inside_and_keep_their_direction() {
        let all = [(Lines::Rising, -1.0, 8), (Lines::Falling, 1.0, 8), (Lines::Upright, 0.0, 5)];
        for (lines, slope, count) in all {
            let drawn = hatched(lines);
            assert_eq!(drawn.len(), count, "{drawn:?}");
            for [x1, y1, x2, y2] in drawn {
                assert!(x1 >= 10.25 && x2 <= 43.65, "{x1} {x2}");
                assert!(y1.min(y2) >= 20.0 && y1.max(y2) <= 48.0, "{y1} {y2}");
                if slope == 0.0 {
                    assert_eq!(x1, x2);
                } else {
                    assert!(x2 - x1 >= 0.9);
                    assert!(((y2 - y1) - slope * (x2 - x1)).abs() < 0.3, "{x1} {y1} {x2} {y2}");
                }
            }
        }
    }

    #[test]
    fn dots_stay_inside() {
        let mut d = String::new();
        dots(Rect { x: 1.0, y: 0.0, width: 20.0, height: 12.0 }, 6.0, 2.0, &mut d);
        assert_eq!(d, "M6 3h2m4 0h2m4 0h2M3 9h2m4 0h2m4 0h2");
    }
}
