//! State machines, from their states and transitions.

use std::collections::{BTreeMap, BTreeSet};

use bindery_diagnostic::Diagnostic;
use serde::Deserialize;

use crate::data::unknown;
use crate::description::Kind;
use crate::frame::Drawing;
use crate::graph::{self, Edge, Graph, Look, Node};
use crate::words::{and, count};

/// The description of a state machine. A test may read the same file and compare `transitions` with
/// the table of the code.
///
/// ```toml
/// kind = "states"
/// title = "A poem in the cache"
/// start = "empty"
/// end = ["failed"]
/// grid = [
///     ["empty", "fetching", "fresh"],
///     ["",      "failed",   "stale"],
/// ]
/// transitions = [
///     { from = "empty", on = "request", to = "fetching" },
///     { from = "fetching", on = "poem", to = "fresh" },
/// ]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct States {
    /// How it is drawn.
    pub kind: Kind,
    /// What the figure is, in a few words.
    pub title: String,
    /// The state in which the machine starts, if there is one.
    pub start: Option<String>,
    /// The states in which it ends.
    #[serde(default)]
    pub end: BTreeSet<String>,
    /// The states, row by row; an empty name is an empty place.
    pub grid: Vec<Vec<String>>,
    /// What leads from one state to another.
    pub transitions: Vec<Transition>,
    /// What the figure calls a state instead of its name.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

/// What leads from a state to another one, or back to the same.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// The state before.
    pub from: String,
    /// What happens; nothing, where it needs no reason.
    #[serde(default)]
    pub on: String,
    /// The state after.
    pub to: String,
}

impl States {
    /// The states, in the order of the grid.
    pub fn states(&self) -> impl Iterator<Item = &str> {
        self.grid.iter().flatten().map(String::as_str).filter(|name| !name.is_empty())
    }

    fn label<'s>(&'s self, state: &'s str) -> &'s str {
        self.names.get(state).map_or(state, String::as_str)
    }

    pub(crate) fn draw(&self) -> Result<Drawing, Diagnostic> {
        let (children, height) = graph::draw(&self.graph()?).map_err(Diagnostic::error)?;
        Ok(Drawing { class: "fig-states", height, children })
    }

    fn graph(&self) -> Result<Graph, Diagnostic> {
        let mut graph = Graph::default();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, names) in self.grid.iter().enumerate() {
            for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
                if numbers.insert(name, graph.nodes.len()).is_some() {
                    let twice = format!("`{name}` stands on the grid twice");
                    return Err(Diagnostic::error(twice).culprit(name));
                }
                let look = if self.end.contains(name) { Look::Double } else { Look::Plain };
                graph.nodes.push(Node {
                    label: self.label(name).to_owned(),
                    place: (row, column),
                    look,
                    start: self.start.as_ref() == Some(name),
                });
            }
        }
        let find = |name: &str| {
            numbers.get(name).copied().ok_or_else(|| unknown("state", name, self.states()))
        };
        for name in self.start.iter().chain(&self.end).chain(self.names.keys()) {
            find(name)?;
        }
        for it in &self.transitions {
            graph.edges.push(Edge {
                from: find(&it.from)?,
                to: find(&it.to)?,
                label: it.on.clone(),
                strong: false,
            });
        }
        Ok(graph)
    }

    pub(crate) fn words(&self) -> String {
        let names: Vec<&str> = self.states().map(|state| self.label(state)).collect();
        let mut text = format!("State machine of {} states, {}.", count(names.len()), and(&names));
        if let Some(start) = &self.start {
            text += &format!(" It starts in {}", self.label(start));
            text += match self.end.is_empty() {
                true => ".",
                false => " and",
            };
        }
        if !self.end.is_empty() {
            let ends: Vec<&str> = self.end.iter().map(|state| self.label(state)).collect();
            text += if self.start.is_some() { " ends in " } else { " It ends in " };
            text += &format!("{}.", and(&ends));
        }
        for state in self.states() {
            let out = self.transitions.iter().filter(|it| it.from == state);
            let ways: Vec<String> = out
                .map(|it| {
                    let to = match it.to == state {
                        true => "back to itself".to_owned(),
                        false => format!("to {}", self.label(&it.to)),
                    };
                    if it.on.is_empty() { to } else { format!("{to} on {}", it.on) }
                })
                .collect();
            if !ways.is_empty() {
                text += &format!(" From {}: {}.", self.label(state), ways.join("; "));
            }
        }
        text
    }
}
