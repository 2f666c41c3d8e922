//! The table, the figure that shows it, and all orders of events.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

const FIGURE: &str =
    include_str!("../../../../figures/state-machines-entry.toml");

const PATIENCE: Duration = Duration::from_secs(5);
const KEEP: Duration = Duration::from_secs(60);
const REGRET: Duration = Duration::from_secs(1);
const LIMITS: Limits =
    Limits { patience: PATIENCE, keep: KEEP, regret: REGRET };
const MOMENT: Duration = Duration::from_nanos(1);

const POEM: &[u8] = b"Ruhest du auch.";

fn asked(guest: Guest) -> Event<()> {
    Event::Asked { guest, fetch: () }
}

/// An entry to which this has happened, all at the same moment.
fn entry(events: Vec<Event<()>>) -> (Entry<()>, Instant) {
    let (mut entry, now) = (Entry::new(LIMITS), Instant::now());
    for event in events {
        entry.on(event, now).unwrap();
    }
    (entry, now)
}

// ANCHOR: figure
#[test]
fn the_figure_shows_the_table() {
    let figure: toml::Table = FIGURE.parse().unwrap();
    let mut shown = BTreeSet::new();
    for arrow in figure["transitions"].as_array().unwrap() {
        let [from, on, to] =
            ["from", "on", "to"].map(|key| arrow[key].as_str().unwrap());
        shown.extend(on.split(" or ").map(|event| (from, event, to)));
    }
    let table = table();
    let mut code = BTreeSet::new();
    for (state, event, cell) in &table {
        if let Cell::To(next) = cell {
            code.insert((*state, *event, *next));
        }
    }
    let differ: Vec<_> = shown.symmetric_difference(&code).collect();
    assert!(differ.is_empty(), "{differ:?}");
}
// ANCHOR_END: figure

#[test]
fn the_figure_has_all_states() {
    let figure: toml::Table = FIGURE.parse().unwrap();
    let grid = figure["grid"].as_array().unwrap();
    let cells = grid.iter().flat_map(|row| row.as_array().unwrap());
    let shown: BTreeSet<_> = cells
        .map(|cell| cell.as_str().unwrap())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(shown, BTreeSet::from(STATES));
    assert_eq!(figure["start"].as_str(), Some(entry(vec![]).0.name()));
}

#[test]
fn a_result_of_nobodys_fetch_is_illegal_and_changes_nothing() {
    let kept = vec![asked(1), Event::Came(POEM.into())];
    let failed = vec![asked(1), Event::Broke("gone".into())];
    for events in [vec![], kept, failed] {
        let (mut entry, now) = entry(events);
        let before = format!("{entry:?}");
        let state = entry.name();
        let came = entry.on(Event::Came(b"another"[..].into()), now);
        assert_eq!(came, Err(Illegal { state, event: "came" }));
        let broke = entry.on(Event::Broke("gone again".into()), now);
        assert_eq!(broke, Err(Illegal { state, event: "broke" }));
        assert_eq!(format!("{entry:?}"), before);
    }
}

#[test]
fn each_state_ends_at_its_deadline_and_not_before() {
    let kept = vec![asked(1), Event::Came(POEM.into())];
    let failed = vec![asked(1), Event::Broke("gone".into())];
    for (events, limit, next) in [
        (vec![asked(1)], PATIENCE, "failed"),
        (kept, KEEP, "empty"),
        (failed, REGRET, "empty"),
    ] {
        let (mut entry, now) = entry(events);
        let state = entry.name();
        assert_eq!(entry.deadline(), Some(now + limit));
        assert_eq!(entry.on(Event::Time, now + limit - MOMENT), Ok(vec![]));
        assert_eq!(entry.name(), state);
        entry.on(Event::Time, now + limit).unwrap();
        assert_eq!(entry.name(), next);
    }
    assert_eq!(entry(vec![]).0.deadline(), None);
}

#[test]
fn a_second_guest_does_not_make_the_fetch_last_longer() {
    let (mut entry, now) = entry(vec![asked(1)]);
    entry.on(asked(2), now + PATIENCE - MOMENT).unwrap();
    let answers = entry.on(Event::Time, now + PATIENCE).unwrap();
    let told: Vec<_> = answers.iter().map(|(guest, _)| *guest).collect();
    assert_eq!(told, [1, 2]);
    assert!(answers.iter().all(|(_, answer)| answer.is_err()));
    // And the failure is remembered from then on.
    assert_eq!(entry.deadline(), Some(now + PATIENCE + REGRET));
}

#[test]
fn a_failure_is_given_to_all_who_come_while_it_is_remembered() {
    let (mut entry, now) = entry(vec![asked(1), Event::Broke("gone".into())]);
    let answers = entry.on(asked(2), now + REGRET - MOMENT).unwrap();
    assert_eq!(answers, [(2, Err("gone".into()))]);
    // To ask does not make it last.
    entry.on(Event::Time, now + REGRET).unwrap();
    assert_eq!(entry.on(asked(3), now + REGRET), Ok(vec![]));
    assert_eq!(entry.name(), "fetching");
}

#[test]
fn to_ask_does_not_make_a_poem_last() {
    let (mut entry, now) = entry(vec![asked(1), Event::Came(POEM.into())]);
    let answers = entry.on(asked(2), now + KEEP - MOMENT).unwrap();
    assert_eq!(answers, [(2, Ok(POEM.into()))]);
    assert_eq!(entry.deadline(), Some(now + KEEP));
}

/// An entry in a small world that remembers what it was told.
struct World {
    entry: Entry<Rc<()>>,
    now: Instant,
    /// Each fetch that exists holds one more.
    fetches: Rc<()>,
    /// Of each guest that asked: what it got, or that it left.
    guests: BTreeMap<Guest, Option<Result<Answer, Gone>>>,
    /// What the last fetch has brought.
    sent: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Gone;

/// What can happen in the small world.
const HAPPENS: [&str; 7] = [
    "a guest asks",
    "the first of the waiting leaves",
    "the last of the waiting leaves",
    "the poem comes",
    "the fetch breaks",
    "a moment passes",
    "an hour passes",
];

impl World {
    fn new() -> World {
        World {
            entry: Entry::new(LIMITS),
            now: Instant::now(),
            fetches: Rc::new(()),
            guests: BTreeMap::new(),
            sent: 0,
        }
    }

    /// The guests that have asked and got nothing.
    fn waiting(&self) -> Vec<Guest> {
        let waiting = self.guests.iter().filter(|(_, got)| got.is_none());
        waiting.map(|(guest, _)| *guest).collect()
    }

    fn event(&mut self, what: &str) -> Option<Event<Rc<()>>> {
        Some(match what {
            "a guest asks" => {
                let guest = self.guests.len();
                self.guests.insert(guest, None);
                let fetch = Rc::clone(&self.fetches);
                Event::Asked { guest, fetch }
            }
            "the first of the waiting leaves" => {
                let guest = *self.waiting().first()?;
                self.guests.insert(guest, Some(Err(Gone)));
                Event::Left(guest)
            }
            "the last of the waiting leaves" => {
                let guest = *self.waiting().last()?;
                self.guests.insert(guest, Some(Err(Gone)));
                Event::Left(guest)
            }
            "the poem comes" => Event::Came([self.sent + 1].into()),
            "the fetch breaks" => Event::Broke("broken".into()),
            "a moment passes" => {
                self.now += MOMENT;
                Event::Time
            }
            _ => {
                self.now += Duration::from_secs(3600);
                Event::Time
            }
        })
    }

    /// Lets it happen, and checks what must be true after each event.
    fn let_happen(&mut self, what: &str) {
        let fetches = Rc::strong_count(&self.fetches) - 1;
        let Some(event) = self.event(what) else { return };
        let is_result = matches!(event, Event::Came(_) | Event::Broke(_));
        match self.entry.on(event, self.now) {
            Ok(answers) => {
                assert!(!is_result || fetches == 1, "nothing was under way");
                self.sent += u8::from(what == "the poem comes");
                for (guest, answer) in answers {
                    if let Ok(poem) = &answer {
                        assert_eq!(**poem, [self.sent], "an old poem");
                    }
                    let before = self.guests.insert(guest, Some(Ok(answer)));
                    assert_eq!(before, Some(None), "{guest} did not wait");
                }
            }
            Err(_) => assert!(is_result && fetches == 0, "it is legal"),
        }
        let fetches = Rc::strong_count(&self.fetches) - 1;
        let is_fetching = self.entry.name() == "fetching";
        assert_eq!(fetches, usize::from(is_fetching));
        // Nobody waits without a fetch, and no fetch goes on for nobody.
        assert_eq!(self.waiting().is_empty(), !is_fetching);
        assert_eq!(self.entry.fetch_mut().is_some(), is_fetching);
        assert_eq!(self.entry.deadline().is_none(), is_empty(&self.entry));
    }
}

fn is_empty<F>(entry: &Entry<F>) -> bool {
    entry.name() == "empty"
}

// ANCHOR: orders
/// Every order of so many events: 7 × 7 × 7 … of them.
fn orders(length: u32) -> impl Iterator<Item = Vec<&'static str>> {
    let count = HAPPENS.len();
    (0..count.pow(length)).map(move |number| {
        let digit = |at| number / count.pow(at) % count;
        (0..length).map(|at| HAPPENS[digit(at)]).collect()
    })
}

#[test]
fn in_every_order_each_guest_gets_one_answer() {
    for order in orders(6) {
        let mut world = World::new();
        for what in &order {
            world.let_happen(what);
        }
        // Nobody is forgotten: time alone ends every waiting.
        world.let_happen("an hour passes");
        assert_eq!(world.waiting(), [], "{order:?}");
    }
}
// ANCHOR_END: orders
