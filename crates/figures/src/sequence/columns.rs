//! Where the lifelines stand.

use super::steps::{Sequence, Step};
use crate::frame::WIDTH;
use crate::metrics;

/// Room between a name and the frame around it, and between two frames.
pub(super) const PADDING: f64 = 9.0;
const BETWEEN: f64 = 10.0;

/// Room that a label leaves at either side for the head of its arrow.
const HEAD: f64 = 14.0;

/// The place of each lifeline: far enough apart for names and, as far as the figure is wide enough,
/// for what is said between neighbours.
pub(super) fn places(sequence: &Sequence) -> Vec<f64> {
    let halves: Vec<f64> =
        sequence.lifelines.iter().map(|name| metrics::width(name) / 2.0 + PADDING).collect();
    let gaps = || halves.windows(2).map(|pair| pair[0] + pair[1] + BETWEEN);
    let wishes = gaps().enumerate().map(|(left, least)| {
        let between =
            |step: &&Step| step.from.min(step.to) == left && step.from.abs_diff(step.to) == 1;
        let labels = sequence.steps.iter().filter(between);
        labels.map(|step| metrics::width(&step.label) + 2.0 * HEAD).fold(least, f64::max)
    });
    let (gaps, wishes): (Vec<f64>, Vec<f64>) = (gaps().collect(), wishes.collect());

    let (first, last) = (halves.first().unwrap_or(&0.0), halves.last().unwrap_or(&0.0));
    let room = WIDTH - first - last - 2.0;
    let (least, wanted): (f64, f64) = (gaps.iter().sum(), wishes.iter().sum());
    let share = match wanted > least {
        true => ((room - least) / (wanted - least)).clamp(0.0, 1.0),
        false => 0.0,
    };
    let more = ((room - wanted) / gaps.len().max(1) as f64).clamp(0.0, 60.0);
    let mut place = first + 1.0;
    let mut places = vec![place];
    for (gap, wish) in gaps.iter().zip(&wishes) {
        place += gap + (wish - gap) * share + more;
        places.push(place);
    }
    // In the middle of the figure, where there is room to spare.
    let spare = ((WIDTH - place - last) / 2.0).max(0.0);
    places.iter().map(|place| place + spare).collect()
}
