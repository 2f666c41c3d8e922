//! What a PDF of a long book costs, beside what other ways to one cost: CPU seconds of all processes,
//! and the memory of the largest.
//!
//! `cargo bench --package bindery --bench pdf -- CORPUS WORK` makes one mdBook of all books below
//! CORPUS, twice, in the empty folder WORK, and turns it into a PDF by each tool that is installed:
//! `bindery`, stock `mdbook`, `chromium`, `pandoc` with `lualatex`. It needs GNU `time`.

use anyhow::{Context, Result, ensure};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How often each book of the corpus is in the long one.
const COPIES: usize = 2;

const TIME: &str = "/usr/bin/time";

fn main() -> Result<()> {
    // Cargo adds `--bench`.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [corpus, work] = args.as_slice() else {
        println!("skipped: cargo bench --package bindery --bench pdf -- CORPUS WORK");
        return Ok(());
    };
    ensure!(Path::new(TIME).exists(), "GNU time is needed: apt-get install time");
    let work = PathBuf::from(work);
    let chapters = long_book(Path::new(corpus), &work)?;
    println!("{} chapters\n\n| | CPU s | peak MB |\n|---|---|---|", chapters.len());

    measure("mdBook, HTML alone", Command::new("mdbook").arg("build").arg(&work))?;
    let mut bindery = Command::new(env!("CARGO_BIN_EXE_bindery"));
    let dest = work.join("out");
    bindery.args(["build", "--keep-going", "--edition", "pdf", "--dest-dir"]).arg(dest).arg(&work);
    measure("bindery, PDF", &mut bindery)?;
    let mut chromium = Command::new("chromium");
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]);
    chromium.args(["--disable-background-networking", "--virtual-time-budget=60000"]);
    chromium.arg(format!("--user-data-dir={}", work.join("profile").display()));
    chromium.arg(format!("--print-to-pdf={}", work.join("chromium.pdf").display()));
    chromium.arg(work.join("book/print.html"));
    measure("Chromium, printing mdBook's print.html", &mut chromium)?;
    let mut pandoc = Command::new("pandoc");
    pandoc.current_dir(work.join("src")).args(["--from=commonmark_x", "--pdf-engine=lualatex"]);
    pandoc.args(["--toc", "--output=../pandoc.pdf"]).args(&chapters);
    measure("pandoc, LuaLaTeX", &mut pandoc)
}

/// Makes one book of all; its chapters' paths below `src`, in order.
fn long_book(corpus: &Path, work: &Path) -> Result<Vec<PathBuf>> {
    let (mut summary, mut chapters) = (String::from("# Summary\n\n"), Vec::new());
    let mut books: Vec<PathBuf> =
        fs::read_dir(corpus)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    books.retain(|book| book.join("src/SUMMARY.md").exists());
    books.sort();
    for copy in 0..COPIES {
        for book in &books {
            let name = book.file_name().context("a book is in a folder")?;
            let folder = PathBuf::from(copy.to_string()).join(name);
            copy_folder(&book.join("src"), &work.join("src").join(&folder))?;
            for line in fs::read_to_string(book.join("src/SUMMARY.md"))?.lines() {
                let Some((title, path)) = line.split_once("](") else { continue };
                let path = folder.join(path.trim_end().trim_end_matches(')'));
                if path.extension() == Some(OsStr::new("md"))
                    && work.join("src").join(&path).exists()
                {
                    let title = title.trim_start_matches([' ', '-', '*', '[']);
                    summary.push_str(&format!("- [{title}]({})\n", path.display()));
                    chapters.push(path);
                }
            }
        }
    }
    fs::write(work.join("src/SUMMARY.md"), summary)?;
    fs::write(work.join("book.toml"), "[book]\ntitle = \"A long book\"\n")?;
    Ok(chapters)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let place = to.join(path.file_name().context("it has a name")?);
        match path.is_dir() {
            true => copy_folder(&path, &place)?,
            false => drop(fs::copy(&path, &place)?),
        }
    }
    Ok(())
}

/// Runs a command and prints a row.
fn measure(name: &str, command: &mut Command) -> Result<()> {
    let mut timed = Command::new(TIME);
    timed.args(["--format", "TIMED %U %S %M"]).arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        timed.current_dir(folder);
    }
    let output = timed.output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let numbers = said.lines().rev().find_map(|line| line.strip_prefix("TIMED "));
    let numbers: Vec<f64> =
        numbers.unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [user, system, kilobytes] if output.status.success() => {
            println!("| {name} | {:.1} | {:.0} |", user + system, kilobytes / 1024.0);
        }
        _ => {
            let lines: Vec<&str> = said.lines().collect();
            let last = lines[lines.len().saturating_sub(4)..].join(" / ");
            println!("| {name} | failed: {last} | |");
        }
    }
    Ok(())
}
