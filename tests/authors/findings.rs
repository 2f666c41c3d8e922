//! `bindery check --format`: the same findings for a person and for programs.

use crate::generator::said;
use crate::small_book::SmallBook;
use serde_json::{Value, json};
use std::process::Output;

/// A name that each format has to escape something of.
const ODD: &str = "src/a, b; 100% Ä.md";

fn book() -> SmallBook {
    SmallBook::new(&[
        ("book.toml", "[book]\ntitle = \"Small\"\n[output.bindery-pdf]\npapr = \"a5\"\n"),
        (
            "src/SUMMARY.md",
            "# Summary\n\n- [One](<a, b; 100%25 Ä.md>)\n- [One](<a, b; 100% Ä.md>)\n",
        ),
        (ODD, "# One\n\nÜber [dort](nirgends.md).\n\n{{#include 100%.txt}}\n"),
        ("src/a, b; 100%25 Ä.md", "# Other\n"),
    ])
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "",
        "what a program reads is on one stream"
    );
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

#[test]
fn json_is_one_finding_a_line() {
    let book = book();
    let text = stdout(&book.bindery(&["check", "--format", "json"]));
    let found: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let link = found.iter().find(|finding| finding["rule"] == "link").expect("the link is found");
    assert_eq!(
        *link,
        json!({
            "severity": "warning",
            "rule": "link",
            "message": "`nirgends.md` leads to a page that isn't in the book",
            "file": ODD,
            "line": 3,
            "columns": [13, 24],
        })
    );
    let rules: Vec<&str> = found.iter().filter_map(|finding| finding["rule"].as_str()).collect();
    assert!(rules.contains(&"include") && rules.contains(&"option"), "{rules:?}");
    let option = found.iter().find(|finding| finding["rule"] == "option").expect("it is found");
    assert_eq!((&option["line"], &option["hint"]), (&json!(4), &json!("did you mean `paper`?")));
}

#[test]
fn an_image_without_words_is_one_finding_of_all_editions() {
    let book = SmallBook::new(&[
        ("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n"),
        ("src/one.md", "# One\n\n<img src=\"a.svg\">\n"),
        ("src/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"/>"),
    ]);
    let output = book.bindery(&["build"]);
    assert!(output.status.success(), "{}", said(&output));
    let words = said(&output);
    assert_eq!(words.matches("no text says what the image a.svg shows").count(), 1, "{words}");
    assert_eq!(words.matches("src/one.md:3:11").count(), 1, "{words}");
    // The other one says what that makes of the PDF.
    assert!(words.contains("0 errors, 2 warnings"), "{words}");
}

/// What the schema of SARIF 2.1.0 demands of the parts that are used, and what code hosts demand.
#[test]
fn sarif_has_its_shape() {
    let book = book();
    let text = stdout(&book.bindery(&["check", "--format", "sarif"]));
    let document: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(document["version"], "2.1.0");
    assert!(document["$schema"].as_str().expect("it names its schema").contains("sarif-2.1.0"));
    let run = &document["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    for rule in rules {
        let text = rule["shortDescription"]["text"].as_str().expect("a rule says what it asks");
        assert!(text.ends_with('.'), "{text}");
    }
    let results = run["results"].as_array().expect("there are results");
    let json = stdout(&book.bindery(&["check", "--format", "json"]));
    assert_eq!(results.len(), json.lines().count());
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("it names its rule") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning"].contains(&result["level"].as_str().expect("it has a level")));
        assert!(result["message"]["text"].is_string());
    }
    let link = results.iter().find(|result| result["ruleId"] == "link").expect("it is found");
    let place = &link["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "src/a%2C%20b%3B%20100%25%20%C3%84.md");
    assert_eq!(place["region"], json!({ "startLine": 3, "startColumn": 13, "endColumn": 24 }));
}

#[test]
fn github_gets_a_command_a_line() {
    let text = stdout(&book().bindery(&["check", "--format", "github"]));
    let expected = "::warning file=src/a%2C b; 100%25 Ä.md,line=3,col=13,endColumn=23,\
                    title=bindery%3A link::`nirgends.md` leads to a page that isn't in the book";
    assert!(text.lines().any(|line| line == expected), "{text}");
    // A hint is in the same line, behind an escaped end of line; a percent sign is escaped.
    let include =
        text.lines().find(|line| line.contains("bindery%3A include")).expect("it is there");
    assert!(include.starts_with("::error ") && include.contains("`100%25.txt`"), "{include}");
    assert!(include.contains("%0A"), "{include}");
    assert!(text.lines().all(|line| line.starts_with("::")), "{text}");
}

#[test]
fn a_person_gets_the_same_on_the_other_stream() {
    let book = book();
    let output = book.bindery(&["check"]);
    assert!(output.stdout.is_empty());
    let json = stdout(&book.bindery(&["check", "--format", "json"]));
    for line in json.lines() {
        let finding: Value = serde_json::from_str(line).expect("a line is JSON");
        let message = finding["message"].as_str().expect("it has a message");
        assert!(said(&output).contains(message), "{message} in {}", said(&output));
    }
}

#[test]
fn exit_codes_are_the_same_in_every_format() {
    let fine = SmallBook::of("# One\n\nWords.\n");
    let doubtful = SmallBook::of("# One\n\n[there](nowhere.md)\n");
    for format in ["text", "json", "sarif", "github"] {
        let code = |book: &SmallBook, more: &[&str]| {
            let args = [&["check", "--format", format], more].concat();
            book.bindery(&args).status.code()
        };
        assert_eq!(code(&fine, &["--strict"]), Some(0), "{format}");
        assert_eq!(code(&doubtful, &[]), Some(0), "{format}");
        assert_eq!(code(&doubtful, &["--strict"]), Some(1), "{format}");
        assert_eq!(code(&fine, &["nowhere"]), Some(1), "{format}");
        assert_eq!(code(&fine, &["--no-such-option"]), Some(2), "{format}");
    }
    let text = stdout(&fine.bindery(&["check", "--format", "json", "nowhere"]));
    assert!(text.contains("nowhere is not a folder"), "{text}");
}
