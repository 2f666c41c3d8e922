//! Quantities, as sentences and axes show them.

/// The value with its unit, rounded to what a reader can use.
///
/// What has a unit was measured and is shown with three significant digits at most; what has none
/// was counted, and whole numbers of it are shown as they are.
pub(crate) fn show(value: f64, unit: Option<&str>) -> String {
    match unit {
        None | Some("") if value.fract() == 0.0 => group(&format!("{value:.0}")),
        None | Some("") => three_digits(value),
        Some("%") => format!("{}%", three_digits(value)),
        Some(unit) => format!("{}\u{a0}{unit}", three_digits(value)),
    }
}

/// The value with all its digits, and a comma between thousands: for what was chosen, not measured.
pub(crate) fn exact(value: f64) -> String {
    group(&value.to_string())
}

fn three_digits(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    // Rounded once in scientific notation, so that 999.6 has its digits counted as 1000.
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    let decimals = 2 - rounded.abs().log10().floor() as i32;
    let text = format!("{rounded:.*}", decimals.max(0) as usize);
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    group(text)
}

/// Puts a comma between the thousands of the whole part.
fn group(number: &str) -> String {
    let (whole, fraction) = match number.find('.') {
        Some(dot) => number.split_at(dot),
        None => (number, ""),
    };
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", whole),
    };
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::{exact, show};

    #[test]
    fn measured_values_have_three_digits_at_most() {
        let shown = |value| show(value, Some("ms"));
        assert_eq!(shown(412.0), "412\u{a0}ms");
        assert_eq!(shown(0.45678), "0.457\u{a0}ms");
        assert_eq!(shown(12.0), "12\u{a0}ms");
        assert_eq!(shown(1234.0), "1,230\u{a0}ms");
        assert_eq!(shown(999.6), "1,000\u{a0}ms");
        assert_eq!(shown(9.996), "10\u{a0}ms");
        assert_eq!(shown(-0.5), "−0.5\u{a0}ms");
        assert_eq!(shown(0.0), "0\u{a0}ms");
        assert_eq!(show(7.25, Some("%")), "7.25%");
    }

    #[test]
    fn counted_values_are_exact() {
        assert_eq!(show(1821.0, None), "1,821");
        assert_eq!(show(2.5, None), "2.5");
        assert_eq!([65_536.0, 0.025, -1e6].map(exact), ["65,536", "0.025", "−1,000,000"]);
    }
}
