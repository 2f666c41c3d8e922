//! The book about bindery: it is one, it leaves nothing out, and what it shows works.

use crate::generator::{ROOT, bindery, said};
use crate::small_book::SmallBook;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn page(name: &str) -> String {
    let path = Path::new(ROOT).join("docs/src").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The bodies of the fences of a language, in order.
fn fences(page: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let bodies = page.split(&opening).skip(1);
    bodies.map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let target = to.join(path.file_name().expect("it has a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).expect("the file can be copied")),
        }
    }
}

#[test]
fn it_is_built_and_proved_by_what_it_is_about() {
    let book = SmallBook::new(&[]);
    copy(&Path::new(ROOT).join("docs"), &book.root());
    for args in [&["build", "--strict"][..], &["check", "--strict"], &["test"]] {
        let output = book.bindery(args);
        assert!(output.status.success(), "{args:?}:\n{}", said(&output));
    }
    for edition in ["html/index.html", "pdf/bindery.pdf", "epub/bindery.epub"] {
        assert!(book.root().join("book").join(edition).is_file(), "{edition}");
    }
}

/// The command line says what it has; so does the page.
#[test]
fn every_command_and_option_is_in_it_and_no_other() {
    let page = page("commands.md");
    let help = said(&bindery(&["--help"], Path::new(ROOT)));
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 9, "{help}");
    for command in &commands {
        let row = format!("| `{command}` |");
        let row = page.lines().find(|line| line.starts_with(&row));
        let row = row.unwrap_or_else(|| panic!("`{command}` isn't in commands.md"));
        let help = said(&bindery(&[command, "--help"], Path::new(ROOT)));
        let options =
            help.lines().filter(|line| line.starts_with("  -") || line.starts_with("      --"));
        let mut options: Vec<&str> = options
            .filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")))
            .filter(|option| *option != "--help")
            .collect();
        let mut shown: Vec<&str> = row.split('`').filter(|word| word.starts_with("--")).collect();
        options.sort_unstable();
        shown.sort_unstable();
        assert_eq!(shown, options, "{command}");
    }
    let rows = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, commands.len(), "a command that doesn't exist");
}

/// A key that doesn't exist gets all that do for a hint.
#[test]
fn every_key_is_in_it_and_no_other() {
    let page = page("options.md");
    for (table, section) in [
        ("preprocessor.bindery", "{#all}"),
        ("output.bindery-pdf", "{#pdf}"),
        ("output.bindery-epub", "{#epub}"),
    ] {
        let book = SmallBook::of("# One\n");
        book.write("book.toml", format!("[{table}]\nzzzzzzzzzzzzzzzz = 1\n"));
        let found = said(&book.bindery(&["check", "--format", "json"]));
        let found: Value = serde_json::from_str(found.trim()).expect("one finding, in JSON");
        let hint = found["hint"].as_str().expect("the hint names them");
        let keys = hint.split_once(" are ").expect("the hint names them").1;
        let mut keys: Vec<&str> = keys.split(", ").collect();
        let part = page.split(section).nth(1).expect("the page has the section");
        let part = part.split("\n## ").next().unwrap_or_default();
        let rows = part.lines().filter(|line| line.starts_with("| `"));
        let cells = rows.filter_map(|row| row.split('|').nth(1));
        let mut shown: Vec<&str> =
            cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        keys.sort_unstable();
        shown.sort_unstable();
        assert_eq!(shown, keys, "[{table}]");
    }
}

#[test]
fn every_rule_is_in_it_and_no_other() {
    let sarif = said(&SmallBook::of("# One\n").bindery(&["check", "--format", "sarif"]));
    let sarif: Value = serde_json::from_str(&sarif).expect("it is JSON");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("there are rules");
    let rules: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    let page = page("messages.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), rules);
}

#[test]
fn every_configuration_that_it_shows_is_accepted() {
    let shown: Vec<String> =
        ["options.md", "plug-ins.md"].iter().flat_map(|name| fences(&page(name), "toml")).collect();
    assert!(shown.len() >= 4);
    for toml in shown {
        let book = SmallBook::of("# One\n\nWords.\n");
        book.write("book.toml", format!("[book]\ntitle = \"Small\"\n{toml}"));
        for args in [&["build", "--strict"][..], &["test"]] {
            let output = book.bindery(args);
            assert!(output.status.success(), "{toml}\n{}", said(&output));
        }
    }
}

#[test]
fn every_directive_that_it_shows_is_carried_out() {
    let page = page("directives.md");
    let home = SmallBook::new(&[]);
    fs::create_dir_all(home.root()).expect("a folder can be made");
    assert!(home.bindery(&["new", "fixture"]).status.success());
    let root = home.root().join("fixture");
    let write = |path: &str, text: &str| {
        fs::create_dir_all(root.join("figures")).expect("a folder can be made");
        fs::write(root.join(path), text).expect("a file can be written");
    };
    // The fixture's program is shown here, so that an example need not.
    let summary = "- [Example](first-chapter.md)\n- [Rest](rest.md)\n";
    write("src/SUMMARY.md", summary);
    write("src/rest.md", "# Rest\n\n`first-chapter/greeting/src/main.rs:greeting`\n");
    write("figures/door.toml", &fences(&page, "toml")[0]);
    let speed = "listing = \"first-chapter/greeting\"\nkind = \"values\"\ntitle = \"Speed\"\n";
    write("figures/speed.toml", speed);
    let measured = "# recorded: 2026-11-22\n# rustc: rustc 1.95.0\n# kernel: Linux\n\
                    name,time (ms)\nshort,3\n";
    write("figures/speed.csv", measured);
    let examples = fences(&page, "markdown");
    let names = ["listing", "output", "figure", "value", "ref", "list"];
    for name in names {
        assert!(examples.iter().any(|text| text.contains(&format!("{{{{#{name} "))), "{name}");
    }
    for example in &examples {
        write("src/first-chapter.md", &format!("# Example\n\n{example}"));
        let output = bindery(&["build", "--strict", "--edition", "html"], &root);
        assert!(output.status.success(), "{example}\n{}", said(&output));
        let made = fs::read_to_string(root.join("book/html/first-chapter.html"));
        assert!(!made.expect("the page is there").contains("{{#"), "{example}");
    }
}
