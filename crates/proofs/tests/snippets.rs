//! Snippets of each kind: our verdict, and that of skeptic on what it is given.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod small_book;

use bindery_diagnostic::Report;
use bindery_proofs::{Book, gate, ignored_snippets, record, test_snippets};
use small_book::SmallBook;
use std::collections::BTreeMap;
use std::fs;
use std::panic;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// A snippet: the words of its block, its code, and whether it is as it says.
type Case = (&'static str, &'static str, bool);

const CASES: [Case; 27] = [
    ("rust", "let one = 1;\nassert_eq!(one, 1);", true),
    ("rust", "assert_eq!(1, 2);", false),
    ("rust", "let text: String = 1;", false),
    ("rust", "let x = Ok::<u8, u8>(1);\nx;", false),
    ("rust", "std::fs::read(\"nothing\");", false),
    ("rust", "use std::fs;", false),
    ("rust", "fn shown(_: u8) {}\nlet unused = 1;", true),
    ("rust,no_run", "loop {}", true),
    ("rust,no_run", "loop { 1 }", false),
    ("rust,should_panic", "panic!(\"as said\");", true),
    ("rust,should_panic", "let fine = 1;", false),
    ("rust,should_panic", "this does not compile", false),
    ("rust,should_panic", "std::process::exit(0);", false),
    ("rust", "std::process::exit(0);", true),
    ("rust", "std::process::exit(3);", false),
    ("rust", "\"x\".parse::<u8>()?;\nOk::<(), std::num::ParseIntError>(())", false),
    ("rust", "\"1\".parse::<u8>()?;\nOk::<(), std::num::ParseIntError>(())", true),
    ("rust", "fn main() -> Result<(), String> {\n    Err(\"no\".to_owned())\n}", false),
    ("rust", "# use std::fmt::Debug;\n# fn show(what: impl Debug) { drop(what); }\nshow(1);", true),
    (
        "rust",
        "mod inner {\n    pub fn f() -> u8 { 1 }\n}\nfn main() {\n    assert_eq!(crate::inner::f(), 1);\n}",
        true,
    ),
    ("rust", "struct Same;\nfn main() {\n    let _same = Same;\n}", true),
    ("rust", "struct Same(u8);\nfn main() {\n    assert_eq!(Same(1).0, 1);\n}", true),
    ("rust", "fn main() {\n} }", false),
    ("rust", "mod only {\n    pub fn main() {}\n}", false),
    ("rust", "let x: u8 = \"7\".parse().unwrap();\nassert_eq!(x, 7);", true),
    (
        "rust",
        "struct Odd;\nimpl PartialEq<Odd> for u8 {\n    fn eq(&self, _: &Odd) -> bool { true }\n}\nfn main() {\n    assert!(1u8 == Odd);\n}",
        true,
    ),
    ("rust", "async fn main() {}", false),
];

/// A chapter with the cases, and the line of each.
fn chapter() -> (String, Vec<u32>) {
    let mut text = "# A\n".to_owned();
    let mut lines = Vec::new();
    for (info, code, _) in CASES {
        text.push('\n');
        lines.push(text.matches('\n').count() as u32 + 1);
        text.push_str(&format!("```{info}\n{code}\n```\n"));
    }
    (text, lines)
}

fn faults(report: &Report) -> Vec<String> {
    report
        .diagnostics()
        .iter()
        .map(|d| format!("{}: {}", d.place.as_ref().unwrap().line.unwrap(), d.message))
        .collect()
}

#[test]
fn each_case_is_as_it_says() {
    let (text, lines) = chapter();
    let report = test_snippets(&SmallBook::new(&text).open());
    for ((info, code, good), line) in CASES.iter().zip(lines) {
        let length = code.lines().count() as u32;
        let found = report.diagnostics().iter().any(|diagnostic| {
            let at = diagnostic.place.as_ref().unwrap().line.unwrap();
            (line..=line + length).contains(&at)
        });
        assert_eq!(!found, *good, "line {line}: {info}\n{code}\n{:#?}", faults(&report));
    }
}

#[test]
fn skeptic_has_the_same_verdicts() {
    let (text, lines) = chapter();
    let book = SmallBook::new(&text);
    let out = book.root().join("gate");
    let mut verdicts: BTreeMap<u32, bool> = BTreeMap::new();
    for file in gate(&book.open(), &out).unwrap() {
        let (line, passed) = skeptic(&file);
        *verdicts.entry(line).or_insert(true) &= passed;
    }
    for ((info, code, good), line) in CASES.iter().zip(lines) {
        assert_eq!(verdicts.get(&line), Some(good), "line {line}: {info}\n{code}");
    }
}

/// The line of the block in a file of the gate, and what skeptic makes of it.
fn skeptic(file: &Path) -> (u32, bool) {
    let text = fs::read_to_string(file).unwrap();
    let (above, block) = text.split_once("~~~~~~~~rust").unwrap();
    let (info, code) = block.split_once('\n').unwrap();
    let code = code.strip_suffix("~~~~~~~~\n").unwrap().to_owned();
    let line = above.matches('\n').count() as u32 + 1;
    let exe = std::env::current_exe().unwrap();
    let out_dir = exe.parent().unwrap().with_file_name("build").join("a/out");
    let (root, out_dir) = (env!("CARGO_MANIFEST_DIR"), out_dir.to_str().unwrap());
    let triple = host();
    let only_compile = info.contains("no_run");
    let test = move || match only_compile {
        true => skeptic::rt::compile_test(root, out_dir, &triple, &code),
        false => skeptic::rt::run_test(root, out_dir, &triple, &code),
    };
    let passed = panic::catch_unwind(panic::AssertUnwindSafe(test)).is_ok();
    (line, passed != info.contains("should_panic"))
}

fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

#[test]
fn an_error_stands_at_the_chapters_own_line() {
    let chapter = "# A\n\n```rust\nlet fine = 1;\n```\n\n> ```rust\n> # let hidden = 1;\n> let text: String = 1;\n> ```\n";
    let report = test_snippets(&SmallBook::new(chapter).open());
    assert_eq!(faults(&report), ["9: mismatched types (E0308)"]);
    assert_eq!(report.diagnostics()[0].culprit.as_deref(), Some("1"));
}

#[test]
fn an_error_in_an_included_file_stands_there() {
    let book = SmallBook::new("```rust\n{{#include code.rs:part}}\n```\n")
        .file("src/code.rs", "// ANCHOR: part\nlet text: String = 1;\n// ANCHOR_END: part\n");
    let report = test_snippets(&book.open());
    assert_eq!(faults(&report), ["2: mismatched types (E0308)"]);
    assert!(report.diagnostics()[0].place.as_ref().unwrap().file.ends_with("src/code.rs"));
}

#[test]
fn a_snippet_that_hangs_is_ended() {
    let book = SmallBook::new("```rust\nloop {}\n```\n\n```rust\npanic!();\n```\n");
    let mut opened = book.open();
    opened.time_limit = Duration::from_secs(5);
    assert_eq!(
        faults(&test_snippets(&opened)),
        ["1: the snippet did not end within 5s", "5: the snippet panicked"]
    );
}

#[test]
fn a_snippet_that_should_not_compile_says_how() {
    let chapter = "```rust,compile_fail,E0308\nlet text: String = 1;\n```\n\n\
        ```rust,compile_fail,E0277\nlet text: String = 1;\n```\n\n\
        ```rust,compile_fail,E0308\nlet text = 1;\n```\n\n\
        ```rust,compile_fail,E0308\nlet text: String = 1;\nmissing();\n```\n\n\
        ```rust,compile_fail,unused_must_use\nOk::<u8, u8>(1);\n```\n\n\
        ```rust,compile_fail\n```\n\n```rust,ignore\n```\n\n```rust,no_rum\n```\n";
    let mut found = faults(&test_snippets(&SmallBook::new(chapter).open()));
    found.sort();
    assert_eq!(
        found,
        [
            "13: the snippet also fails with E0425",
            "22: `compile_fail` does not say with which error",
            "25: a snippet is ignored without a reason",
            "28: this word means nothing",
            "5: the snippet should fail with E0277, and fails with E0308",
            "9: the snippet compiles, though it should not",
        ]
    );
}

#[test]
fn the_compilers_words_are_compared_and_recorded() {
    let chapter = "```rust,compile_fail,E0308\nlet text: String = 1;\n```\n\n```text,compiler\nold words\n```\nend\n";
    let book = SmallBook::new(chapter);
    let opened = book.open();
    let found = faults(&test_snippets(&opened));
    assert_eq!(found, ["6: the compiler says something else than the page shows"]);
    let (changes, report) = record(&opened);
    assert_eq!((changes.len(), report.errors()), (1, 0), "{report:?}");
    let recorded = book.chapter();
    assert!(
        recorded.contains("error[E0308]: mismatched types\n --> src/main.rs:2:20\n"),
        "{recorded}"
    );
    assert!(recorded.ends_with("\n```\nend\n"));
    assert_eq!(faults(&test_snippets(&opened)), [""; 0]);
    assert!(record(&opened).0.is_empty());
    let stray = SmallBook::new("```rust\n```\n\n```text,compiler\nwords\n```\n");
    assert_eq!(
        faults(&test_snippets(&stray.open())),
        ["4: the compiler's words stand after no snippet"]
    );
}

#[test]
fn the_edition_is_the_books() {
    // Let chains came with 2024; `dyn` could be left out until 2021.
    let chains = "let x = Some(1);\nif let Some(y) = x && y > 1 {}";
    let bare = "trait T {}\nfn f(_: &T) {}";
    let chapter = |word: &str, code: &str| format!("```rust{word}\n{code}\n```\n");
    let passes = |text: String| test_snippets(&SmallBook::new(&text).open()).errors() == 0;
    assert!(passes(chapter("", chains)));
    assert!(!passes(chapter(",edition2021", chains)));
    assert!(!passes(chapter("", bare)));
    let book = SmallBook::new(&chapter(",edition2024", chains));
    let files = gate(&book.open(), &book.root().join("gate")).unwrap();
    assert!(files.is_empty(), "skeptic can't compile it");
}

#[test]
fn equal_names_and_new_chapters_don_t_collide_in_the_gate() {
    let book = SmallBook::new("```rust\n```\n")
        .file("src/SUMMARY.md", "- [A](a.md)\n- [B](b/a.md)\n- [C](b-a.md)\n")
        .file("src/b/a.md", "```rust\n```\n")
        .file("src/b-a.md", "\n```rust\n```\n");
    let files = gate(&book.open(), &book.root().join("gate")).unwrap();
    let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["a.md", "b-a.md", "b-a.md"]);
}

#[test]
fn what_is_ignored_is_listed_with_its_reason() {
    let book = SmallBook::new("<!-- ignore: needs a sensor -->\n```rust,ignore\nx\n```\n");
    let opened = book.open();
    assert_eq!(faults(&test_snippets(&opened)), [""; 0]);
    let [(place, reason)] = &ignored_snippets(&opened)[..] else { panic!("one is ignored") };
    assert_eq!((place.line, reason.as_str()), (Some(2), "needs a sensor"));
}

#[test]
fn a_passed_chapter_is_not_compiled_again() {
    let book = SmallBook::new("```rust\nassert!(!std::path::Path::new(\"x\").exists());\n```\n");
    let mut opened: Book = book.open();
    opened.cached = true;
    assert_eq!(test_snippets(&opened).errors(), 0);
    let folder = book.root().join("target/bindery-proofs");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    let book =
        book.file("src/a.md", "```rust\nassert!(std::path::Path::new(\"x\").exists());\n```\n");
    let mut opened = book.open();
    opened.cached = true;
    assert_eq!(faults(&test_snippets(&opened)), ["1: the snippet panicked"]);
}
