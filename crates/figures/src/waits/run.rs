//! Who waits for whom in a run, at the moment that shows most.

use std::collections::{BTreeMap, BTreeSet};

use super::{Situation, circle};
use crate::life::Lives;
use crate::trace::{Event, Kind, On, Trace};

/// What is known of the tasks of a run so far.
#[derive(Debug, Default)]
struct Known {
    /// The name of each task that lives.
    names: BTreeMap<u64, String>,
    /// What tasks wait for.
    waits: BTreeMap<u64, (On, String)>,
    /// The locks that tasks have asked for and not got.
    asks: BTreeMap<u64, String>,
    /// Who got a lock last: whoever waits for it, waits for that one.
    holders: BTreeMap<String, u64>,
}

impl Situation {
    /// The moment of the run that shows most: a circle, if there ever is one; then, as many waits as
    /// there ever are; then, what lasts longest. A task that has waited for a lock and runs has got
    /// it; the trace doesn't say when it gives it back, but nobody waits for a lock that is free.
    pub(crate) fn of(trace: &Trace, lives: &Lives) -> Situation {
        let mut names = lives.lives.iter().map(|life| life.name.clone());
        let mut known = Known::default();
        let mut lasting: BTreeMap<Vec<(String, String)>, (u64, Situation)> = BTreeMap::new();
        let nexts = trace.events.iter().skip(1).map(|event| event.us);
        for (event, until) in trace.events.iter().zip(nexts.chain([trace.total_us()])) {
            if event.event == Kind::Begin {
                known.names.extend(names.next().map(|name| (event.task, name)));
            }
            known.event(event);
            let mut situation = known.situation();
            situation.when = Some((event.us, until - event.us));
            let lasts = lasting.entry(situation.arrows.clone()).or_insert((0, situation));
            lasts.0 += until - event.us;
        }
        let shows = |(lasts, situation): &(u64, Situation)| {
            let circle = circle::longest(&situation.arrows).len();
            (circle > 0, situation.arrows.len(), *lasts)
        };
        let most = lasting.into_values().max_by_key(shows);
        most.map(|(_, situation)| situation).unwrap_or_default()
    }
}

impl Known {
    fn event(&mut self, event: &Event) {
        let task = event.task;
        match event.event {
            Kind::Begin => {}
            Kind::Run | Kind::Poll => {
                self.waits.remove(&task);
                if let Some(lock) = self.asks.remove(&task) {
                    self.holders.insert(lock, task);
                }
            }
            Kind::Wait => {
                let on = event.on.unwrap_or(On::Timer);
                let kind = match on {
                    On::Socket => "socket",
                    On::Timer => "timer",
                    On::Lock => "lock",
                    On::Task => "task",
                };
                let what = event.what.clone().unwrap_or_else(|| kind.to_owned());
                if on == On::Lock {
                    self.asks.insert(task, what.clone());
                }
                self.waits.insert(task, (on, what));
            }
            Kind::Ready | Kind::Wake => {
                self.waits.remove(&task);
            }
            Kind::End | Kind::Drop => {
                self.waits.remove(&task);
                self.asks.remove(&task);
                self.holders.retain(|_, holder| *holder != task);
                self.names.remove(&task);
            }
        }
    }

    fn situation(&self) -> Situation {
        let mut all = Situation::default();
        let mut held: BTreeSet<&String> = BTreeSet::new();
        for (task, (on, what)) in &self.waits {
            let Some(name) = self.names.get(task) else { continue };
            all.tasks.insert(name.clone());
            all.arrows.push((name.clone(), what.clone()));
            if *on == On::Task {
                all.tasks.insert(what.clone());
            }
            let holder = self.holders.get(what).filter(|holder| *holder != task && *on == On::Lock);
            if let Some(holder) = holder.and_then(|holder| self.names.get(holder))
                && held.insert(what)
            {
                all.tasks.insert(holder.clone());
                all.arrows.push((what.clone(), holder.clone()));
            }
        }
        all
    }
}
