//! Whether a run can have been as a trace says.

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Kind};

/// What has to be known of the events so far to tell whether the next one can be.
#[derive(Debug, Default)]
pub(super) struct Check {
    events: u64,
    us: u64,
    /// The tasks that live, with their names.
    alive: BTreeMap<u64, String>,
    over: BTreeSet<u64>,
    /// Which task runs on a thread, and on which thread a task runs.
    runs: BTreeMap<u64, u64>,
}

impl Check {
    /// What comes next, an event or a message, is the event `seq` and at `us` microseconds.
    pub(super) fn place(&mut self, seq: u64, us: u64) -> Result<(), String> {
        if seq != self.events {
            return Err(format!("event {} is missing before event {seq}", self.events));
        }
        if us < self.us {
            return Err("time runs backwards here".to_owned());
        }
        (self.events, self.us) = (seq + 1, us);
        Ok(())
    }

    /// The next event.
    pub(super) fn event(&mut self, event: &Event) -> Result<(), String> {
        self.place(event.seq, event.us)?;
        let name = &event.name;
        if event.event == Kind::Begin {
            if self.over.contains(&event.task) || self.alive.contains_key(&event.task) {
                return Err(format!("task {} ({name}) begins twice", event.task));
            }
            self.alive.insert(event.task, name.clone());
        } else if self.over.contains(&event.task) {
            return Err(format!("task {} ({name}) was over before", event.task));
        } else if self.alive.get(&event.task) != Some(name) {
            return Err(format!("no task {} began with the name {name}", event.task));
        }
        if (event.event == Kind::Wait) != event.on.is_some() {
            return Err("`on` says what a `wait` is for".to_owned());
        }
        self.running(event)
    }

    /// One thread runs one task at a time.
    fn running(&mut self, event: &Event) -> Result<(), String> {
        match event.event {
            Kind::Begin | Kind::Wake => {}
            Kind::Run | Kind::Poll => {
                self.runs.retain(|_, task| *task != event.task);
                if let Some(other) = self.runs.insert(event.thread, event.task) {
                    let other = &self.alive[&other];
                    return Err(format!(
                        "{} runs on a thread that runs {other}, which neither waits nor is ready",
                        event.name
                    ));
                }
            }
            Kind::Wait | Kind::Ready => self.runs.retain(|_, task| *task != event.task),
            Kind::End | Kind::Drop => {
                self.runs.retain(|_, task| *task != event.task);
                self.over.insert(event.task);
            }
        }
        Ok(())
    }
}
