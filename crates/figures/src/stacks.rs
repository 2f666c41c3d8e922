//! Call stacks, one beside the other.

use bindery_diagnostic::Diagnostic;
use serde::Deserialize;

use crate::description::Kind;
use crate::frame::{Drawing, WIDTH};
use crate::ink::{Fill, filled, text};
use crate::metrics;
use crate::svg::Element;
use crate::texture::Rect;
use crate::words::{and, count};

/// The height of a call, and room between two stacks.
const CALL: f64 = 34.0;
const BETWEEN: f64 = 26.0;

/// The line with the name of a stack, and a row of the key.
const NAME: f64 = 28.0;
const KEY: f64 = 30.0;

/// Room in a call beside its name, and the width of the mark that says whose it is.
const PADDING: f64 = 10.0;
const MARK: f64 = 14.0;

/// The description of call stacks.
///
/// ```toml
/// kind = "stack"
/// title = "Who calls whom"
/// grows = "down"
///
/// [[stack]]
/// name = "blocking"
/// calls = [{ name = "main", of = "you" }, { name = "read", of = "the library" }]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Stacks {
    /// How it is drawn.
    pub kind: Kind,
    /// What the figure is, in a few words.
    pub title: String,
    /// Where the callee stands.
    #[serde(default)]
    pub grows: Grows,
    /// The stacks, from left to right.
    pub stack: Vec<Stack>,
}

/// Where the callee stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grows {
    /// Above its caller.
    #[default]
    Up,
    /// Below its caller.
    Down,
}

/// A stack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stack {
    /// What it is called: a thread, or a moment.
    pub name: String,
    /// The calls, each of which made the next one.
    pub calls: Vec<Call>,
}

/// A call that has not returned.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The function.
    pub name: String,
    /// Whose it is; a mark tells them apart.
    #[serde(default)]
    pub of: String,
}

impl Stacks {
    /// Whose functions there are, each once, in the order in which they come.
    fn owners(&self) -> Vec<&str> {
        let mut owners: Vec<&str> = Vec::new();
        for call in self.stack.iter().flat_map(|stack| &stack.calls) {
            if !call.of.is_empty() && !owners.contains(&call.of.as_str()) {
                owners.push(&call.of);
            }
        }
        owners
    }

    fn width(&self) -> f64 {
        let mark = if self.owners().is_empty() { 0.0 } else { MARK };
        let call = |stack: &Stack| {
            let calls = stack.calls.iter().map(|call| metrics::width(&call.name));
            calls.fold(metrics::width(&stack.name), f64::max) + 2.0 * PADDING + mark
        };
        self.stack.iter().map(call).fold(90.0, f64::max)
    }

    pub(crate) fn draw(&self) -> Result<Drawing, Diagnostic> {
        let count = self.stack.len() as f64;
        let width = self.width();
        let all = count * width + (count - 1.0) * BETWEEN;
        if self.stack.is_empty() || all > WIDTH - 2.0 {
            let message = match self.stack.is_empty() {
                true => "there is no stack".to_owned(),
                false => format!("the stacks would be {all:.0} pixels wide; {WIDTH} is the most"),
            };
            return Err(Diagnostic::error(message));
        }
        let owners = self.owners();
        let (mut children, key) = (Vec::new(), if owners.is_empty() { 0.0 } else { KEY });
        let mut x = 0.0;
        for (number, owner) in owners.iter().enumerate() {
            let rect = Rect { x, y: 1.0, width: 26.0, height: 18.0 };
            children.push(filled(rect, Fill::Task(number), "", owner));
            children.push(text(owner, x + 34.0, 10.0));
            x += 34.0 + metrics::width(owner) + 20.0;
        }
        let deepest = self.stack.iter().map(|stack| stack.calls.len()).max().unwrap_or(0);
        let height = deepest as f64 * CALL;
        let more = ((WIDTH - all) / count).min(60.0);
        let width = width + more * count / (count + 1.0);
        let spare = (WIDTH - count * width - (count - 1.0) * BETWEEN) / 2.0;
        for (number, stack) in self.stack.iter().enumerate() {
            let x = spare + number as f64 * (width + BETWEEN);
            children.push(self.column(stack, x, width, (key, height), &owners));
        }
        Ok(Drawing { class: "fig-stack", height: key + NAME + height + 2.0, children })
    }

    fn column(
        &self,
        stack: &Stack,
        x: f64,
        width: f64,
        (top, height): (f64, f64),
        owners: &[&str],
    ) -> Element {
        let mut group = Element::new("g").attr("class", "fig-lane");
        let up = self.grows == Grows::Up;
        // The name stands where the first call is.
        let (name, calls) =
            if up { (top + height + NAME / 2.0, top) } else { (top + 8.0, top + NAME) };
        let label = text(&stack.name, x + width / 2.0, name).attr("text-anchor", "middle");
        group.push(label.attr("class", "fig-name").attr("font-weight", "bold"));
        for (depth, call) in stack.calls.iter().enumerate() {
            let y = match up {
                true => calls + height - (depth + 1) as f64 * CALL,
                false => calls + depth as f64 * CALL,
            };
            group.push(
                Element::new("rect")
                    .at("x", x)
                    .at("y", y)
                    .at("width", width)
                    .at("height", CALL)
                    .attr("fill", "none")
                    .attr("stroke", "currentColor"),
            );
            let owner = owners.iter().position(|owner| *owner == call.of);
            let mark = owner.map_or(0.0, |_| MARK);
            if let Some(owner) = owner {
                let rect = Rect { x: x + 1.0, y: y + 1.0, width: MARK - 2.0, height: CALL - 2.0 };
                group.push(filled(rect, Fill::Task(owner), "", &call.of));
            }
            let middle = x + mark + (width - mark) / 2.0;
            group.push(text(&call.name, middle, y + CALL / 2.0).attr("text-anchor", "middle"));
        }
        group
    }

    pub(crate) fn words(&self) -> String {
        let stacks = match self.stack.len() {
            1 => "One call stack".to_owned(),
            number => format!("{} call stacks, side by side", count(number)),
        };
        let stacks = stacks[..1].to_uppercase() + &stacks[1..];
        let told = self.stack.iter().map(|stack| {
            let called = |call: &Call| match call.of.as_str() {
                "" => call.name.clone(),
                of => format!("{} ({of})", call.name),
            };
            let calls: Vec<String> = stack.calls.iter().map(called).collect();
            match calls.as_slice() {
                [] => format!("{} is empty", stack.name),
                [only] => format!("{}: {only}", stack.name),
                [first, rest @ ..] => {
                    let calls = rest.iter().map(|call| format!(", which calls {call}"));
                    format!(
                        "{}: {first}{}",
                        stack.name,
                        calls.collect::<String>().replacen(", which", "", 1)
                    )
                }
            }
        });
        let told: Vec<String> = told.collect();
        let owners = self.owners();
        let whose = match owners.len() {
            0 | 1 => String::new(),
            _ => format!(" Marks tell {} apart.", and(&owners)),
        };
        let grows = match self.grows {
            Grows::Up => "each call above its caller",
            Grows::Down => "each call below its caller",
        };
        format!("{stacks}, {grows}. {}.{whose}", told.join(". "))
    }
}
