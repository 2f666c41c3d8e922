//! `book.toml`, also of a book that was written for mdBook 0.4: mdBook 0.5 stops at keys that had no
//! effect any more, or another name.

use anyhow::Error;
use bindery_diagnostic::{Diagnostic, Place, Report, Rule, nearest};
use mdbook_core::config::{Config, HtmlConfig};
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr;
use toml::Table;
use toml::de::{DeTable, DeValue};

/// Tables in which mdBook 0.4 passed over what it didn't know, and 0.5 stops.
const CLOSED: [&str; 3] = ["book", "build", "rust"];

/// Keys of `[output.html]` that have another name today.
const RENAMED: [(&str, &str); 1] = [("curly-quotes", "smart-punctuation")];

/// Reads a `book.toml`; one that isn't there leaves everything as it is by default. `None` when it
/// is wrong, which the report says with the line. What is passed over is a warning.
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
    let config = Config::from_str(&text).and_then(|mut config| {
        pass_over_unknown(&mut config, &text, toml, report)?;
        Ok(config)
    });
    config.map_err(|error| report.push(invalid(toml, &error))).ok()
}

/// The text of a `book.toml` without keys that mdBook 0.5 stops at, each line where it was; and a
/// warning for each, with its line. What is nearly the name of a key is one misspelt, and stays.
pub fn modern(text: &str) -> (String, Vec<(u32, Diagnostic)>) {
    let (mut new, mut found) = (text.to_owned(), Vec::new());
    while let Err(error) = Config::from_str(&new) {
        let Some((_, key, known)) = unknown(&error) else { break };
        // It never was mdBook's, and is in many books.
        let now =
            (key == "author" && known.iter().any(|known| known == "authors")).then_some("authors");
        if now.is_none() && nearest(&key, known.iter().map(String::as_str)).is_some() {
            break;
        }
        let Some((table, range, with)) = entry(&new, &key, now) else { break };
        let line = new[..range.start].matches('\n').count() as u32 + 1;
        found.push((line, passed_over(&key, table, now)));
        new.replace_range(range, &with);
    }
    (new, found)
}

/// Where the entry of `key` is that mdBook stops at, in which table, and what may stand in its place:
/// the entry under its name of today, or as many lines. `None` for other forms, `{ author = … }`.
fn entry(text: &str, key: &str, now: Option<&str>) -> Option<(&'static str, Range<usize>, String)> {
    let root = DeTable::parse(text).ok()?;
    let tables = CLOSED
        .iter()
        .filter_map(|name| Some((*name, root.get_ref().get(*name)?.get_ref().as_table()?)));
    for (name, table) in tables {
        let Some((key, value)) = table.get_key_value(key) else { continue };
        let range = key.span().start..value.span().end;
        let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        if !text[line..range.start].trim().is_empty() {
            continue;
        }
        let written = &text[value.span()];
        let with = match (now.filter(|now| !table.contains_key(*now)), value.get_ref()) {
            (Some(now), DeValue::String(_)) => format!("{now} = [{written}]"),
            (Some(now), _) => format!("{now} = {written}"),
            (None, _) => "\n".repeat(text[range.clone()].matches('\n').count()),
        };
        return Some((name, range, with));
    }
    None
}

/// Takes what mdBook's HTML has no use for out of `[output.html]`: for one such key mdBook would
/// pass over the whole table without a word.
///
/// # Errors
///
/// When a value isn't what mdBook expects.
fn pass_over_unknown(
    config: &mut Config,
    text: &str,
    toml: &Path,
    report: &mut Report,
) -> Result<(), Error> {
    while let Err(error) = config.get::<HtmlConfig>("output.html") {
        let mut html: Table = config.get("output.html")?.unwrap_or_default();
        let removed = unknown(&error).and_then(|(path, key, known)| {
            let mut names = path.split('.').filter(|name| !name.is_empty());
            let table =
                names.try_fold(&mut html, |table, name| table.get_mut(name)?.as_table_mut())?;
            let value = table.remove(&key)?;
            let now = RENAMED.iter().find(|(old, _)| *old == key).map(|(_, now)| *now);
            if let Some(now) = now {
                table.entry(now).or_insert(value);
            }
            let table =
                if path.is_empty() { "output.html".into() } else { format!("output.html.{path}") };
            Some((passed_over(&key, &table, now), key, known))
        });
        let Some((mut found, key, known)) = removed else { return Err(error) };
        if let Some(near) = nearest(&key, known.iter().map(String::as_str)) {
            found = found.hint(format!("did you mean `{near}`?"));
        }
        report.push(found.at(place(toml, text, &key)));
        config.set("output.html", html)?;
    }
    Ok(())
}

/// The table below `[output.html]` and the key in it that an error says mdBook doesn't know, and
/// those that it knows.
fn unknown(error: &Error) -> Option<(String, String, Vec<String>)> {
    let said = error.root_cause().to_string();
    let (_, rest) = said.split_once("unknown field `")?;
    let (key, rest) = rest.split_once('`')?;
    let (known, path) = rest.split_once("in `").unwrap_or((rest, ""));
    let known = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some((path.split('`').next()?.to_owned(), key.to_owned(), known))
}

/// The first line that sets `key`, or begins a table of that name.
fn place(toml: &Path, text: &str, key: &str) -> Place {
    let sets = |line: &str| {
        let entry = line.trim().strip_prefix(key).is_some_and(|rest| rest.trim().starts_with('='));
        entry || line.trim().ends_with(&format!(".{key}]"))
    };
    match text.lines().position(sets) {
        Some(line) => Place::line(toml, line as u32 + 1),
        None => Place::file(toml),
    }
}

fn passed_over(key: &str, table: &str, now: Option<&str>) -> Diagnostic {
    let (message, hint) = match now {
        Some(now) => (
            format!("`{key}` in `[{table}]` is taken for `{now}`"),
            format!("mdBook 0.5 knows it as `{now}` only"),
        ),
        None => (
            format!("`{key}` in `[{table}]` is passed over"),
            "mdBook 0.5 doesn't know it: remove it".to_owned(),
        ),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str) {
        assert_eq!(modern(old).0, new);
    }

    #[test]
    fn what_nothing_knows_leaves_an_empty_line() {
        check("[book]\nmultilingual = [\n  1,\n]\ntitle = \"A\"", "[book]\n\n\n\ntitle = \"A\"");
        check("[book]\nauthor = \"A\" # me", "[book]\nauthors = [\"A\"] # me");
        check("[book]\nauthor = \"A\"\nauthors = []", "[book]\n\nauthors = []");
    }

    #[test]
    fn what_is_misspelt_or_written_in_a_line_stays() {
        for text in ["[book]\ntitel = \"A\"", "book = { multilingual = true }", "[book", ""] {
            check(text, text);
        }
    }
}
