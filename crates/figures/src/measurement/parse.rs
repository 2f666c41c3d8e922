//! CSV → a measurement, with every fault named by its line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use bindery_diagnostic::{Diagnostic, Place};

use super::{Column, Measurement};
use crate::recording::Recording;

impl Measurement {
    /// Reads the measurement in `file`.
    ///
    /// # Errors
    /// When the file can't be read, or holds no measurement; the diagnostic names the line.
    pub fn read(file: &Path) -> Result<Measurement, Diagnostic> {
        let text = fs::read_to_string(file).map_err(|error| {
            Diagnostic::error(format!("the measurement can't be read: {error}"))
                .at(Place::file(file))
                .hint("`bindery record` runs the listing and writes it")
        })?;
        Measurement::parse(&text).map_err(|(line, message)| {
            Diagnostic::error(message).at(Place::line(file, line)).hint(FORM)
        })
    }

    /// The measurement that a program printed as `text`.
    ///
    /// # Errors
    /// When it printed none; the diagnostic, which has no place, says in which line.
    pub fn printed(text: &str) -> Result<Measurement, Diagnostic> {
        Measurement::parse(text).map_err(|(line, message)| {
            Diagnostic::error(format!("line {line} of what the listing printed: {message}"))
                .hint(FORM)
        })
    }

    fn parse(text: &str) -> Result<Measurement, (u32, String)> {
        let mut about = BTreeMap::new();
        let mut lines = text.lines().zip(1..).peekable();
        while let Some((line, number)) = lines.next_if(|(line, _)| line.starts_with('#')) {
            let entry = line.trim_start_matches('#').split_once(':');
            let (name, value) =
                entry.ok_or((number, "this says nothing about the recording".to_owned()))?;
            about.insert(name.trim().to_owned(), value.trim().to_owned());
        }
        let (head, number) = lines.next().ok_or((1, "there is nothing".to_owned()))?;
        let columns = columns(head).map_err(|message| (number, message))?;
        let mut rows = Vec::new();
        let mut keys = BTreeSet::new();
        for (line, number) in lines {
            let row = row(line, &columns).map_err(|message| (number, message))?;
            if !keys.insert(row[0].clone()) {
                return Err((number, format!("a second row has the key `{}`", row[0])));
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Err((number, "there is no row below the names of the columns".to_owned()));
        }
        let mut take = |name: &str| about.remove(name);
        let recording = match (take("recorded"), take("rustc"), take("kernel")) {
            (Some(recorded), Some(rustc), Some(kernel)) => {
                Some(Recording { recorded, rustc, kernel, machine: take("machine") })
            }
            _ => None,
        };
        Ok(Measurement { recording, columns, rows })
    }
}

/// What a measurement looks like.
const FORM: &str = "first a line like `threads,virtual (MiB),resident (MiB)`, then one like \
                    `10,120.5,3.25` for each row";

fn columns(line: &str) -> Result<Vec<Column>, String> {
    let mut columns: Vec<Column> = Vec::new();
    for part in line.split(',') {
        let part = part.trim();
        let (name, unit) = match part.strip_suffix(')').and_then(|part| part.rsplit_once(" (")) {
            Some((name, unit)) => (name.trim(), Some(unit.to_owned())),
            None => (part, None),
        };
        let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
        if name.is_empty() || !is_name || name.parse::<f64>().is_ok() {
            return Err(format!("`{part}` is no name of a column"));
        }
        if columns.iter().any(|column| column.name == name) {
            return Err(format!("two columns have the name `{name}`"));
        }
        columns.push(Column { name: name.to_owned(), unit });
    }
    match columns.len() {
        1 => Err("there is one column only".to_owned()),
        _ => Ok(columns),
    }
}

fn row(line: &str, columns: &[Column]) -> Result<Vec<String>, String> {
    let cells: Vec<String> = line.split(',').map(|cell| cell.trim().to_owned()).collect();
    if cells.len() != columns.len() {
        return Err(format!("{} cells for {} columns", cells.len(), columns.len()));
    }
    let is_number = |cell: &str| cell.parse().is_ok_and(f64::is_finite);
    for (cell, column) in cells.iter().zip(columns).skip(1) {
        if !cell.is_empty() && !is_number(cell) {
            return Err(format!("`{cell}`, in the column `{}`, is no number", column.name));
        }
    }
    match cells[0].is_empty() {
        true => Err("the row has no key".to_owned()),
        false => Ok(cells),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by it")]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_measurement_is_refused_with_its_line() {
        let check = |text: &str, line: u32, message: &str| {
            assert_eq!(Measurement::parse(text).unwrap_err(), (line, message.to_owned()), "{text}");
        };
        check("", 1, "there is nothing");
        check("n\n1\n", 1, "there is one column only");
        check("n,t (ms)\n", 1, "there is no row below the names of the columns");
        check("10,20\n1,2\n", 1, "`10` is no name of a column");
        check("n,t.min\n1,2\n", 1, "`t.min` is no name of a column");
        check("n,t,t (ms)\n1,2,3\n", 1, "two columns have the name `t`");
        check("n,t\n1,2\n1,3\n", 3, "a second row has the key `1`");
        check("n,t\n1,2,3\n", 2, "3 cells for 2 columns");
        check("n,t\n,2\n", 2, "the row has no key");
        check("n,t\n1,two\n", 2, "`two`, in the column `t`, is no number");
        check("n,t\n1,NaN\n", 2, "`NaN`, in the column `t`, is no number");
        check("# rustc\nn,t\n1,2\n", 1, "this says nothing about the recording");
    }

    #[test]
    fn what_is_kept_is_read_as_it_was() {
        let text = "# recorded: 2026-11-22\n# rustc: rustc 1.95.0\n# kernel: Linux 6.18.1\n\
                    # machine: 2 × A: B\nn,resident memory (MiB),t (ms)\n1,2.50,\n1e3,-1,0.25\n";
        let measurement = Measurement::parse(text).unwrap();
        assert_eq!(measurement.to_csv(), text);
        assert_eq!(
            measurement.recording.unwrap().machine.as_deref(),
            Some("2 × A: B"),
            "only the first colon ends a name"
        );
    }
}
