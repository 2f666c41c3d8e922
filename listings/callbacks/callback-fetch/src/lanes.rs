//! What the figures show of a poem. The recorder is told of the place where these functions are
//! called, as if the calls of the recorder stood there.

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
    Functions(RefCell<Functions>),
}

#[derive(Debug, Default)]
struct Functions {
    tasks: BTreeMap<String, Task>,
    /// The one that runs; the one that called it has made way.
    running: Option<Task>,
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
    #[track_caller]
    pub(crate) fn run(&self, function: &str) {
        match &*self.0 {
            Kind::Poem(task) => task.run(),
            Kind::Functions(functions) => {
                let mut functions = functions.borrow_mut();
                let task = functions.task(function);
                if let Some(caller) = functions.running.replace(task.clone()) {
                    caller.ready();
                }
                task.run();
            }
        }
    }

    /// This function waits to be called.
    #[track_caller]
    pub(crate) fn wait(&self, function: &str) {
        let on = match function {
            "on_timeout" => Wait::Timer,
            "on_writable" => Wait::Socket("connect"),
            _ => Wait::Socket("read"),
        };
        match &*self.0 {
            Kind::Poem(task) => task.wait(on),
            Kind::Functions(functions) => {
                let mut functions = functions.borrow_mut();
                functions.task(function).wait(on);
                functions.running = None;
            }
        }
    }

    /// This function will not be called again, and these others wait to be called.
    #[track_caller]
    pub(crate) fn end(&self, function: &str, next: &[&str]) {
        if let Kind::Functions(functions) = &*self.0 {
            let ended = functions.borrow_mut().tasks.remove(function);
            if let Some(task) = ended {
                task.end();
            }
        }
        for next in next {
            self.wait(next);
        }
    }

    /// This function will never be called.
    pub(crate) fn drop(&self, function: &str) {
        if let Kind::Functions(functions) = &*self.0 {
            functions.borrow_mut().tasks.remove(function);
        }
    }

    /// The poem is over.
    #[track_caller]
    pub(crate) fn end_all(&self) {
        match &*self.0 {
            Kind::Poem(task) => task.end(),
            Kind::Functions(functions) => {
                for task in functions.take().tasks.values() {
                    task.end();
                }
            }
        }
    }
}

impl Functions {
    #[track_caller]
    fn task(&mut self, function: &str) -> Task {
        if let Some(task) = self.tasks.get(function) {
            return task.clone();
        }
        let task = Task::begin(function);
        self.tasks.insert(function.to_owned(), task.clone());
        task
    }
}
