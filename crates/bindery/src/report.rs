//! What a run has found and made, for the person at the terminal.

mod finding;
mod github;
mod sarif;

use crate::cli::Format;
use crate::place::for_humans;
use anyhow::Result;
use bindery_diagnostic::{Report, render};
use finding::Finding;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Shows what was found: to a person on standard error, to a program on standard output.
///
/// # Errors
///
/// When standard output can't be written to: a program that reads half would believe it.
pub fn show(report: &Report, format: Format) -> Result<()> {
    let findings: Vec<Finding<'_>> = report.diagnostics().iter().map(Finding::of).collect();
    let mut out = io::stdout().lock();
    match format {
        Format::Text => print(report),
        Format::Json => {
            for finding in &findings {
                writeln!(out, "{}", serde_json::to_string(finding)?)?;
            }
        }
        Format::Sarif => writeln!(out, "{:#}", sarif::document(&findings))?,
        Format::Github => {
            for finding in &findings {
                writeln!(out, "{}", github::command(finding))?;
            }
        }
    }
    Ok(())
}

/// Prints all diagnostics and their count on standard error.
pub fn print(report: &Report) {
    let mut err = io::stderr().lock();
    let colour = err.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for diagnostic in report.diagnostics() {
        let mut diagnostic = diagnostic.clone();
        if let Some(place) = &mut diagnostic.place {
            place.file = for_humans(&place.file);
        }
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(err, "{}\n", render(&diagnostic, colour));
    }
    let count = |n: usize, word: &str| match n {
        1 => format!("1 {word}"),
        n => format!("{n} {word}s"),
    };
    if !report.diagnostics().is_empty() {
        let (errors, warnings) =
            (count(report.errors(), "error"), count(report.warnings(), "warning"));
        let _ = writeln!(err, "{errors}, {warnings}");
    }
}

/// Tells the person at the terminal something that is neither wrong nor asked for.
pub fn note(message: &str) {
    let _ = writeln!(io::stderr(), "note: {message}");
}

/// Prints what kept a command from being carried out at all.
pub fn print_error(error: &anyhow::Error) {
    let _ = writeln!(io::stderr(), "error: {error:#}");
}

/// A path that a terminal lets one click.
pub fn link(path: &Path) -> String {
    let shown = for_humans(path).display().to_string();
    match path.canonicalize() {
        Ok(full) if io::stdout().is_terminal() => {
            let url = file_url(&full);
            format!("\u{1b}]8;;{url}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\")
        }
        _ => shown,
    }
}

fn file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                url.push(char::from(byte));
            }
            other => url.push_str(&format!("%{other:02X}")),
        }
    }
    url
}
