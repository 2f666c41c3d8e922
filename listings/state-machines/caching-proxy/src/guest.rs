//! A guest of the proxy.

use std::mem;

use decoders::Lines;
use fetch_machine::Progress::{Done, NotYet};
use fetch_machine::{LONGEST, Watched};
use proxy_parts::{Answer, LONGEST_NAME, has_left, netstring, read_name};
use trace::{Task, Wait};
use write_queue::WriteQueue;

/// A guest, from its request to its answer.
#[derive(Debug)]
pub(crate) struct Guest {
    stream: Watched,
    state: State,
    lane: Task,
}

// ANCHOR: state
#[derive(Debug)]
enum State {
    Reading { lines: Lines },
    Waiting { name: String },
    Writing { queue: WriteQueue },
    Over,
}

/// What is to be done for a guest.
#[derive(Debug)]
pub(crate) enum Step {
    /// Wait for its next event, or for its answer.
    Wait,
    /// It wants this poem.
    Ask(String),
    /// It leaves, and does not want this poem any more.
    GiveUp(String),
    /// It leaves.
    Leave,
}
// ANCHOR_END: state

impl Guest {
    pub(crate) fn new(stream: Watched, lane: Task) -> Guest {
        let lines = Lines::new(LONGEST_NAME);
        Guest { stream, state: State::Reading { lines }, lane }
    }

    /// Does what can be done now, and tells the recorder.
    pub(crate) fn step(&mut self) -> Step {
        self.lane.run();
        let step = self.go_on();
        match (&step, &self.state) {
            (Step::Leave | Step::GiveUp(_), _) => self.lane.end(),
            (_, State::Waiting { name }) => self.lane.wait(Wait::Task(name)),
            (_, State::Writing { .. }) => self.lane.wait(Wait::Socket("room")),
            (..) => self.lane.wait(Wait::Socket("name")),
        }
        step
    }

    /// Does what can be done now. Never waits.
    fn go_on(&mut self) -> Step {
        match mem::replace(&mut self.state, State::Over) {
            State::Reading { mut lines } => {
                match read_name(&mut self.stream, &mut lines) {
                    Done(Ok(name)) => {
                        self.state = State::Waiting { name: name.clone() };
                        return Step::Ask(name);
                    }
                    Done(Err(_)) => return Step::Leave,
                    NotYet => self.state = State::Reading { lines },
                }
            }
            State::Waiting { name } => {
                if has_left(&mut self.stream) {
                    return Step::GiveUp(name);
                }
                self.state = State::Waiting { name };
            }
            State::Writing { mut queue } => {
                let written = queue.write_to(&mut self.stream);
                if written.is_err() || queue.is_empty() {
                    return Step::Leave;
                }
                self.state = State::Writing { queue };
            }
            State::Over => panic!("a guest is stepped after its end"),
        }
        Step::Wait
    }

    /// What it has waited for. It is to be stepped then.
    pub(crate) fn answer(&mut self, answer: &Answer) {
        // Room for the longest poem, and for what makes it a netstring.
        let mut queue = WriteQueue::new(LONGEST + 16);
        let pushed = queue.push(&netstring(answer));
        pushed.expect("a fetch gives no longer poem");
        self.state = State::Writing { queue };
    }
}
