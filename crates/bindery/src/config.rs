//! `book.toml`, also of a book that was written for mdBook 0.4: mdBook 0.5 stops at keys that had no
//! effect any more, or another name.

use anyhow::Error;
use bindery_diagnostic::{Diagnostic, Place, Report, Rule};
use mdbook_core::config::Config;
use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key that mdBook 0.4 passed over or took, and 0.5 does not.
struct Retired {
    table: &'static [&'static str],
    key: &'static str,
    /// Its name today.
    now: Option<&'static str>,
}

const RETIRED: [Retired; 5] = [
    Retired { table: &["book"], key: "multilingual", now: None },
    // It never was mdBook's, and is in many books.
    Retired { table: &["book"], key: "author", now: Some("authors") },
    Retired { table: &["output", "html"], key: "curly-quotes", now: Some("smart-punctuation") },
    Retired { table: &["output", "html"], key: "google-analytics", now: None },
    Retired { table: &["output", "html"], key: "copy-fonts", now: None },
];

/// Reads a `book.toml`; one that isn't there leaves everything as it is by default. `None` when it
/// is wrong, which the report says with the line. A retired key is a warning.
pub fn read(toml: &Path, report: &mut Report) -> Option<Config> {
    let text = match fs::read_to_string(toml) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Some(Config::default()),
        Err(error) => {
            let message = format!("book.toml can't be read: {error}");
            report.push(Rule::Book.error(message).at(Place::file(toml)));
            return None;
        }
    };
    let (text, found) = modern(&text);
    for (line, diagnostic) in found {
        report.push(diagnostic.at(Place::line(toml, line)));
    }
    match Config::from_str(&text) {
        Ok(config) => Some(config),
        Err(error) => {
            report.push(invalid(toml, &error));
            None
        }
    }
}

/// The text of a `book.toml` without retired keys, each line where it was; and a warning for each,
/// with its line.
pub fn modern(text: &str) -> (Cow<'_, str>, Vec<(u32, Diagnostic)>) {
    // What is no TOML at all is told by whoever reads it next.
    let Ok(root) = DeTable::parse(text) else { return (text.into(), Vec::new()) };
    let mut found: Vec<_> = RETIRED
        .iter()
        .filter_map(|retired| {
            let table = retired.table.iter().try_fold(root.get_ref(), |table, name| {
                table.get(*name).and_then(|value| value.get_ref().as_table())
            })?;
            let (key, value) = table.get_key_value(retired.key)?;
            let range = key.span().start..value.span().end;
            let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
            // In other forms, `{ author = … }`, nothing is changed.
            let is_alone = text[line..range.start].trim().is_empty();
            is_alone.then(|| {
                (retired, range, retired.now.filter(|now| !table.contains_key(*now)), value)
            })
        })
        .map(|(retired, range, now, value)| {
            let new = now.map(|now| renamed(now, value, text));
            let line = text[..range.start].matches('\n').count() as u32 + 1;
            (range, new.unwrap_or_default(), line, warning(retired, now))
        })
        .collect();
    found.sort_by_key(|(range, ..)| range.start);
    let mut new = Cow::Borrowed(text);
    for (range, with, ..) in found.iter().rev() {
        let lines = text[range.clone()].matches('\n').count() - with.matches('\n').count();
        new.to_mut().replace_range(range.clone(), &(with.clone() + &"\n".repeat(lines)));
    }
    (new, found.into_iter().map(|(_, _, line, warning)| (line, warning)).collect())
}

/// The entry under its name of today; one author is a list of one.
fn renamed(now: &str, value: &Spanned<DeValue<'_>>, text: &str) -> String {
    let written = &text[Range::from(value.span())];
    match (now, value.get_ref()) {
        ("authors", DeValue::String(_)) => format!("{now} = [{written}]"),
        _ => format!("{now} = {written}"),
    }
}

fn warning(retired: &Retired, now: Option<&str>) -> Diagnostic {
    let Retired { table, key, .. } = retired;
    let table = table.join(".");
    let message = match now {
        Some(now) => format!("`{key}` in `[{table}]` is taken for `{now}`"),
        None => format!("`{key}` in `[{table}]` is passed over"),
    };
    let hint = match (now, *key) {
        (Some("authors"), _) => "mdBook itself reads `authors = [\"…\"]` only".to_owned(),
        (Some(now), _) => format!("mdBook 0.5 knows it as `{now}` only"),
        (None, _) => "mdBook 0.5 doesn't know it any more: remove the line".to_owned(),
    };
    Rule::Book.warning(message).hint(hint)
}

fn invalid(toml: &Path, error: &Error) -> Diagnostic {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    let text = causes.join(": ");
    // The TOML parser's message holds `at line 3, column 5` and a drawing of the place.
    let line = text
        .split("at line ")
        .nth(1)
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok());
    let place = match line {
        Some(line) => Place::line(toml, line),
        None => Place::file(toml),
    };
    let last = causes.last().cloned().unwrap_or_default();
    let reason = last.lines().rfind(|line| !line.trim().is_empty() && !line.contains('|'));
    let message = format!("book.toml can't be read: {}", reason.unwrap_or(&last).trim());
    Rule::Book.error(message).at(place)
}
