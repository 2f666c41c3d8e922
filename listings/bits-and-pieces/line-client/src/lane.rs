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
        let name = || format!("{} line {}", self.poem, self.count + 1);
        let task = self.task.get_or_insert_with(|| Task::begin(name()));
        task.run();
        // It could be looked at now. The loop turns to the next poem first.
        task.ready();
        self.waiting = false;
    }

    /// The line is whole. If there are more bytes, the next one has begun.
    pub(crate) fn whole(&mut self, more: bool) {
        if let Some(task) = self.task.take() {
            task.run();
            task.end();
        }
        self.count += 1;
        if more {
            self.bytes();
        }
    }

    /// Nothing is there to read.
    pub(crate) fn not_yet(&mut self) {
        // Said once: the loop asks again and again.
        if let Some(task) = &self.task
            && !self.waiting
        {
            task.wait(Wait::Socket("read"));
            self.waiting = true;
        }
    }
}
