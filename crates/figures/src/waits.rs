//! Wait graphs: who waits for what, and who holds it. A circle is a deadlock.

mod circle;
mod run;

use std::collections::{BTreeMap, BTreeSet};

use bindery_diagnostic::Diagnostic;
use serde::Deserialize;

use crate::data::unknown;
use crate::description::Kind;
use crate::frame::Drawing;
use crate::graph::{self, Edge, Graph, Look, Node};
use crate::words::and;

/// The description of a wait graph that no run recorded.
///
/// ```toml
/// kind = "waits"
/// title = "Two tasks, two locks"
/// waits = [{ who = "A", on = "second lock" }, { who = "B", on = "first lock" }]
/// holds = [{ who = "A", what = "first lock" }, { who = "B", what = "second lock" }]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Waits {
    /// How it is drawn.
    pub kind: Kind,
    /// What the figure is, in a few words.
    pub title: String,
    /// Who waits for what: another task, or anything else.
    pub waits: Vec<Wait>,
    /// Who holds what.
    #[serde(default)]
    pub holds: Vec<Hold>,
    /// Where all of them stand, row by row, if not where they are placed without it.
    #[serde(default)]
    pub grid: Vec<Vec<String>>,
}

/// A task waits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// The task.
    pub who: String,
    /// What it waits for.
    pub on: String,
}

/// A task has something to itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// The task.
    pub who: String,
    /// What it holds.
    pub what: String,
}

/// Who waits for what at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Situation {
    /// The tasks; whatever else is waited for is none.
    tasks: BTreeSet<String>,
    /// From who waits to what it waits for, and from what is held to who holds it.
    arrows: Vec<(String, String)>,
    /// When it was, in a run: microseconds from its start, and how long it lasted.
    pub(crate) when: Option<(u64, u64)>,
}

impl Waits {
    fn situation(&self) -> Situation {
        let waits = self.waits.iter().map(|it| (it.who.clone(), it.on.clone()));
        let holds = self.holds.iter().map(|it| (it.what.clone(), it.who.clone()));
        let tasks = self.waits.iter().map(|it| &it.who).chain(self.holds.iter().map(|it| &it.who));
        let tasks = tasks.cloned().collect();
        Situation { tasks, arrows: waits.chain(holds).collect(), when: None }
    }

    pub(crate) fn draw(&self) -> Result<Drawing, Diagnostic> {
        self.situation().draw(&self.grid)
    }

    pub(crate) fn words(&self) -> String {
        self.situation().words()
    }
}

impl Situation {
    /// All names, in the order in which they are told.
    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.arrows.iter().flat_map(|(from, to)| [from, to]) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// The graph, on the author's grid or, if that is empty, on one that shows the circle as one.
    pub(crate) fn draw(&self, grid: &[Vec<String>]) -> Result<Drawing, Diagnostic> {
        if self.arrows.is_empty() {
            return Err(Diagnostic::error("nobody waits for anything"));
        }
        let circle = circle::longest(&self.arrows);
        let mut places: BTreeMap<String, (usize, usize)> = circle::places(&self.arrows, &circle);
        if !grid.is_empty() {
            places.clear();
            for (row, names) in grid.iter().enumerate() {
                for (column, name) in names.iter().enumerate().filter(|it| !it.1.is_empty()) {
                    places.insert(name.clone(), (row, column));
                }
            }
        }
        let mut graph = Graph::default();
        for name in self.names() {
            let missing =
                || unknown("place on the grid for", name, places.keys().map(String::as_str));
            let place = *places.get(name).ok_or_else(missing)?;
            let look = if self.tasks.contains(name) { Look::Round } else { Look::Plain };
            graph.nodes.push(Node { label: name.to_owned(), place, look, start: false });
        }
        let names = self.names();
        let number = |name: &String| names.iter().position(|it| it == name).unwrap_or(0);
        for (from, to) in &self.arrows {
            let label = if self.tasks.contains(from) { "waits for" } else { "is held by" };
            graph.edges.push(Edge {
                from: number(from),
                to: number(to),
                label: label.to_owned(),
                strong: circle::joins(&circle, from, to),
            });
        }
        let (children, height) = graph::draw(&graph).map_err(Diagnostic::error)?;
        Ok(Drawing { class: "fig-waits", height, children })
    }

    pub(crate) fn words(&self) -> String {
        let holder = |what: &str| {
            let held =
                self.arrows.iter().find(|(from, _)| from == what && !self.tasks.contains(from));
            held.map(|(_, who)| who.as_str())
        };
        let waits = self.arrows.iter().filter(|(from, _)| self.tasks.contains(from));
        let told: Vec<String> = waits
            .map(|(who, on)| match holder(on) {
                Some(holder) => format!("{who} waits for {on}, which {holder} holds"),
                None => format!("{who} waits for {on}"),
            })
            .collect();
        let mut text = match self.when {
            Some((at, _)) => format!("Wait graph, {} after the start", crate::scale::time(at)),
            None => "Wait graph".to_owned(),
        };
        text += &format!(": {}.", told.join("; "));
        let circle = circle::longest(&self.arrows);
        let stuck: Vec<&str> =
            circle.iter().filter(|name| self.tasks.contains(*name)).map(String::as_str).collect();
        text += &match stuck.len() {
            0 => " Nobody waits for each other.".to_owned(),
            1 => format!(" {} waits for itself, and can never go on.", stuck[0]),
            _ => {
                format!(" {} wait for each other in a circle: none of them can go on.", and(&stuck))
            }
        };
        text
    }
}
