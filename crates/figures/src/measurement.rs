//! Numbers that a program measured: its CSV, read, checked and compared.

mod parse;
mod values;

use std::collections::BTreeSet;
use std::fmt;

use crate::recording::Recording;

/// What a program measured.
///
/// As the program prints it: a line of column names, each with its unit in brackets where it has
/// one, then a line for each row. Cells stand between commas, without quotation marks. The first
/// column is the row's key, which no other row has; the others are numbers, or empty where nothing
/// could be measured.
///
/// ```csv
/// threads,virtual (MiB),resident (MiB)
/// 1,12.4,2.1
/// 10000,,
/// ```
///
/// As the book keeps it, `figures/<id>.csv`, lines with the [`Recording`] stand before that, as
/// `# recorded: 2026-11-22`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurement {
    /// When and where; absent in what the program itself printed.
    pub recording: Option<Recording>,
    columns: Vec<Column>,
    /// As many cells as there are columns, in each.
    rows: Vec<Vec<String>>,
}

/// A column of a measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) unit: Option<String>,
}

/// How much of a measurement another one repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some of its rows.
    Part,
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unit {
            Some(unit) => write!(f, "{} ({unit})", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl Measurement {
    /// As the book keeps it.
    pub fn to_csv(&self) -> String {
        let mut text = String::new();
        if let Some(it) = &self.recording {
            let lines = [
                ("recorded", Some(&it.recorded)),
                ("rustc", Some(&it.rustc)),
                ("kernel", Some(&it.kernel)),
                ("machine", it.machine.as_ref()),
            ];
            for (name, value) in lines {
                text.extend(value.map(|value| format!("# {name}: {value}\n")));
            }
        }
        let head: Vec<String> = self.columns.iter().map(ToString::to_string).collect();
        for row in std::iter::once(&head).chain(&self.rows) {
            text += &row.join(",");
            text.push('\n');
        }
        text
    }

    /// How `new`, another measurement by the same program, differs in what it measured, in
    /// sentences. What came out is no difference.
    pub fn differences(&self, new: &Measurement, extent: Extent) -> Vec<String> {
        let list = |all: &[Column]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        if self.columns != new.columns {
            let (old, new) = (list(&self.columns), list(&new.columns));
            return vec![format!(
                "the columns were: {}; and are now: {}",
                old.join(", "),
                new.join(", ")
            )];
        }
        let keys = |of: &Measurement| of.keys().map(str::to_owned).collect::<BTreeSet<_>>();
        let (old_keys, new_keys) = (keys(self), keys(new));
        let name = &self.columns[0].name;
        let new_ones = new_keys.difference(&old_keys).map(|key| format!("new: {name} {key}"));
        let gone = old_keys.difference(&new_keys).map(|key| format!("no longer: {name} {key}"));
        match extent {
            Extent::Whole => new_ones.chain(gone).collect(),
            Extent::Part => new_ones.collect(),
        }
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The place of the column `name`.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row[0].as_str())
    }

    /// The numbers of a column, row by row; `None` where there is none.
    pub(crate) fn numbers(&self, column: usize) -> impl Iterator<Item = Option<f64>> {
        self.rows.iter().map(move |row| row[column].parse().ok())
    }
}
