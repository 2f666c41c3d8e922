//! Times as words and as places on an axis.

/// The unit that a figure gives times in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Microseconds,
    Milliseconds,
    Seconds,
}

impl Unit {
    /// The unit for a figure that is so many microseconds long: milliseconds, where they serve.
    pub(crate) fn of(total_us: u64) -> Unit {
        match total_us {
            0..1_000 => Unit::Microseconds,
            1_000..10_000_000 => Unit::Milliseconds,
            _ => Unit::Seconds,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Unit::Microseconds => "µs",
            Unit::Milliseconds => "ms",
            Unit::Seconds => "s",
        }
    }

    fn us(self) -> u64 {
        match self {
            Unit::Microseconds => 1,
            Unit::Milliseconds => 1_000,
            Unit::Seconds => 1_000_000,
        }
    }

    /// `us` microseconds in this unit, without its name: no decimal from ten on, one below, and
    /// none for zero.
    pub(crate) fn number(self, us: u64) -> String {
        if self == Unit::Microseconds {
            return us.to_string();
        }
        match (us * 10 + self.us() / 2) / self.us() {
            0 => "0".to_owned(),
            tenths @ 1..100 => format!("{}.{}", tenths / 10, tenths % 10),
            _ => ((us + self.us() / 2) / self.us()).to_string(),
        }
    }

    /// `us` microseconds with the unit: `303 ms`.
    pub(crate) fn words(self, us: u64) -> String {
        format!("{}\u{a0}{}", self.number(us), self.name())
    }
}

/// `us` microseconds of a figure in `unit`; in a smaller one, where that would come to nothing.
pub(crate) fn duration(us: u64, unit: Unit) -> String {
    if us * 10 < unit.us() { time(us) } else { unit.words(us) }
}

/// `us` microseconds in the unit that suits them: `303 ms`.
pub(crate) fn time(us: u64) -> String {
    Unit::of(us).words(us)
}

/// Where microseconds lie on a line of pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    left: f64,
    width: f64,
    total_us: u64,
}

impl Scale {
    /// From 0 at `left` to `total_us` at `left + width`.
    pub(crate) fn new(left: f64, width: f64, total_us: u64) -> Scale {
        Scale { left, width, total_us: total_us.max(1) }
    }

    pub(crate) fn x(self, us: u64) -> f64 {
        self.left + self.width * us as f64 / self.total_us as f64
    }

    pub(crate) fn total_us(self) -> u64 {
        self.total_us
    }

    /// The times to mark, in microseconds, from 0, with their numbers in `unit`: round ones, so far
    /// apart that there are nine at most.
    pub(crate) fn ticks(self, unit: Unit) -> Vec<(u64, String)> {
        const MOST: u64 = 8;
        let step = (0..)
            .flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u64.pow(power)))
            .find(|step| self.total_us / step <= MOST)
            .expect("a power of ten is larger than any time");
        let label = |us: u64| match step % unit.us() {
            0 => (us / unit.us()).to_string(),
            _ => unit.number(us),
        };
        (0..=self.total_us / step).map(|index| (index * step, label(index * step))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_unit_that_suits_them() {
        let all = [0, 7, 999, 1_000, 9_949, 9_951, 10_000, 303_499, 303_500, 12_340_000];
        assert_eq!(
            all.map(|us| time(us).replace('\u{a0}', " ")),
            [
                "0 µs", "7 µs", "999 µs", "1.0 ms", "9.9 ms", "10 ms", "10 ms", "303 ms", "304 ms",
                "12 s"
            ]
        );
        assert_eq!(Unit::Milliseconds.words(20), "0\u{a0}ms");
        assert_eq!(Unit::Milliseconds.words(50), "0.1\u{a0}ms");
    }

    #[test]
    fn ticks_are_round_and_few() {
        let ticks = |us: u64| -> Vec<String> {
            Scale::new(0.0, 1.0, us).ticks(Unit::of(us)).into_iter().map(|tick| tick.1).collect()
        };
        assert_eq!(ticks(303_000), ["0", "50", "100", "150", "200", "250", "300"]);
        assert_eq!(ticks(1_100), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(ticks(21_345_680), ["0", "5", "10", "15", "20"]);
        assert_eq!(ticks(0), ["0", "1"]);
        for power in 0..12 {
            for digit in 1..10 {
                let count = ticks(digit * 10_u64.pow(power)).len();
                assert!((2..=9).contains(&count), "{count} ticks");
            }
        }
    }
}
