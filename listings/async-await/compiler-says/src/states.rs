//! What `-Zprint-type-sizes` says of the machine of `sum`.

use std::fmt;

/// What lies in the machine in one state.
#[derive(Debug, PartialEq, Eq)]
pub struct State {
    pub name: String,
    /// Names and sizes, in their order.
    pub fields: Vec<(String, u64)>,
}

/// The states of the machine, in the compiler's order.
pub fn states(words: &str) -> Result<Vec<State>, &'static str> {
    let mut lines = words.lines().skip_while(|line| {
        !line.contains("type: `{async fn body of sum::sum()}`")
    });
    lines.next().ok_or("the compiler says nothing of `sum`")?;
    let mut states: Vec<State> = Vec::new();
    for line in
        lines.take_while(|line| !line.starts_with("print-type-size type:"))
    {
        let Some(line) = line.strip_prefix("print-type-size") else {
            continue;
        };
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("variant `") {
            let name = rest.split('`').next().unwrap_or(rest);
            states.push(State { name: name.to_owned(), fields: vec![] });
        } else if let Some(state) = states.last_mut() {
            state.fields.extend(field(line));
        }
    }
    Ok(states)
}

/// "local `.a`: 4 bytes, …" as a name and a size.
fn field(line: &str) -> Option<(String, u64)> {
    let (name, rest) = line.split_once(": ")?;
    let size = rest.split(' ').next()?.parse().ok()?;
    let name = name.strip_prefix("local ").unwrap_or(name);
    Some((name.replace(['`', '.'], ""), size))
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name)?;
        for (number, (name, size)) in self.fields.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            write!(f, "{comma} {name} {size}")?;
        }
        Ok(())
    }
}
