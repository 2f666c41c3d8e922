//! What the figure of the wheel shows is what the wheel does.

use std::collections::{BTreeMap, BTreeSet};

use crate::wheel::Wheel;

type Transition = [String; 3];

const TICKS: [u64; 4] = [5, 70, 200, 5000];

#[test]
fn the_timers_of_the_figure_go_their_way() {
    let figure = include_str!("../../../../../figures/time-wheel.toml");
    let drawn: BTreeSet<_> = figure.lines().filter_map(transition).collect();
    assert_eq!(drawn.len(), 12);
    assert_eq!(drawn, walked());
}

/// `{ from = "a", on = "b", to = "c" },`
fn transition(line: &str) -> Option<Transition> {
    let words = line.trim().strip_prefix("{ from = ")?.split('"');
    let words: Vec<_> = words.skip(1).step_by(2).map(String::from).collect();
    words.try_into().ok()
}

fn walked() -> BTreeSet<Transition> {
    let mut wheel = Wheel::new();
    let mut transitions = BTreeSet::new();
    for at in TICKS {
        wheel.insert(at, at);
    }
    let mut places = places_in(&mut wheel);
    for (at, place) in &places {
        let on = at.to_string();
        transitions.insert(["inserted".into(), on, place.clone()]);
    }
    while let Some(tick) = wheel.next() {
        wheel.expire(tick);
        let now = places_in(&mut wheel);
        for (at, before) in &places {
            let after = now.get(at).map_or("expired", String::as_str);
            if before != after {
                let on = format!("tick {tick}");
                transitions.insert([before.clone(), on, after.into()]);
            }
        }
        places = now;
    }
    transitions
}

/// In which slot each timer is.
fn places_in(wheel: &mut Wheel<u64>) -> BTreeMap<u64, String> {
    let places = wheel.slots().into_iter();
    places
        .map(|(at, level, slot)| (at, format!("level {level}: slot {slot}")))
        .collect()
}
