//! What the programs have to do, before they are mended and after.

use std::time::Duration;

use time_limit::within;
use tiny_rt::{block_on, timeout};

/// What a program returns, unless it hangs.
fn ends<F: Future>(program: impl FnOnce() -> F + Send + 'static) -> F::Output
where
    F::Output: Send + 'static,
{
    within(Duration::from_secs(20), || {
        let limit = Duration::from_secs(2);
        block_on(timeout(limit, program())).expect("it hangs")
    })
}

pub(crate) fn copies<F: Future<Output = Vec<String>>>(
    copies: impl FnOnce(&'static [&'static str]) -> F + Send + 'static,
) {
    let all = ends(|| copies(&["Gipfeln", "Ruh", "Hauch"]));
    assert_eq!(all.len(), 4, "{all:?}");
    for line in ["Gipfeln", "Ruh", "Hauch", "the first is done"] {
        assert!(all.iter().any(|it| it == line), "{line} is missing");
    }
    assert_ne!(all[0], "the first is done");
}

pub(crate) fn places<F: Future<Output = Vec<&'static str>>>(
    places: impl FnOnce() -> F + Send + 'static,
) {
    let mut poems = ends(places);
    poems.sort();
    assert_eq!(poems, ["long", "short"]);
}

pub(crate) fn pipeline<F: Future<Output = Vec<(String, usize)>>>(
    pipeline: impl FnOnce(&'static [&'static str]) -> F + Send + 'static,
) {
    let mut lines = ends(|| pipeline(&["a\nbc", "def\nghij"]));
    lines.sort();
    let all = ["a", "bc", "def", "ghij"].map(|it| (it.to_owned(), it.len()));
    assert_eq!(lines, all);
}

pub(crate) fn errand<F: Future<Output = [&'static str; 2]>>(
    errand: impl FnOnce() -> F + Send + 'static,
) {
    assert_eq!(ends(errand), ["Ueber allen Gipfeln"; 2]);
}
