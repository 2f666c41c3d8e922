//! `bindery init`: our plug-ins added to a book that stock mdBook builds.

use crate::cli::Init;
use crate::{config, report};
use anyhow::{Context, Result, bail, ensure};
use mdbook_core::config::Config;
use similar::TextDiff;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::str::FromStr;

/// The tables that mdBook needs to call us, in the order in which they are added.
const TABLES: [(&str, &str); 4] = [
    (
        "preprocessor.bindery",
        "[preprocessor.bindery]\ncommand = \"bindery preprocess\"\nbefore = [\"links\"]\n",
    ),
    // mdBook makes HTML without being asked, but not beside another edition.
    ("output.html", "[output.html]\n"),
    ("output.bindery-pdf", "[output.bindery-pdf]\ncommand = \"bindery render pdf\"\n"),
    ("output.bindery-epub", "[output.bindery-epub]\ncommand = \"bindery render epub\"\n"),
];

/// Shows what would be added to `book.toml`, asks, and adds it.
pub fn run(init: &Init) -> Result<ExitCode> {
    let root = &init.book.book;
    let toml = root.join("book.toml");
    let old = match fs::read_to_string(&toml) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("can't read {}", toml.display())),
    };
    let config = Config::from_str(&config::modern(&old).0)
        .with_context(|| format!("{} can't be read", toml.display()))?;
    let summary = root.join(&config.book.src).join("SUMMARY.md");
    ensure!(summary.is_file(), "there is no {}: `bindery new` begins a book", summary.display());
    let new = with_us(&old)?;
    if new == old {
        println!("{} calls bindery already.", report::link(&toml));
        return Ok(ExitCode::SUCCESS);
    }
    let diff = TextDiff::from_lines(&old, &new);
    print!("{}", diff.unified_diff().context_radius(2).header("book.toml", "book.toml"));
    if parsed(&old)?.get("output").is_none() {
        let folder = config.build.build_dir.join("html");
        println!("\nWith more than one edition, mdBook puts the HTML into {}.", folder.display());
    }
    if init.dry_run || !(init.yes || agreed()?) {
        println!("Nothing was written.");
        return Ok(ExitCode::SUCCESS);
    }
    // A link to the file stays one.
    let place = toml.canonicalize().unwrap_or(toml);
    let written = bindery_proofs::write_whole(&place, &new);
    written.with_context(|| format!("can't write {}", place.display()))?;
    println!("{}", report::link(&place));
    Ok(ExitCode::SUCCESS)
}

/// The text of a `book.toml` with the tables that it lacks at its end; every other byte stays.
fn with_us(old: &str) -> Result<String> {
    let table = parsed(old)?;
    let mut new = old.to_owned();
    for (path, text) in TABLES {
        let has = path.split('.').try_fold(&table, |table, key| table.get(key)?.as_table());
        if has.is_some() {
            continue;
        }
        if !new.is_empty() {
            new.push_str(if new.ends_with('\n') { "\n" } else { "\n\n" });
        }
        new.push_str(text);
    }
    if old.contains("\r\n") {
        new = old.to_owned() + &new[old.len()..].replace('\n', "\r\n");
    }
    if let Err(error) = parsed(&new) {
        let whole: String = TABLES.iter().map(|(_, text)| format!("\n{text}")).collect();
        bail!("book.toml has a form that can't be added to ({error:#}); write by hand:\n{whole}");
    }
    Ok(new)
}

fn parsed(text: &str) -> Result<toml::Table> {
    text.parse().map_err(|error: toml::de::Error| anyhow::anyhow!("{}", error.message()))
}

fn agreed() -> Result<bool> {
    print!("\nWrite this? [y/N] ");
    io::stdout().flush()?;
    let mut answer = String::new();
    ensure!(
        io::stdin().read_line(&mut answer)? > 0,
        "nobody answers: `--yes` writes without asking"
    );
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_added_and_nothing_twice() {
        let old = "# mine\n[output.html]\nmathjax-support = true # kept";
        let new = with_us(old).unwrap();
        assert!(new.starts_with(old) && new.matches("[output.html]").count() == 1, "{new}");
        assert_eq!(with_us(&new).unwrap(), new);
        for (path, _) in TABLES {
            assert!(new.contains(&format!("[{path}]\n")), "{path} in {new}");
        }
    }

    #[test]
    fn lines_end_as_they_did() {
        let new = with_us("[book]\r\ntitle = \"T\"\r\n").unwrap();
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{new:?}");
    }

    #[test]
    fn a_form_that_cannot_be_added_to_is_said() {
        let error = with_us("output = { html = {} }\n").unwrap_err().to_string();
        assert!(error.contains("[output.bindery-pdf]"), "{error}");
    }
}
