//! The numbers of a measurement, as prose quotes them.

use std::collections::BTreeMap;

use super::Measurement;
use crate::quantity::show;

impl Measurement {
    /// Every number with its unit: `<key>.<column>`, and `<column>.min` and `.max`. A space in a name
    /// is a hyphen here.
    pub(crate) fn values(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for (at, column) in self.columns.iter().enumerate() {
            let unit = column.unit.as_deref();
            let numbers: Vec<f64> = self.numbers(at).flatten().collect();
            for (which, number) in [
                ("min", numbers.iter().copied().reduce(f64::min)),
                ("max", numbers.iter().copied().reduce(f64::max)),
            ] {
                let name = name(&[&column.name, which]);
                all.extend(number.map(|number| (name, show(number, unit))));
            }
            if at > 0 {
                for (key, number) in self.keys().zip(self.numbers(at)) {
                    let name = name(&[key, &column.name]);
                    all.extend(number.map(|number| (name, show(number, unit))));
                }
            }
        }
        all
    }
}

fn name(parts: &[&str]) -> String {
    parts.join(".").replace(' ', "-")
}
