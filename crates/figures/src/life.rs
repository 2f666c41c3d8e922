//! What the events of a trace come to: for each task, in which state it was and when.

use std::collections::BTreeMap;

use crate::trace::{Kind, On, Trace};

/// The state of a task during a span.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// It could run, and doesn't.
    Ready,
    /// It runs.
    Run,
    /// It waits, for a thing of this kind and with this name.
    Wait(On, Option<String>),
}

/// A time during which a task was in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) state: State,
    /// Microseconds from the start of the run.
    pub(crate) from: u64,
    pub(crate) to: u64,
    /// The events that began and ended it, by `seq`: on one thread an order without a clock.
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// The thread that the task was on when the span began.
    pub(crate) thread: u64,
}

/// How the life of a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It finished.
    Ended,
    /// It was cut short.
    Dropped,
    /// The trace ended before it did.
    Open,
}

/// The life of one task.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    /// Its name; the second task of the same name has ` (2)` behind it, and so on.
    pub(crate) name: String,
    /// What it did, without gaps.
    pub(crate) spans: Vec<Span>,
    pub(crate) ending: Ending,
}

/// Somebody wakes a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wake {
    pub(crate) us: u64,
    /// The task that is woken, as an index of the lives.
    pub(crate) woken: usize,
    /// The task that ran on the thread that woke it.
    pub(crate) by: Option<usize>,
}

/// The tasks of a trace, in the order in which they begin, and who woke whom.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lives {
    pub(crate) lives: Vec<Life>,
    pub(crate) wakes: Vec<Wake>,
    /// The threads that tasks ran on, by number, with their names.
    pub(crate) threads: BTreeMap<u64, String>,
    /// How long the run took, in microseconds.
    pub(crate) total_us: u64,
}

impl Life {
    /// Microseconds in the states that `is` picks.
    pub(crate) fn time_in(&self, is: impl Fn(&State) -> bool) -> u64 {
        self.spans.iter().filter(|span| is(&span.state)).map(|span| span.to - span.from).sum()
    }

    pub(crate) fn from(&self) -> u64 {
        self.spans.first().map_or(0, |span| span.from)
    }

    pub(crate) fn to(&self) -> u64 {
        self.spans.last().map_or(0, |span| span.to)
    }
}

impl Lives {
    /// The lives in `trace`, with the names that `names` gives tasks instead of their own. They end
    /// with the last event, or with the last message, if messages are `told`.
    pub(crate) fn of(trace: &Trace, names: &BTreeMap<String, String>, told: bool) -> Lives {
        let last = trace.events.last().map_or((0, 0), |event| (event.us, event.seq));
        let (total_us, last_seq) = if told { (trace.total_us(), trace.last_seq()) } else { last };
        let mut all = Lives { total_us, ..Lives::default() };
        // Where a task stands among the lives, and how many have its name.
        let mut places: BTreeMap<u64, usize> = BTreeMap::new();
        let mut namesakes: BTreeMap<&str, u32> = BTreeMap::new();
        let mut runs: BTreeMap<u64, u64> = BTreeMap::new();
        for event in &trace.events {
            if event.event == Kind::Begin {
                let count = namesakes.entry(&event.name).or_default();
                *count += 1;
                let name = names.get(&event.name).unwrap_or(&event.name);
                let name = if *count > 1 { format!("{name} ({count})") } else { name.clone() };
                places.insert(event.task, all.lives.len());
                let spans = Vec::new();
                all.lives.push(Life { name, spans, ending: Ending::Open });
            }
            let Some(&place) = places.get(&event.task) else { continue };
            let life = &mut all.lives[place];
            let now = life.spans.last().map(|span| &span.state);
            let next = match event.event {
                Kind::Begin | Kind::Ready => State::Ready,
                Kind::Run | Kind::Poll => State::Run,
                Kind::Wait => State::Wait(event.on.unwrap_or(On::Timer), event.what.clone()),
                Kind::Wake => {
                    let by = runs.get(&event.thread).and_then(|task| places.get(task)).copied();
                    all.wakes.push(Wake { us: event.us, woken: place, by });
                    match now {
                        Some(State::Wait(..)) => State::Ready,
                        _ => continue,
                    }
                }
                Kind::End | Kind::Drop => {
                    let ended = event.event == Kind::End;
                    life.ending = if ended { Ending::Ended } else { Ending::Dropped };
                    life.close(event.us, event.seq);
                    runs.retain(|_, task| *task != event.task);
                    continue;
                }
            };
            if next == State::Run {
                let name = event.thread_name.clone();
                let unnamed = || format!("thread {}", event.thread);
                all.threads.entry(event.thread).or_insert_with(|| name.unwrap_or_else(unnamed));
                runs.insert(event.thread, event.task);
            } else {
                runs.retain(|_, task| *task != event.task);
            }
            if now != Some(&next) {
                life.close(event.us, event.seq);
                life.spans.push(Span {
                    state: next,
                    from: event.us,
                    to: event.us,
                    first: event.seq,
                    last: event.seq,
                    thread: event.thread,
                });
            }
        }
        for life in all.lives.iter_mut().filter(|life| life.ending == Ending::Open) {
            life.close(total_us, last_seq);
        }
        all
    }
}

impl Life {
    /// Ends the span that is open.
    fn close(&mut self, us: u64, seq: u64) {
        if let Some(span) = self.spans.last_mut() {
            (span.to, span.last) = (us, seq);
        }
    }
}
