//! What the recorder is told: each line of a poem is a task, from its first byte to its last.

use trace::{Task, Wait};

/// The line of a poem that is coming in, for the recorder.
#[derive(Debug)]
pub(crate) struct Lane {
    poem: String,
    /// How many lines were whole.
    count: usize,
    task: Option<Task>,
    waiting: bool,
}

impl Lane {
    /// No byte of the poem is there.
    pub(crate) fn new(poem: String) -> Self {
        Lane { poem, count: 0, task: None, waiting: false }
    }

    /// Bytes came in. They belong to the line that has begun, or begin one.
    pub(crate) fn bytes(&mut self) {
        self.task().run();
        // It could be looked at now. The loop turns to the next poem first.
        self.task().ready();
        self.waiting = false;
    }

    /// A line is whole.
    pub(crate) fn whole(&mut self) {
        self.task().run();
        self.task().end();
        self.task = None;
        self.waiting = false;
        self.count += 1;
    }

    /// Nothing is there to read. Has a line begun?
    pub(crate) fn not_yet(&mut self, begun: bool) {
        // Said once: the loop asks again and again.
        if begun && !self.waiting {
            self.task().wait(Wait::Socket("read"));
            self.waiting = true;
        }
    }

    /// The line that has begun, or that begins now.
    fn task(&mut self) -> &Task {
        let name = || format!("{} line {}", self.poem, self.count + 1);
        self.task.get_or_insert_with(|| Task::begin(name()))
    }
}
