//! Who has a mutex, for somebody who looks for the reason of a hang.

use std::fmt;
use std::rc::Rc;

/// Who has a mutex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// It is free.
    Nobody,
    /// This task has taken it.
    Has(Rc<str>),
    /// It was given to a future of this task, which has not been polled since.
    GivenTo(Rc<str>),
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Holder::Nobody => f.write_str("nobody has it"),
            Holder::Has(task) => write!(f, "{task} has it"),
            Holder::GivenTo(task) => {
                write!(f, "given to a future of {task}, not polled since")
            }
        }
    }
}
