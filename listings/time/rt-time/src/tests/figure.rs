//! What the figure of the wheel shows is what the wheel does.

use std::collections::{BTreeMap, BTreeSet};

use crate::wheel::Wheel;

type Transition = [String; 3];

const TICKS: [u64; 4] = [5, 70, 200, 5000];

#[test]
fn the_timers_of_the_figure_go_their_way() {
    let figure = include_str!("../../../../../figures/time-wheel.toml");
    let drawn: BTreeSet<_> = figure.lines().filter_map(transition).collect();
    assert_eq!(drawn.len(), 8);
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
    let mut before = BTreeMap::new();
    for at in TICKS {
        wheel.insert(at, at);
        before.insert(at, String::from("inserted"));
    }
    let mut tick = None;
    while !wheel.is_empty() {
        for (at, slot) in slots(&mut wheel) {
            let left = before.insert(at, slot.clone());
            let left = left.expect("each timer was inserted");
            let on = match tick {
                _ if left == slot => continue,
                None => at.to_string(),
                Some(tick) => format!("at {tick}"),
            };
            transitions.insert([left, on, slot]);
        }
        tick = wheel.next();
        wheel.expire(tick.expect("a wheel with timers has something to do"));
    }
    transitions
}

/// The slot of each timer: the ticks that it holds.
fn slots(wheel: &mut Wheel<u64>) -> BTreeMap<u64, String> {
    let ticks = |(at, level, slot): (u64, usize, usize)| {
        let width = 64_u64.pow(level as u32);
        assert_eq!(at / width % 64, slot as u64);
        let first = at / width * width;
        match level {
            0 => (at, first.to_string()),
            _ => (at, format!("{first}–{}", first + width - 1)),
        }
    };
    wheel.slots().into_iter().map(ticks).collect()
}
