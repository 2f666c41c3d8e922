//! Attributes: the few that are kept, with values that can only be right.

use bindery_manuscript::Element;
use std::borrow::Cow;

/// The attributes of `source` that the XHTML element `name` may have; `id` is not among them.
pub(super) fn kept(source: &Element, name: &'static str) -> Vec<(&'static str, Cow<'static, str>)> {
    let mut kept = Vec::new();
    let mut classes = tokens(source.attr("class").unwrap_or_default());
    if matches!(name, "td" | "th" | "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
        && let Some(class) = alignment(source)
    {
        classes.push(class.to_owned());
    }
    if !classes.is_empty() {
        kept.push(("class", classes.join(" ").into()));
    }
    for (key, value) in &source.attrs {
        let value = value.trim();
        match (key.as_str(), name) {
            ("lang", _) => {
                if let Some(tag) = language_tag(value) {
                    kept.push(("lang", tag.clone().into()));
                    kept.push(("xml:lang", tag.into()));
                }
            }
            ("dir", _) if matches!(value, "ltr" | "rtl") => push(&mut kept, "dir", value),
            ("dir", _) if value == "auto" && name != "bdo" => push(&mut kept, "dir", value),
            ("title", _) if !value.is_empty() => push(&mut kept, "title", value),
            ("hidden", _) => kept.push(("hidden", "hidden".into())),
            ("start", "ol") => push_integer(&mut kept, "start", value, i32::MIN),
            ("value", "li") => push_integer(&mut kept, "value", value, i32::MIN),
            ("reversed", "ol") => kept.push(("reversed", "reversed".into())),
            ("type", "ol") if matches!(value, "1" | "a" | "A" | "i" | "I") => {
                push(&mut kept, "type", value);
            }
            ("colspan", "td" | "th") => push_integer(&mut kept, "colspan", value, 1),
            ("rowspan", "td" | "th") => push_integer(&mut kept, "rowspan", value, 0),
            ("span", "col" | "colgroup") => push_integer(&mut kept, "span", value, 1),
            ("scope", "th") if matches!(value, "row" | "col" | "rowgroup" | "colgroup") => {
                push(&mut kept, "scope", value);
            }
            ("datetime", "time" | "ins" | "del") if is_date(value) => {
                push(&mut kept, "datetime", value);
            }
            _ => {}
        }
    }
    if name == "bdo" && !kept.iter().any(|(key, _)| *key == "dir") {
        kept.push(("dir", "ltr".into()));
    }
    kept
}

fn push(kept: &mut Vec<(&'static str, Cow<'static, str>)>, name: &'static str, value: &str) {
    kept.push((name, value.to_owned().into()));
}

fn push_integer(
    kept: &mut Vec<(&'static str, Cow<'static, str>)>,
    name: &'static str,
    value: &str,
    least: i32,
) {
    if let Ok(number) = value.parse::<i32>()
        && number >= least
    {
        kept.push((name, number.to_string().into()));
    }
}

/// The classes in `value`, without those that XML's name tokens exclude (MathML insists on them).
pub(super) fn tokens(value: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for token in value.split_ascii_whitespace() {
        let fits = token.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
        if fits && !tokens.iter().any(|other| other == token) {
            tokens.push(token.to_owned());
        }
    }
    tokens
}

/// The class for the text's alignment, from `style` (as Markdown's tables have it) or `align`.
fn alignment(source: &Element) -> Option<&'static str> {
    let style = source.attr("style").unwrap_or_default().to_ascii_lowercase();
    let from_style = style
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .find(|(property, _)| property.trim() == "text-align")
        .map(|(_, value)| value.trim().to_owned());
    let value = from_style.or_else(|| source.attr("align").map(str::to_ascii_lowercase))?;
    match value.as_str() {
        "center" => Some("text-center"),
        "right" | "end" => Some("text-right"),
        "left" | "start" => Some("text-left"),
        _ => None,
    }
}

/// `value` as a BCP 47 tag, if it has the form of one.
pub(crate) fn language_tag(value: &str) -> Option<String> {
    let tag = value.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let primary = parts.next()?;
    let fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    let mut sizes = parts.map(|part| (part.len(), part.bytes().all(|b| b.is_ascii_alphanumeric())));
    (fits && sizes.all(|(len, alphanumeric)| (2..=8).contains(&len) && alphanumeric)).then_some(tag)
}

/// Whether `value` is `YYYY-MM-DD`, a day of the calendar.
pub(crate) fn is_date(value: &str) -> bool {
    let sizes = value.split('-').map(str::len);
    if !sizes.eq([4, 2, 2]) || !value.bytes().all(|b| b == b'-' || b.is_ascii_digit()) {
        return false;
    }
    let numbers: Vec<u32> = value.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = numbers[..] else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for good in ["2024-02-29", "2026-11-22", "1999-12-31", "2025-04-30"] {
            assert!(is_date(good), "{good}");
        }
        for bad in
            ["2023-02-29", "2023-04-31", "0000-01-01", "2023-13-01", "2023-1-1", "x", "1900-02-29"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn only_language_tags_are_kept() {
        assert_eq!(language_tag("en_US").as_deref(), Some("en-US"));
        assert_eq!(language_tag("zh-Hant-TW").as_deref(), Some("zh-Hant-TW"));
        for bad in ["", "e", "english language", "en--us", "de-ä", "x-y"] {
            assert_eq!(language_tag(bad), None, "{bad}");
        }
    }
}
