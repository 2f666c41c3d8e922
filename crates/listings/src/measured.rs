//! Measured values: the numbers of a figure's run or measurement.

use crate::directive::{Fault, list};
use crate::drawings::Drawings;
use bindery_diagnostic::{Diagnostic, nearest};
use bindery_figures::{Figure, Recording};
use std::collections::BTreeMap;

/// A value, as prose quotes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// The value with its unit.
    pub shown: String,
    /// When, with what and where it was recorded, if its file says so.
    pub recorded: Option<String>,
}

/// The values of one figure, by name.
type Values = BTreeMap<String, Value>;

/// The values of the figures that have been asked for so far.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    read: BTreeMap<String, Result<Values, Diagnostic>>,
}

impl Measured {
    /// The value `name`: the name of a file in `figures/`, a dot, and the value's own name.
    pub fn get(&mut self, name: &str, drawings: &mut Drawings) -> Result<Value, Diagnostic> {
        let is_name = |file: &str| !file.is_empty() && file.chars().all(is_name_char);
        let Some((file, key)) = name.split_once('.').filter(|(file, _)| is_name(file)) else {
            let hint = "a value is named for its file in figures/, as in `three-tasks.total`";
            return Err(Fault::new(format!("`{name}` names no value"), name, hint).into());
        };
        if !self.read.contains_key(file) {
            let values = drawings.get(file).map(|figure| values(&figure));
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
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// The values of a figure.
fn values(figure: &Figure) -> Values {
    let recorded = figure.recording().map(Recording::provenance);
    let value =
        |shown: String| Value { shown: shown.replace(' ', "\u{a0}"), recorded: recorded.clone() };
    figure.values().into_iter().map(|(name, shown)| (name, value(shown))).collect()
}
