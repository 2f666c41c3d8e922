//! The three machines answer alike, and the figures show them.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;

use super::*;

const FIGURE: &str =
    include_str!("../../../../figures/async-await-states.toml");

/// What was said since the last call.
fn said() -> Vec<String> {
    observed::SAID.take()
}

#[test]
fn all_three_ask_alike_and_answer_alike() {
    for first in 0..4 {
        for second in 0..4 {
            let (answers, _) = of_the_compiler(two_numbers(first, second));
            let trace = said();
            let polls = (first + second + 1) as usize;
            assert_eq!(answers.len(), polls, "{first} and {second}");
            assert_eq!(answers[polls - 1], Poll::Ready(7));
            // A question and an answer for each poll, of all three futures.
            assert_eq!(trace.len(), 2 * (polls + polls + 1));

            assert_eq!(by_hand(two_numbers(first, second)).0, answers);
            assert_eq!(said(), trace);
            assert_eq!(by_macro(two_numbers(first, second)).0, answers);
            assert_eq!(said(), trace);
        }
    }
}

#[test]
fn the_table_has_a_line_for_each_poll() {
    let ways = ["a", "b"].map(String::from);
    let runs =
        [(vec![Poll::Pending, Poll::Ready(7)], 104), (vec![Poll::Ready(7)], 8)];
    let expected = [
        "        a         b\n",
        "poll 1  Pending   Ready(7)\n",
        "poll 2  Ready(7)\n",
        "bytes   104       8\n",
    ];
    assert_eq!(table(&ways, &runs), expected.concat());
}

#[test]
fn a_way_has_a_name() {
    let error = run(Arguments::new(["threads"])).unwrap_err();
    assert!(error.is::<UsageError>());
}

fn poll(
    future: Pin<&mut impl Future<Output = u32>>,
) -> Result<Poll<u32>, String> {
    let mut cx = Context::from_waker(Waker::noop());
    catch_unwind(AssertUnwindSafe(|| future.poll(&mut cx))).map_err(|panic| {
        match panic.downcast::<String>() {
            Ok(text) => *text,
            Err(panic) => panic.downcast::<&str>().unwrap().to_string(),
        }
    })
}

/// Numbers whose sum is too large.
fn too_large() -> [Later; 2] {
    let mut numbers = two_numbers(0, 1);
    numbers[0].value = u32::MAX;
    numbers
}

#[test]
fn whoever_polls_again_hears_the_same_words() {
    let again = |mut future: Pin<&mut dyn Future<Output = u32>>| {
        [(); 4].map(|()| poll(pin!(future.as_mut())))
    };
    for numbers in [two_numbers(0, 1), too_large()] {
        let [first, second] = numbers.clone();
        let by_hand = by_hand::Sum::Unresumed { first, second };
        let [first, second] = numbers;
        let compilers = again(pin!(sum(first, second)));
        assert_eq!(again(pin!(by_hand)), compilers);
        assert_eq!(compilers[0], Ok(Poll::Pending));
        assert_eq!(compilers[2], compilers[3]);
        let words = match &compilers[1] {
            Ok(_) => "`async fn` resumed after completion",
            Err(_) => "`async fn` resumed after panicking",
        };
        assert_eq!(compilers[3], Err(words.into()));
    }
}

fn name(state: &by_hand::Sum) -> String {
    let debug = format!("{state:?}");
    debug.split(' ').next().unwrap().to_owned()
}

/// What happens to the machine in a poll, in the words of the figure.
fn events(
    state: &str,
    said: &[String],
    polled: &Result<Poll<u32>, String>,
) -> Vec<String> {
    if matches!(state, "Returned" | "Panicked") {
        assert!(polled.is_err());
        return vec!["a poll, which panics".into()];
    }
    let mut events = Vec::new();
    if state == "Unresumed" {
        events.push("the first poll".to_owned());
    }
    for line in said {
        if let Some((name, answer)) = line.split_once(" to sum: ") {
            let answer = answer.split('(').next().unwrap();
            events.push(format!("{name} is {answer}"));
        }
    }
    if polled.is_err() {
        *events.last_mut().unwrap() = "a + b panics".into();
    }
    events
}

#[test]
fn the_figure_shows_the_states() {
    let figure: toml::Table = FIGURE.parse().unwrap();
    let arrows: Vec<[&str; 3]> = figure["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|arrow| {
            ["from", "on", "to"].map(|key| arrow[key].as_str().unwrap())
        })
        .collect();
    let mut taken = BTreeSet::new();
    for first in 0..3 {
        for second in 0..3 {
            for value in [3, u32::MAX] {
                let [mut first, second] = two_numbers(first, second);
                first.value = value;
                let mut machine = by_hand::Sum::Unresumed { first, second };
                let mut shown = figure["start"].as_str().unwrap();
                for _ in 0..7 {
                    let before = name(&machine);
                    assert_eq!(shown, before);
                    said();
                    let polled = poll(Pin::new(&mut machine));
                    for event in events(&before, &said(), &polled) {
                        let arrow = arrows
                            .iter()
                            .find(|[from, on, _]| {
                                *from == shown && *on == event
                            })
                            .unwrap_or_else(|| panic!("{shown}: {event}"));
                        taken.insert(arrow);
                        shown = arrow[2];
                    }
                }
            }
        }
    }
    assert_eq!(taken.len(), arrows.len(), "{taken:?}");
}
