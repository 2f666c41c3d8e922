//! Measured values: those of a recorded run, and those of a measurement in `figures/<name>.toml`.

use crate::directive::{Fault, list};
use crate::drawings::{self, Drawings};
use crate::value;
use bindery_diagnostic::{Diagnostic, Place, nearest};
use bindery_figures::Figure;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A value, as prose quotes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// The value with its unit.
    pub shown: String,
    /// When and by what it was measured, if its file says so.
    pub recorded: Option<String>,
}

/// The values of one file, by name.
type Values = BTreeMap<String, Value>;

/// The values of the files that have been asked for so far.
#[derive(Debug)]
pub(crate) struct Measured {
    folder: PathBuf,
    read: BTreeMap<String, Result<Values, Diagnostic>>,
}

impl Measured {
    /// The measurements in the book's folder `root`.
    pub fn new(root: &Path) -> Self {
        Measured { folder: root.join("figures"), read: BTreeMap::new() }
    }

    /// The value `name`: the name of a file in `figures/`, a dot, and the value's own name.
    pub fn get(&mut self, name: &str, drawings: &mut Drawings) -> Result<Value, Diagnostic> {
        let is_name = |file: &str| !file.is_empty() && file.chars().all(is_name_char);
        let Some((file, key)) = name.split_once('.').filter(|(file, _)| is_name(file)) else {
            let hint = "a value is named for its file in figures/, as in `three-tasks.total`";
            return Err(Fault::new(format!("`{name}` names no value"), name, hint).into());
        };
        if !self.read.contains_key(file) {
            let values = self.values(file, drawings);
            self.read.insert(file.to_owned(), values);
        }
        let values = self.read[file].as_ref().map_err(Clone::clone)?;
        if let Some(value) = values.get(key) {
            return Ok(value.clone());
        }
        let names = values.keys().map(String::as_str);
        let hint = match nearest(key, names.clone()) {
            Some(near) => format!("did you mean `{file}.{near}`?"),
            None => format!("it has {}", list(names)),
        };
        Err(Fault::new(format!("`{file}` has no value `{key}`"), name, hint).into())
    }

    fn values(&self, name: &str, drawings: &mut Drawings) -> Result<Values, Diagnostic> {
        let file = self.folder.join(name).with_extension("toml");
        let text = fs::read_to_string(&file).map_err(|_| drawings::missing(&self.folder, name))?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text[..start].matches('\n').count() as u32 + 1;
            Diagnostic::error(error.message().trim_end()).at(Place::line(&file, line))
        })?;
        match table.get("values") {
            Some(values) => of_measurement(values, table.get("recorded")).map_err(|fault| {
                let names_it = |line: &str| line.trim_start().starts_with(&fault.culprit);
                let line = text.lines().position(names_it).map_or(1, |at| at as u32 + 1);
                Diagnostic::from(fault).at(Place::line(&file, line))
            }),
            None => Ok(of_run(drawings.get(name)?.as_ref())),
        }
    }
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// The values of a recorded run.
fn of_run(figure: &Figure) -> Values {
    let shown = figure.summary().values();
    let recording = figure.trace().header.recording.as_ref();
    let recorded = recording.map(|it| format!("recorded {} with {}", it.recorded, it.rustc));
    let value =
        |shown: String| Value { shown: shown.replace(' ', "\u{a0}"), recorded: recorded.clone() };
    shown.into_iter().map(|(name, shown)| (name, value(shown))).collect()
}

/// The values of a measurement: `name = { value = 412.0, unit = "ms" }`, and when it was made.
fn of_measurement(values: &toml::Value, recorded: Option<&toml::Value>) -> Result<Values, Fault> {
    let form = "a value looks like total = { value = 412.0, unit = \"ms\" }";
    let fault = |name: &str| Fault::new(format!("`{name}` is no value"), name, form);
    let mut all = Values::new();
    for (name, entry) in values.as_table().ok_or_else(|| fault("values"))? {
        let number = match entry.get("value") {
            Some(toml::Value::Float(value)) => *value,
            Some(toml::Value::Integer(value)) => *value as f64,
            _ => return Err(fault(name)),
        };
        let unit = match entry.get("unit") {
            Some(unit) => Some(unit.as_str().ok_or_else(|| fault(name))?),
            None => None,
        };
        let shown = value::show(number, unit);
        all.insert(name.clone(), Value { shown, recorded: recorded.and_then(when) });
    }
    Ok(all)
}

/// `recorded 2026-11-20 with rustc 1.95.0 on two cores`, as far as the table says.
fn when(recorded: &toml::Value) -> Option<String> {
    let text = |key: &str| match recorded.get(key)? {
        toml::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let mut when = format!("recorded {}", text("date")?);
    for (word, key) in [("with", "rustc"), ("on", "machine")] {
        if let Some(value) = text(key) {
            when += &format!(" {word} {value}");
        }
    }
    Some(when)
}
