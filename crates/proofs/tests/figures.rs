//! Figures of a small book: run, compared in shape, recorded.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod small_book;

use bindery_diagnostic::Report;
use bindery_proofs::{record, test};
use small_book::SmallBook;
use std::fs;

/// A listing that traces one task, which reads from a server and says `ready` `yields` times.
fn listing(yields: u32) -> String {
    r#"
use std::io::Write;
fn main() -> std::io::Result<()> {
    let server = std::env::args().nth(1).unwrap_or_default();
    std::net::TcpStream::connect(server)?;
    let Some(path) = std::env::var_os("TRACE") else { return Ok(()) };
    let mut file = std::fs::File::create(path)?;
    writeln!(file, "{{\"trace\":1,\"program\":\"lone\"}}")?;
    let mut events = vec!["begin", "run"];
    for _ in 0..YIELDS {
        events.extend(["ready", "run"]);
    }
    events.push("end");
    for (seq, event) in events.iter().enumerate() {
        let us = seq * 1000;
        writeln!(file, "{{\"seq\":{seq},\"us\":{us},\"thread\":1,\"task\":1,\"name\":\"ant\",\
            \"event\":\"{event}\",\"file\":\"listings/chapter/lone/src/main.rs\",\"line\":3}}")?;
    }
    Ok(())
}
"#
    .replace("YIELDS", &yields.to_string())
}

const SERVER: &str = r#"
fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_default();
    let listener = std::net::TcpListener::bind(format!("127.0.0.1:{port}"))?;
    loop {
        listener.accept()?;
    }
}
"#;

const FIGURE: &str = "listing = \"chapter/lone\"\nargs = [\"127.0.0.1:{port1}\"]\n\
    servers = [[\"server\", \"{port1}\"]]\nkind = \"timeline\"\ntitle = \"One task\"\n";

fn book(figure: &str) -> SmallBook {
    SmallBook::new("# A\n")
        .listing("lone", &listing(1))
        .listing("server", SERVER)
        .file("figures/lone.toml", figure)
        .file("figures/measured.toml", "[values]\n")
}

fn messages(report: &Report) -> Vec<String> {
    report.diagnostics().iter().map(ToString::to_string).collect()
}

#[test]
fn a_run_is_recorded_once_and_compared_from_then_on() {
    let book = book(FIGURE);
    let opened = book.open();
    let found = messages(&test(&opened));
    assert!(found.len() == 1 && found[0].contains("the figure has no recorded run"), "{found:?}");

    let (changes, report) = record(&opened);
    assert_eq!((changes.len(), messages(&report)), (1, vec![]));
    let file = book.root().join("figures/lone.jsonl");
    let recorded = fs::read_to_string(&file).unwrap();
    assert!(
        recorded.contains("\"rustc\":\"rustc ")
            && recorded.contains("\"chapter/lone/src/main.rs\"")
    );
    assert_eq!(messages(&test(&opened)), [""; 0]);
    assert!(record(&opened).0.is_empty());
    assert_eq!(fs::read_to_string(&file).unwrap(), recorded, "the same shape is not kept again");

    let book = book.listing("lone", &listing(2));
    let found = messages(&test(&book.open()));
    assert!(
        found.len() == 1
            && found[0].contains("figures/lone.toml: error: the listing runs otherwise")
            && found[0].contains("ant was: ready, run, ready, run, end; and is now: ready"),
        "{found:?}"
    );
    assert_eq!(record(&book.open()).0.len(), 1);
    assert_eq!(messages(&test(&book.open())), [""; 0]);
}

#[test]
fn a_figure_of_nothing_says_so() {
    for (figure, line, message) in [
        (FIGURE.replace("chapter/lone", "chapter/loan"), 1, "there is no listing `chapter/loan`"),
        (FIGURE.replace("\"server\"", "\"sever\""), 3, "there is no package `sever`"),
    ] {
        let report = test(&book(&figure).open());
        let [diagnostic] = report.diagnostics() else { panic!("{report:?}") };
        assert_eq!(diagnostic.message, message);
        assert_eq!(diagnostic.place.as_ref().unwrap().line, Some(line));
    }
}

#[test]
fn a_listing_that_fails_draws_nothing() {
    let (changes, report) = record(&book(&FIGURE.replace("127.0.0.1:{port1}", "nowhere")).open());
    assert_eq!(changes, []);
    let found = messages(&report);
    assert!(found.len() == 1 && found[0].contains("the listing ended with [exit 1]"), "{found:?}");
}
