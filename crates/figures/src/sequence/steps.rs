//! A trace as messages between lifelines.

use std::collections::BTreeMap;

use crate::description::RunDescription;
use crate::trace::{Event, Kind, Message, Trace};

/// A pause is told when it is this part of the whole at least.
const PAUSE: u64 = 12;

/// The messages of a run, or of a part of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sequence {
    /// The names, from left to right.
    pub(super) lifelines: Vec<String>,
    pub(super) steps: Vec<Step>,
    /// When tasks run: from the step that polls one to the step with its answer.
    pub(super) turns: Vec<Turn>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// Microseconds since the start of the run.
    pub(super) us: u64,
    /// Who says it and who hears it, as indexes of the lifelines.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
    /// The source file and the line where it was said, as far as the trace knows.
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
    /// Whether it answers a poll.
    pub(super) answers: bool,
}

/// A lifeline runs from one step to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) lifeline: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Sequence {
    /// The messages in `trace`, and what happened to tasks as messages of those whom the
    /// description names: who polls them, and who wakes them when no task does.
    pub(super) fn of(trace: &Trace, description: &RunDescription) -> Sequence {
        let mut told = Told::new(description);
        let mut messages = trace.messages.iter().peekable();
        for event in &trace.events {
            while let Some(message) = messages.next_if(|message| message.seq < event.seq) {
                told.message(message);
            }
            told.event(event);
        }
        for message in messages {
            told.message(message);
        }
        told.finish()
    }

    /// How long nothing was said before the step `number`, if it was long.
    pub(super) fn pause_before(&self, number: usize) -> Option<u64> {
        let pause = self.steps[number].us - self.steps[number.checked_sub(1)?].us;
        (pause * PAUSE >= self.total_us()).then_some(pause)
    }

    /// From the first message to the last.
    pub(super) fn total_us(&self) -> u64 {
        match (self.steps.first(), self.steps.last()) {
            (Some(first), Some(last)) => (last.us - first.us).max(1),
            _ => 1,
        }
    }
}

/// What has been said so far.
struct Told<'d> {
    description: &'d RunDescription,
    /// From, to, and the rest of the step, whose indexes aren't known yet.
    said: Vec<(String, String, Step)>,
    /// The names of the tasks that live.
    names: BTreeMap<u64, String>,
    namesakes: BTreeMap<String, u32>,
    /// The tasks that run, by thread, and those of them that were polled.
    runs: BTreeMap<u64, u64>,
    polled: BTreeMap<u64, bool>,
}

impl<'d> Told<'d> {
    fn new(description: &'d RunDescription) -> Self {
        Told {
            description,
            said: Vec::new(),
            names: BTreeMap::new(),
            namesakes: BTreeMap::new(),
            runs: BTreeMap::new(),
            polled: BTreeMap::new(),
        }
    }

    /// What the figure calls somebody.
    fn named(&self, name: &str) -> String {
        self.description.names.get(name).map_or(name, String::as_str).to_owned()
    }

    fn message(&mut self, message: &Message) {
        let Message { us, from, to, what, file, line, .. } = message;
        self.say(from, to, (*us, what, file, *line));
    }

    /// When something was said, what, and where.
    fn say(
        &mut self,
        from: &str,
        to: &str,
        (us, what, file, line): (u64, &str, &Option<String>, Option<u32>),
    ) {
        let (label, file) = (what.to_owned(), file.clone());
        let step = Step { us, from: 0, to: 0, label, file, line, answers: false };
        self.said.push((self.named(from), self.named(to), step));
    }

    fn event(&mut self, event: &Event) {
        let rules = &self.description.sequence;
        if event.event == Kind::Begin {
            let name = self.named(&event.name);
            let count = self.namesakes.entry(name.clone()).or_default();
            *count += 1;
            let name = if *count > 1 { format!("{name} ({count})") } else { name };
            self.names.insert(event.task, name);
        }
        let task = self.names.get(&event.task).cloned().unwrap_or_default();
        match event.event {
            Kind::Begin => {}
            Kind::Run | Kind::Poll => {
                self.runs.insert(event.thread, event.task);
                let polled = event.event == Kind::Poll;
                self.polled.insert(event.task, polled);
                if let Some(executor) = rules.executor.clone().filter(|_| polled) {
                    self.say(&executor, &task, (event.us, "poll", &event.file, event.line));
                }
            }
            Kind::Wait | Kind::Ready | Kind::End | Kind::Drop => {
                self.runs.retain(|_, running| *running != event.task);
                let polled = self.polled.remove(&event.task) == Some(true);
                if let Some(executor) = rules.executor.clone().filter(|_| polled) {
                    let answer = if event.event == Kind::End { "Ready" } else { "Pending" };
                    self.say(&task, &executor, (event.us, answer, &event.file, event.line));
                    if let Some((.., step)) = self.said.last_mut() {
                        step.answers = true;
                    }
                }
            }
            Kind::Wake => {
                let runs = self.runs.get(&event.thread).and_then(|task| self.names.get(task));
                if let Some(by) = runs.or(rules.waker.as_ref()).cloned() {
                    self.say(&by, &task, (event.us, "wake", &event.file, event.line));
                }
            }
        }
    }

    /// The sequence of what was said, less what the description leaves out.
    fn finish(self) -> Sequence {
        let rules = &self.description.sequence;
        let lifelines = rules.lifelines.iter().map(|name| self.named(name)).collect();
        let mut all = Sequence { lifelines, ..Sequence::default() };
        let [first, last] = rules.range.unwrap_or([1, usize::MAX]);
        let mut number = 0;
        for (from, to, step) in self.said {
            let known = |name: &String| all.lifelines.contains(name);
            let drawn = rules.lifelines.is_empty() || known(&from) && known(&to);
            if !drawn {
                continue;
            }
            number += 1;
            if number < first || number > last {
                continue;
            }
            let [from, to] = [from, to].map(|name| {
                all.lifelines.iter().position(|known| *known == name).unwrap_or_else(|| {
                    all.lifelines.push(name);
                    all.lifelines.len() - 1
                })
            });
            all.steps.push(Step { from, to, ..step });
        }
        all.turns = turns(&all.steps);
        all
    }
}

/// From each answer back to the poll that it answers.
fn turns(steps: &[Step]) -> Vec<Turn> {
    let mut turns = Vec::new();
    for (last, answer) in steps.iter().enumerate().filter(|(_, step)| step.answers) {
        let polls = |step: &Step| step.from == answer.to && step.to == answer.from;
        if let Some(first) = steps[..last].iter().rposition(|step| polls(step) && !step.answers) {
            turns.push(Turn { lifeline: answer.from, first, last });
        }
    }
    turns
}
