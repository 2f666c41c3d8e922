//! Figures that are drawn from their description alone.

use bindery_diagnostic::{Diagnostic, nearest};

use crate::frame::Drawing;
use crate::memory::Memory;
use crate::stacks::Stacks;
use crate::states::States;
use crate::waits::Waits;

/// What a figure shows that no program recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// A state machine.
    States(States),
    /// What lies where in memory.
    Memory(Memory),
    /// Who waits for whom.
    Waits(Waits),
    /// Who called whom.
    Stacks(Stacks),
}

impl Data {
    /// What the figure is, in a few words.
    pub fn title(&self) -> &str {
        match self {
            Data::States(it) => &it.title,
            Data::Memory(it) => &it.title,
            Data::Waits(it) => &it.title,
            Data::Stacks(it) => &it.title,
        }
    }

    /// The drawing.
    ///
    /// # Errors
    /// When it names what isn't there, or something has no room; the diagnostic has no place.
    pub(crate) fn draw(&self) -> Result<Drawing, Diagnostic> {
        match self {
            Data::States(it) => it.draw(),
            Data::Memory(it) => it.draw(),
            Data::Waits(it) => it.draw(),
            Data::Stacks(it) => it.draw(),
        }
    }

    /// What it shows, in words.
    pub(crate) fn words(&self) -> String {
        match self {
            Data::States(it) => it.words(),
            Data::Memory(it) => it.words(),
            Data::Waits(it) => it.words(),
            Data::Stacks(it) => it.words(),
        }
    }
}

/// Says that there is no `kind` with this name, and which name comes near.
pub(crate) fn unknown<'n>(
    kind: &str,
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let unknown = Diagnostic::error(format!("there is no {kind} `{name}`")).culprit(name);
    match nearest(name, names) {
        Some(near) => unknown.hint(format!("did you mean `{near}`?")),
        None => unknown,
    }
}
