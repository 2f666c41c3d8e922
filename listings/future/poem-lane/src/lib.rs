//! A poem's lane in a figure, beside the lane of whoever asks again and again.
//!
//! Most questions bring nothing, and there are thousands of them in a millisecond. So only those
//! that bring something are recorded.

use trace::{Task, Wait};

/// The lane of a poem.
#[derive(Debug)]
pub struct Lane {
    asking: Task,
    poem: Task,
}

impl Lane {
    /// A poem that waits for its first bytes, and the lane of whoever asks for them.
    pub fn new(asking: &Task, name: &str) -> Lane {
        let lane = Lane { asking: asking.clone(), poem: Task::begin(name) };
        lane.run();
        lane.wait();
        lane
    }

    /// Something has come: the thread is the poem's now.
    pub fn run(&self) {
        self.asking.ready();
        self.poem.run();
    }

    /// The poem waits again, and somebody asks again.
    pub fn wait(&self) {
        self.poem.wait(Wait::Socket("read"));
        self.asking.run();
    }

    /// The poem is over.
    pub fn end(&self) {
        self.poem.end();
        self.asking.run();
    }
}
