//! What the figures show of a poem.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use trace::{Task, Wait};

/// The lanes of a poem in a figure: one for the whole poem, or one for each of its functions.
///
/// It records, and does nothing else.
#[derive(Debug, Clone)]
pub struct Lanes(Rc<Kind>);

#[derive(Debug)]
enum Kind {
    Poem(Task),
    Functions(RefCell<BTreeMap<String, Task>>),
}

impl Lanes {
    /// One lane, with this name.
    pub fn of_poem(name: &str) -> Lanes {
        Lanes(Rc::new(Kind::Poem(Task::begin(name))))
    }

    /// A lane for each function.
    pub fn of_functions() -> Lanes {
        Lanes(Rc::new(Kind::Functions(RefCell::default())))
    }

    /// Somebody calls this function.
    pub(crate) fn run(&self, function: &str) {
        self.task(function).run();
    }

    /// This function waits to be called.
    pub(crate) fn wait(&self, function: &str) {
        let on = match function {
            "on_timeout" => Wait::Timer,
            "on_writable" => Wait::Socket("connect"),
            _ => Wait::Socket("read"),
        };
        self.task(function).wait(on);
    }

    /// This function will not be called again, and these others wait to be called.
    pub(crate) fn end(&self, function: &str, next: &[&str]) {
        if let Kind::Functions(tasks) = &*self.0
            && let Some(task) = tasks.borrow_mut().remove(function)
        {
            task.end();
        }
        next.iter().for_each(|next| self.wait(next));
    }

    /// This function will never be called.
    pub(crate) fn drop(&self, function: &str) {
        if let Kind::Functions(tasks) = &*self.0 {
            tasks.borrow_mut().remove(function);
        }
    }

    /// The poem is over.
    pub(crate) fn end_all(&self) {
        match &*self.0 {
            Kind::Poem(task) => task.end(),
            Kind::Functions(tasks) => {
                tasks.take().values().for_each(Task::end);
            }
        }
    }

    fn task(&self, function: &str) -> Task {
        match &*self.0 {
            Kind::Poem(task) => task.clone(),
            Kind::Functions(tasks) => {
                let mut tasks = tasks.borrow_mut();
                let new = || Task::begin(function);
                tasks.entry(function.to_owned()).or_insert_with(new).clone()
            }
        }
    }
}
