//! What the compiler of this book says, and the figure of it.

use super::*;
use states::State;

const FIGURE: &str =
    include_str!("../../../../figures/async-await-layout.toml");

const LAST: [&str; 2] = ["Returned", "Panicked"];

fn said() -> Vec<State> {
    states(&rustc::says("-Zprint-type-sizes", SOURCE).unwrap()).unwrap()
}

#[test]
fn an_await_is_a_loop_around_poll() {
    let code = rustc::says("-Zunpretty=hir", SOURCE).unwrap();
    let code = first_await(&code).unwrap();
    assert!(code.starts_with("let first = first;\n"), "{code}");
    for part in ["into_future(first)", "loop {", "poll(", "(yield ())"] {
        assert_eq!(code.matches(part).count(), 1, "{part} in {code}");
    }
    assert!(code.ends_with("};\n"), "{code}");
    assert!(first_await("fn sum() {}").is_err());
}

#[test]
fn the_machine_has_the_states_of_the_one_by_hand() {
    let names: Vec<String> = said().into_iter().map(|it| it.name).collect();
    let expected =
        ["Unresumed", "Suspend0", "Suspend1", "Returned", "Panicked"];
    assert_eq!(names, expected);
    assert!(states("print-type-size type: `u32`: 4 bytes").is_err());
}

/// Fields in the figure are as large as they say; what is unnamed there is
/// not told by the compiler, at the end of a state.
#[test]
#[cfg(target_pointer_width = "64")]
fn the_figure_shows_the_layout() {
    let figure: toml::Table = FIGURE.parse().unwrap();
    let states = said();
    let kept = states.iter().filter(|it| !LAST.contains(&it.name.as_str()));
    let rows = figure["row"].as_array().unwrap();
    for (state, row) in kept.zip(rows) {
        assert_eq!(row["name"].as_str(), Some(state.name.as_str()));
        let cells = row["cells"].as_array().unwrap();
        let size = |cell: &toml::Value| cell["size"].as_integer().unwrap();
        assert_eq!(cells.iter().map(size).sum::<i64>(), 104);
        for (cell, (name, bytes)) in cells.iter().zip(&state.fields) {
            let shown = cell["name"].as_str().unwrap();
            let shown =
                shown.replace("tag, ", "").replace("awaited", "__awaitee");
            assert_eq!(&shown, name);
            assert_eq!(size(cell), i64::try_from(*bytes).unwrap(), "{name}");
        }
        let rest = &cells[state.fields.len()..];
        assert!(rest.iter().all(|cell| cell.get("name").is_none()));
    }
    assert_eq!(rows.len(), 3);
    for state in states.iter().filter(|it| LAST.contains(&it.name.as_str())) {
        assert!(state.fields.iter().all(|(name, _)| name.starts_with("upvar")));
    }
}

#[test]
fn it_names_what_it_refuses() {
    let words = REFUSED.map(|(_, file, source)| {
        let words = rustc::refuses(file, source).unwrap();
        assert!(words.contains(&format!("--> {file}:")), "{words}");
        words
    });
    assert!(words[0].contains("has type `Rc<str>`"));
    assert!(words[1].contains("MutexGuard"));
    assert!(words[2].contains("with `lines` maybe used later"));
    assert!(words[3].contains("captured variable cannot escape"));
    assert!(rustc::refuses("empty.rs", "fn main() {}").is_err());
}

#[test]
fn it_is_asked_for_one_thing() {
    for words in [&[][..], &["all"], &["await", "states"]] {
        let error = run(Arguments::new(words.iter().copied())).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
