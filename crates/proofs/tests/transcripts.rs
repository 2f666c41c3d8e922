//! Transcripts of a small book: run, compared, recorded.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod small_book;

use bindery_diagnostic::Report;
use bindery_proofs::{record, test};
use small_book::SmallBook;
use std::fs;
use std::time::Duration;

const ECHO: &str = r#"
fn main() {
    for word in std::env::args().skip(1) {
        println!("{word}");
    }
    eprintln!("took {:?}", std::time::Instant::now().elapsed());
}
"#;

const SERVER: &str = r#"
use std::io::Write;
fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_default();
    let listener = std::net::TcpListener::bind(&address)?;
    println!("on {}", listener.local_addr()?);
    loop {
        let (mut stream, _) = listener.accept()?;
        stream.write_all(b"a poem\n")?;
        println!("served");
    }
}
"#;

const CLIENT: &str = r#"
fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_default();
    let mut stream = std::net::TcpStream::connect(&address)?;
    std::io::copy(&mut stream, &mut std::io::stdout())?;
    println!("from {address}");
    Ok(())
}
"#;

fn book(chapter: &str) -> SmallBook {
    SmallBook::new(chapter)
        .listing("echo", ECHO)
        .listing("server", SERVER)
        .listing("client", CLIENT)
}

fn messages(report: &Report) -> Vec<String> {
    report
        .diagnostics()
        .iter()
        .map(|d| {
            let line = d.place.as_ref().and_then(|place| place.line).unwrap_or(0);
            format!("{line}: {}", d.message)
        })
        .collect()
}

const GOOD: &str = "# A\n\n```console,recorded=2026-01-31\n$ cargo run -q -p echo -- one 'two three'\none\ntwo three\n\
    took 3 ms\n```\n\n```console,recorded=2026-01-31\n$ cargo run -q -p server -- 127.0.0.1:10001 &\n\
    on 127.0.0.1:10001\n$ cargo run -q -p client -- 127.0.0.1:10001\na poem\n\
    from 127.0.0.1:10001\n$ kill %1\nserved\n$ head -n 2 src/poem.txt\na\nb\n\
    $ cargo run -q -p client -- 127.0.0.1:10001\n\
    Error: Os { code: 111, kind: ConnectionRefused, message: \"Connection refused\" }\n[exit 1]\n```\n";

#[test]
#[cfg(target_os = "linux")]
fn a_true_transcript_passes_and_recording_leaves_it_alone() {
    let book = book(GOOD).file("src/poem.txt", "a\nb\nc\n");
    let opened = book.open();
    assert_eq!(messages(&test(&opened)), [""; 0]);
    let (changes, report) = record(&opened);
    assert!(changes.is_empty() && report.errors() == 0, "{changes:?} {report:?}");
    assert_eq!(book.chapter(), GOOD);
    let mut anew = opened.clone();
    anew.anew = true;
    anew.only = Some("b.md".to_owned());
    assert!(record(&anew).0.is_empty());
    anew.only = Some("src/a".to_owned());
    assert_eq!(record(&anew).0.len(), 1, "the times, at least, are others");
    assert_eq!(messages(&test(&opened)), [""; 0]);
}

#[test]
fn a_false_line_is_found_in_its_place_and_recorded() {
    let chapter = "# A\n\n- x\n\n  ```console\n  $ cargo run -q -p echo -- one\n  two\n  took 3 ms\n  ```\nand on\t \n";
    let book = book(chapter);
    let opened = book.open();
    let report = test(&opened);
    assert_eq!(
        messages(&report),
        ["7: `cargo run -q -p echo -- one` prints something else than the page shows"]
    );
    let hint = report.diagnostics()[0].hint.clone().unwrap();
    assert!(
        hint.contains("- two") && hint.contains("+ one") && hint.contains("bindery record"),
        "{hint}"
    );
    let (changes, report) = record(&opened);
    assert_eq!((changes.len(), report.errors()), (1, 0), "{report:?}");
    let (fence, rest) =
        book.chapter().split_once("\n  $").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert!(rest.starts_with(" cargo run -q -p echo -- one\n  one\n  took "), "{rest}");
    let stamp = fence.strip_prefix("# A\n\n- x\n\n  ```console,recorded=2").unwrap();
    assert!(stamp.split_once(",rustc=1.").is_some_and(|(date, _)| date.len() == 9), "{stamp}");
    assert!(book.chapter().ends_with("\n  ```\nand on\t \n"), "{}", book.chapter());
    assert_eq!(messages(&test(&opened)), [""; 0]);
}

#[test]
fn an_output_without_a_date_is_recorded_with_one() {
    let book = book("```console\n$ cargo run -q -p echo -- one\none\ntook 123456 ms\n```\n");
    let opened = book.open();
    assert_eq!(messages(&test(&opened)), [""; 0]);
    assert_eq!(record(&opened).0.len(), 1);
    assert!(book.chapter().starts_with("```console,recorded=2"), "{}", book.chapter());
    assert!(!book.chapter().contains("123456"), "the date is that of another run");
    assert!(record(&opened).0.is_empty());
}

#[test]
fn what_is_not_known_is_an_error() {
    let chapter = "```console\n$ rm -rf src\n$ cargo run -q -p ecko\n$ cargo run -p echo\n\
        $ cargo run -q -p echo | head\n$ carg run\n$ cargo test\n$ cat ../secret\n```\n";
    let found = messages(&test(&book(chapter).open()));
    assert_eq!(
        found,
        [
            "2: `rm` is not a command that transcripts know",
            "3: there is no package `ecko`",
            "4: `cargo run` needs `-q`: what Cargo itself prints depends on what is built already",
            "5: pipes are not supported: no shell runs a transcript",
            "6: `carg` is not a command that transcripts know",
            "7: of cargo, transcripts know only `cargo run`",
            "8: only files below the book are shown",
        ]
    );
}

#[test]
fn a_program_that_hangs_is_ended() {
    let book = SmallBook::new("```console\n$ cargo run -q -p sleeper\n```\n").listing(
        "sleeper",
        "fn main() { println!(\"so far\"); std::thread::sleep(std::time::Duration::from_secs(600)); }",
    );
    let mut opened = book.open();
    opened.time_limit = Duration::from_millis(500);
    let report = test(&opened);
    assert_eq!(messages(&report), ["2: the program did not end within 500ms"]);
    assert!(report.diagnostics()[0].hint.as_ref().unwrap().contains("so far"));
}

#[test]
fn a_server_may_take_its_time_to_print_what_the_page_shows() {
    let slow = "fn main() { println!(\"one\"); \
        std::thread::sleep(std::time::Duration::from_millis(600)); println!(\"two\"); \
        std::thread::park(); }";
    let chapter = "```console\n$ cargo run -q -p slow &\none\ntwo\n```\n";
    let found = messages(&test(&SmallBook::new(chapter).listing("slow", slow).open()));
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_server_that_does_not_start_is_an_error() {
    let chapter = "```console\n$ cargo run -q -p server -- nowhere &\n```\n";
    let found = messages(&test(&book(chapter).open()));
    assert_eq!(found, ["2: the program in the background ended at once, with [exit 1]"]);
}

#[test]
fn a_warning_in_a_listing_is_an_error() {
    let book = SmallBook::new("# A\n").listing("careless", "fn main() {\n    let unused = 1;\n}\n");
    let report = test(&book.open());
    let [diagnostic] = report.diagnostics() else { panic!("{report:?}") };
    assert_eq!(diagnostic.message, "unused variable: `unused`");
    let place = diagnostic.place.clone().unwrap();
    assert!(place.file.ends_with("listings/chapter/careless/src/main.rs"));
    assert_eq!((place.line, diagnostic.culprit.as_deref()), (Some(2), Some("unused")));
}

#[test]
fn what_was_passed_is_not_run_again_until_something_changes() {
    let chapter = "```console\n$ cargo run -q -p count\nonce\n```\n";
    let program = "fn main() { let seen = std::path::Path::new(\"seen\"); \
        println!(\"{}\", if seen.exists() { \"again\" } else { \"once\" }); \
        std::fs::write(seen, \"\").ok(); }";
    let book = SmallBook::new(chapter).listing("count", program);
    let mut opened = book.open();
    opened.cached = true;
    assert_eq!(messages(&test(&opened)), [""; 0]);
    assert_eq!(messages(&test(&opened)), [""; 0]);
    fs::write(book.root().join("listings/chapter/count/poem.txt"), "new").unwrap();
    assert_eq!(messages(&test(&opened)).len(), 1);
}
