//! Axes: where numbers lie, and which ones are marked.

use crate::description::ScaleKind;
use crate::quantity::exact;

/// Room that zero has to itself on a log axis.
const ZERO: f64 = 44.0;

/// An axis from the pixel `from` to the pixel `to`, which may be the smaller one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    kind: ScaleKind,
    /// Its ends; on a log axis, their decimal logarithms.
    low: f64,
    high: f64,
    /// Whether zero, on a log axis, stands before the lower end.
    zero: bool,
    from: f64,
    to: f64,
}

/// A mark on an axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    /// Its pixel.
    pub(super) at: f64,
    /// Its number; a minor mark has none.
    pub(super) label: Option<String>,
}

impl Axis {
    /// The axis for these numbers. Of a linear one `wide` says that it ends at round numbers; it
    /// begins at zero, unless numbers are below it or, when it isn't wide, far above.
    pub(super) fn new(
        kind: ScaleKind,
        numbers: impl IntoIterator<Item = f64>,
        wide: bool,
        (from, to): (f64, f64),
    ) -> Axis {
        let numbers: Vec<f64> = numbers.into_iter().collect();
        let zero = kind == ScaleKind::Log && numbers.contains(&0.0);
        let shown = numbers.into_iter().filter(|number| kind == ScaleKind::Linear || *number > 0.0);
        let (least, most) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), it| {
            (least.min(it), most.max(it))
        });
        // All numbers are zero.
        let (least, most) = if least > most { (1.0, 1.0) } else { (least, most) };
        let (low, high) = match kind {
            ScaleKind::Log => log_ends(least, most, wide),
            ScaleKind::Linear => linear_ends(least, most, wide),
        };
        Axis { kind, low, high, zero, from, to }
    }

    /// The pixel of a number.
    pub(super) fn place(&self, number: f64) -> f64 {
        let start = self.start();
        let number = match self.kind {
            ScaleKind::Linear => number,
            ScaleKind::Log if number <= 0.0 => return self.from,
            ScaleKind::Log => number.log10(),
        };
        start + (self.to - start) * (number - self.low) / (self.high - self.low)
    }

    /// The pixel where the axis is broken, between zero and the numbers that have a logarithm.
    pub(super) fn broken(&self) -> Option<f64> {
        self.zero.then(|| (self.from + self.start()) / 2.0)
    }

    /// The pixel of the lower end, above the place of zero.
    fn start(&self) -> f64 {
        let room = if self.zero { ZERO } else { 0.0 };
        self.from + room * (self.to - self.from).signum()
    }

    /// The marks: as many with a number as have room, when a number is as long along the axis as
    /// `length` says.
    pub(super) fn ticks(&self, length: impl Fn(&str) -> f64) -> Vec<Tick> {
        let apart = |numbers: &[f64]| -> bool {
            let spans = numbers.iter().map(|number| {
                let half = length(&exact(*number)) / 2.0;
                (self.place(*number) - half, self.place(*number) + half)
            });
            let mut spans: Vec<(f64, f64)> = spans.collect();
            spans.sort_by(|one, other| one.0.total_cmp(&other.0));
            spans.windows(2).all(|pair| pair[0].1 <= pair[1].0)
        };
        let (labelled, minor) = match self.kind {
            ScaleKind::Linear => (self.linear(&apart), Vec::new()),
            ScaleKind::Log => (self.log(&apart), self.between_decades()),
        };
        let with_number =
            |number: &f64| Tick { at: self.place(*number), label: Some(exact(*number)) };
        let ticks: Vec<Tick> = labelled.iter().map(with_number).collect();
        let is_new = |at: f64| ticks.iter().all(|tick| (tick.at - at).abs() > 0.5);
        let minor: Vec<Tick> = minor
            .into_iter()
            .map(|number| Tick { at: self.place(number), label: None })
            .filter(|tick| is_new(tick.at))
            .collect();
        ticks.into_iter().chain(minor).collect()
    }

    fn linear(&self, apart: &dyn Fn(&[f64]) -> bool) -> Vec<f64> {
        const MOST: f64 = 8.0;
        let least = (self.high - self.low) / MOST;
        steps_from(least)
            .map(|step| {
                let (first, last) = ((self.low / step).ceil(), (self.high / step).floor());
                (first as i64..=last as i64).map(|index| round(index as f64 * step)).collect()
            })
            .find(|numbers: &Vec<f64>| apart(numbers))
            .unwrap_or_default()
    }

    fn log(&self, apart: &dyn Fn(&[f64]) -> bool) -> Vec<f64> {
        let zero = self.zero.then_some(0.0);
        let decades = || self.low.floor() as i32..=self.high.ceil() as i32;
        let shown =
            |number: &f64| number.log10() > self.low - 1e-9 && number.log10() < self.high + 1e-9;
        let with = |digits: &[f64], step: i32| -> Vec<f64> {
            let powers = decades().filter(|power| power.rem_euclid(step) == 0);
            let all = powers.flat_map(|power| {
                digits.iter().map(move |digit| round(digit * 10_f64.powi(power)))
            });
            zero.into_iter().chain(all.filter(shown)).collect()
        };
        let close = [(&[1.0, 2.0, 5.0][..], 1), (&[1.0, 3.0][..], 1)];
        let wide = (1..).map(|step| (&[1.0][..], step));
        // Nine decades hold more numbers than any axis has room for between two of them.
        let close = close.into_iter().filter(|_| self.high - self.low < 9.0);
        close
            .chain(wide.take(40))
            .map(|(digits, step)| with(digits, step))
            .find(|numbers| apart(numbers))
            .unwrap_or_default()
    }

    /// 2 to 9 times each power of ten; nothing, where they would stand too close.
    fn between_decades(&self) -> Vec<f64> {
        const LEAST: f64 = 36.0;
        let decade = (self.to - self.start()).abs() / (self.high - self.low);
        if decade < LEAST {
            let powers = self.low.ceil() as i32..=self.high.floor() as i32;
            return powers.map(|power| 10_f64.powi(power)).collect();
        }
        let powers = self.low.floor() as i32..=self.high.ceil() as i32;
        powers
            .flat_map(|power| (1..10).map(move |digit| f64::from(digit) * 10_f64.powi(power)))
            .filter(|number| number.log10() > self.low && number.log10() < self.high)
            .collect()
    }
}

/// 1, 2 and 5 times powers of ten, from `least` on.
fn steps_from(least: f64) -> impl Iterator<Item = f64> {
    let power = least.log10().floor() as i32;
    (power..power + 20)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(power)))
        .filter(move |step| *step >= least * (1.0 - 1e-9))
}

/// The number without what binary fractions add to it: 0.3, not 0.30000000000000004.
fn round(number: f64) -> f64 {
    format!("{number:.9e}").parse().unwrap_or(number)
}

fn linear_ends(least: f64, most: f64, wide: bool) -> (f64, f64) {
    let near_zero = wide || least < most * 0.6;
    let low = if least >= 0.0 && near_zero { 0.0 } else { least };
    let high = if wide { most.max(0.0) } else { most };
    if high <= low {
        let room = if low == 0.0 { 1.0 } else { low.abs() };
        return if wide { (low, low + room) } else { (low - room / 2.0, low + room / 2.0) };
    }
    if !wide {
        return (low, high);
    }
    let step = steps_from((high - low) / 8.0).next().unwrap_or(high - low);
    (round((low / step).floor() * step), round((high / step).ceil() * step))
}

/// Both ends as decimal logarithms.
fn log_ends(least: f64, most: f64, wide: bool) -> (f64, f64) {
    let round_digits = |number: f64| -> (f64, f64) {
        let power = number.log10().floor();
        let all = [1.0_f64, 2.0, 5.0, 10.0].map(|digit| power + digit.log10());
        let log = number.log10();
        let below = all.into_iter().rev().find(|it| *it <= log + 1e-9).unwrap_or(power);
        let above = all.into_iter().find(|it| *it >= log - 1e-9).unwrap_or(power + 1.0);
        (below, above)
    };
    let (low, high) = match wide {
        true => (round_digits(least).0, round_digits(most).1),
        false => (least.log10(), most.log10()),
    };
    if high - low < 0.2 { (low - 0.3, high + 0.3) } else { (low, high) }
}
