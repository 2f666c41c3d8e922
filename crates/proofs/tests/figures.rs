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

/// A listing that measures `rows` things, the first of them with `--quick`; `unit` is that of the time.
fn meter(rows: u32, unit: &str) -> String {
    r#"
fn main() {
    let rows = if std::env::args().nth(1).as_deref() == Some("--quick") { 1 } else { ROWS };
    assert!(std::env::var_os("TRACE").is_none());
    eprintln!("this takes a while");
    println!("n,time (UNIT),memory (MiB)");
    for n in 0..rows {
        println!("{n},{}.5,", std::process::id());
    }
}
"#
    .replace("ROWS", &rows.to_string())
    .replace("UNIT", unit)
}

const PLOT: &str = "listing = \"chapter/meter\"\ncheck = [\"--quick\"]\nkind = \"plot\"\n\
    title = \"Time\"\n[plot]\nx = \"n\"\ny = [\"time\"]\n";

#[test]
fn a_measurement_is_recorded_once_and_checked_by_its_columns_and_keys() {
    let book =
        SmallBook::new("# A\n").listing("meter", &meter(3, "ms")).file("figures/meter.toml", PLOT);
    let found = messages(&test(&book.open()));
    assert!(found.len() == 1 && found[0].contains("the figure has no recorded run"), "{found:?}");

    let (changes, report) = record(&book.open());
    assert_eq!((changes.len(), messages(&report)), (1, vec![]));
    let file = book.root().join("figures/meter.csv");
    let recorded = fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = recorded.lines().collect();
    let names = ["# recorded: ", "# rustc: rustc ", "# kernel: ", "# machine: "];
    assert!(names.iter().zip(&lines).all(|(name, line)| line.starts_with(name)), "{recorded}");
    assert_eq!((lines.len(), lines[4]), (8, "n,time (ms),memory (MiB)"), "{recorded}");
    assert_eq!(messages(&test(&book.open())), [""; 0]);
    assert!(record(&book.open()).0.is_empty());
    assert_eq!(fs::read_to_string(&file).unwrap(), recorded, "other numbers are not kept");

    let book = book.listing("meter", &meter(3, "s"));
    let found = messages(&test(&book.open()));
    assert!(
        found.len() == 1
            && found[0].contains("the listing measures something else than the figure shows")
            && found[0]
                .contains("the columns were: n, time (ms), memory (MiB); and are now: n, time (s)"),
        "{found:?}"
    );

    let book = book.listing("meter", &meter(4, "ms"));
    assert_eq!(messages(&test(&book.open())), [""; 0], "the suite asks for some of the keys");
    assert_eq!(record(&book.open()).0[0].diff, "new: n 3\n");
    let book = book.file("figures/meter.csv", "n,time (ms),memory (MiB)\n1,2,3\n");
    let found = messages(&test(&book.open()));
    assert!(found.len() == 1 && found[0].contains("new: n 0"), "{found:?}");
}

#[test]
fn what_is_no_measurement_is_not_kept() {
    for (listing, plot, message) in [
        (
            "fn main() { println!(\"n,t\\n1,x\") }".to_owned(),
            PLOT.to_owned(),
            "line 2 of what the listing printed: `x`",
        ),
        (
            meter(2, "s"),
            PLOT.replace("[\"time\"]", "[\"tim\"]"),
            "the measurement has no column `tim`",
        ),
        (
            "fn main() { eprintln!(\"no procfs here\"); std::process::exit(1) }".to_owned(),
            PLOT.to_owned(),
            "the listing ended with [exit 1]\n  hint: no procfs here",
        ),
    ] {
        let book =
            SmallBook::new("# A\n").listing("meter", &listing).file("figures/meter.toml", &plot);
        let (changes, report) = record(&book.open());
        assert_eq!(changes, []);
        let found = messages(&report);
        assert!(found.len() == 1 && found[0].contains(message), "{found:?}");
    }
}
