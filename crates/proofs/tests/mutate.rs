//! Mutations of a small book: what is proved is noticed, what is not survives.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod small_book;

use bindery_diagnostic::{Diagnostic, Place, Report};
use bindery_proofs::mutate;
use small_book::SmallBook;
use std::cell::Cell;
use std::fs;
use std::path::Path;

const POEM: &str = "const LINES: u32 = 3;\nconst UNUSED: u32 = 4;\n\nfn main() {\n    let _ = UNUSED;\n    \
    // ANCHOR: print\n    println!(\"{LINES} lines\");\n    // ANCHOR_END: print\n}\n\n\
    #[cfg(test)]\nmod tests {\n    const LIMIT: u32 = 5;\n}\n";

/// The part of `bindery check` that this book needs: its one link leads somewhere.
fn check(root: &Path) -> Report {
    let mut report = Report::default();
    if !fs::read_to_string(root.join("src/a.md")).unwrap().contains("](a.md)") {
        report.push(Diagnostic::error("the link is dead"));
    }
    report
}

#[test]
fn what_nothing_notices_is_reported() {
    let book =
        SmallBook::new("# A\n\n[A](a.md)\n\n```console\n$ cargo run -q -p poem\n3 lines\n```\n")
            .listing("poem", POEM);
    let mut seen = Vec::new();
    let report = mutate(&book.open(), &check, &mut |mutation, noticed| {
        seen.push((mutation.kind.name(), mutation.old.clone(), noticed));
    });
    let report = report.unwrap();
    let seen: Vec<_> =
        seen.iter().map(|(kind, old, noticed)| (*kind, old.as_str(), *noticed)).collect();
    assert_eq!(
        seen,
        [
            ("recorded output", "3", true),
            ("anchor", "print", false),
            ("constant", "3", true),
            ("constant", "4", false),
            ("link", "a.md", true),
        ]
    );
    let places: Vec<String> =
        report.diagnostics().iter().map(|d| d.place.as_ref().unwrap().to_string()).collect();
    assert!(places[0].ends_with("main.rs:6") && places[1].ends_with("main.rs:2"), "{places:?}");
    assert_eq!(book.chapter().matches("3 lines").count(), 1, "the book itself is as it was");
}

#[test]
fn a_constant_may_have_any_value_for_a_reason() {
    let unproved = "[preprocessor.bindery.unproved]\n\
                    \"chapter/poem/src/main.rs:UNUSED\" = \"nobody reads it\"\n\
                    \"chapter/poem/src/main.rs:GONE\" = \"it was there once\"\n";
    let book =
        SmallBook::new("# A\n\n[A](a.md)\n\n```console\n$ cargo run -q -p poem\n3 lines\n```\n")
            .file("book.toml", &format!("[rust]\nedition = \"2024\"\n{unproved}"))
            .listing("poem", POEM);
    let mut constants = Vec::new();
    let report = mutate(&book.open(), &check, &mut |mutation, _| {
        if mutation.kind.name() == "constant" {
            constants.push(mutation.old.clone());
        }
    });
    assert_eq!(constants, ["3"]);
    let messages: Vec<_> =
        report.unwrap().diagnostics().iter().map(|found| found.message.clone()).collect();
    assert!(messages.iter().any(|message| message.contains("main.rs:GONE")), "{messages:?}");
    assert!(!messages.iter().any(|message| message.contains("UNUSED")), "{messages:?}");
}

#[test]
fn a_book_that_is_wrong_is_not_mutated() {
    let book = SmallBook::new("# A\n\n[A](b.md)\n");
    let report = mutate(&book.open(), &check, &mut |_, _| panic!("nothing is tried")).unwrap();
    assert_eq!(report.diagnostics()[0].message, "the link is dead");
}

/// Links that lead nowhere, each with its place, but for one that nobody looks at.
fn dead_links(root: &Path) -> Report {
    let mut report = Report::default();
    let file = root.join("src/a.md");
    for (line, text) in (1..).zip(fs::read_to_string(&file).unwrap().lines()) {
        for (_, rest) in text.match_indices("](").map(|(at, _)| text.split_at(at + 2)) {
            let link = rest.split(')').next().unwrap();
            if link.ends_with("-mutant") && link != "unseen.md-mutant" {
                let place = Place::line(&file, line);
                report.push(Diagnostic::error("the link is dead").at(place).culprit(link));
            }
        }
    }
    report
}

#[test]
fn links_are_tried_together_and_alone_where_no_error_names_them() {
    let book = SmallBook::new(
        "[A](a.md) and [B](b.md)\n\n[unseen](unseen.md)\n\n[twice](a.md) and [twice](a.md)\n",
    );
    let checks = Cell::new(0);
    let check = |root: &Path| {
        checks.set(checks.get() + 1);
        dead_links(root)
    };
    let mut seen = Vec::new();
    mutate(&book.open(), &check, &mut |mutation, noticed| {
        seen.push((mutation.line, mutation.old.clone(), noticed));
    })
    .unwrap();
    let seen: Vec<_> = seen.iter().map(|(line, old, noticed)| (*line, &**old, *noticed)).collect();
    let (a, b, unseen) = ((1, "a.md", true), (1, "b.md", true), (3, "unseen.md", false));
    assert_eq!(seen, [a, b, unseen, (5, "a.md", true), (5, "a.md", true)]);
    // The whole book, two rounds together, and alone what was not named and what can't be told apart.
    assert_eq!(checks.get(), 1 + 2 + 3);
    assert!(!book.chapter().contains("mutant"), "the book itself is as it was");
}

#[test]
fn what_is_wrong_in_one_part_may_be_noticed_in_another() {
    let book = SmallBook::new("# A\n\n```console\n$ cargo run -q -p poem\n3 lines\n```\n")
        .listing("poem", POEM);
    let mut opened = book.open();
    opened.only = Some("listings/".to_owned());
    let mut seen = Vec::new();
    mutate(&opened, &|_| Report::default(), &mut |mutation, noticed| {
        seen.push((mutation.kind.name(), mutation.old.clone(), noticed));
    })
    .unwrap();
    let seen: Vec<_> = seen.iter().map(|(kind, old, noticed)| (*kind, &**old, *noticed)).collect();
    assert_eq!(
        seen,
        [("anchor", "print", false), ("constant", "3", true), ("constant", "4", false)]
    );
}
