//! The lab of the chapter about three models says what the book's own simulation says.

use crate::book;
use crate::page::Page;
use serde_json::{Value, json};
use solution_predict::{End, asynchronous, synchronous, threaded};
use tasks::{Plan, Step, compute, wait};

/// How long a task of the lab takes alone, in milliseconds.
const ALONE: u64 = 200;

const NAMES: [&str; 12] =
    ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen", "ibis", "jay", "kiwi", "lynx"];

/// What a reader may choose.
struct Case {
    count: usize,
    /// How much of its time a task waits, in per cent.
    share: u64,
    processors: usize,
    blocker: Option<usize>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for count in [1, 2, 3, 7, 12] {
        for share in [0, 10, 50, 80, 100] {
            for processors in [1, 2, 3, 8] {
                for blocker in [None, Some(0), Some(count - 1)] {
                    cases.push(Case { count, share, processors, blocker });
                }
            }
        }
    }
    cases
}

/// The tasks of a case. For the loop, a task that blocks computes while it waits.
fn plans(case: &Case, in_loop: bool) -> Vec<Plan> {
    let waiting = ALONE * case.share / 100;
    let plan = |place: usize| {
        let blocks = in_loop && case.blocker == Some(place);
        let middle = if blocks { compute(waiting) } else { wait(waiting) };
        let half = compute((ALONE - waiting) / 2);
        let steps = [half, middle, half].into_iter();
        let steps =
            steps.filter(|step| !matches!(step, Step::Compute(t) | Step::Wait(t) if t.is_zero()));
        Plan::new(NAMES[place], steps.collect::<Vec<_>>())
    };
    (0..case.count).map(plan).collect()
}

/// What the reader sees of each model, after these choices: the total beside its name, and the words of its drawing.
const SEEN: &str = "cases => {
    const lab = document.querySelector('.lab');
    const set = (id, value) => {
        const input = lab.querySelector(id);
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    return cases.map(({ count, share, processors, blocker }) => {
        set('#lab-tasks', count);
        set('#lab-each', share);
        set('#lab-processors', processors);
        set('#lab-blocker', blocker ?? -1);
        return Array.from(lab.querySelectorAll('[type=radio]'), model => {
            model.click();
            return [
                model.parentElement.querySelector('.total').textContent,
                lab.querySelector('svg').getAttribute('aria-label'),
                lab.querySelector('svg .fig-total').textContent,
            ];
        });
    });
}";

#[test]
fn the_lab_says_what_the_simulation_says() {
    let Some(mut page) = Page::open() else { return };
    let mut labs = 0;
    for url in book::chapters() {
        page.goto(&url);
        if !page.holds("document.querySelector('.lab form') !== null") {
            continue;
        }
        labs += 1;
        let cases = cases();
        let choices: Vec<Value> = cases.iter().map(Case::json).collect();
        let seen = page.eval(&format!("({SEEN})({})", json!(choices)));
        for (case, seen) in cases.iter().zip(seen.as_array().expect("a list")) {
            let (text, own) = (plans(case, false), plans(case, true));
            let expected =
                [synchronous(&text), threaded(&text, case.processors), asynchronous(&own)];
            for (model, expected) in expected.iter().enumerate() {
                same(&seen[model], expected, &case.json());
            }
        }
    }
    assert!(labs > 0, "no page has the lab");
}

impl Case {
    fn json(&self) -> Value {
        let Case { count, share, processors, blocker } = self;
        json!({ "count": count, "share": share, "processors": processors, "blocker": blocker })
    }
}

/// Whether the page shows these ends, as exactly as it shows times.
fn same(seen: &Value, expected: &[End], case: &Value) {
    let text = |value: &Value| value.as_str().expect("a text").replace('\u{a0}', " ");
    let (total, words, drawn) = (text(&seen[0]), text(&seen[1]), text(&seen[2]));
    let last = expected.iter().map(|end| end.1).max().expect("there is a task");
    assert!(near(&total, last.as_secs_f64()), "{case}: {total}, not {last:?}");
    assert_eq!(total, drawn, "{case}: {words}");
    let ends = words.split_once("Done: ").expect("it says who is done when").1;
    let ends: Vec<&str> = ends.trim_end_matches('.').split(", ").collect();
    assert_eq!(ends.len(), expected.len(), "{case}: {words}");
    for (name, end) in expected {
        let shown = ends.iter().find_map(|shown| shown.strip_prefix(&format!("{name} ")));
        let shown = shown.unwrap_or_else(|| panic!("{case}: {name} is missing in {words}"));
        assert!(near(shown, end.as_secs_f64()), "{case}: {name} {shown}, not {end:?}");
    }
}

/// Whether `220 ms` is what so many seconds are rounded to.
fn near(shown: &str, seconds: f64) -> bool {
    let ms = shown.strip_suffix(" ms").and_then(|number| number.parse::<f64>().ok());
    ms.is_some_and(|ms| (ms - seconds * 1000.0).abs() < 0.501)
}
