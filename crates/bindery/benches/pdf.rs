//! What a PDF of a long book costs, beside what other ways to one cost: CPU seconds of all processes,
//! and the memory of the largest.
//!
//! `cargo bench --package bindery --bench pdf -- CORPUS WORK` makes one mdBook of all books below
//! CORPUS, thrice, in the empty folder WORK, and turns it into a PDF by each tool that is installed:
//! `bindery`, stock `mdbook`, `chromium`, `pandoc` with `lualatex`. It reads Linux's `/proc`: Chromium
//! waits for few of its processes, so that what the system counts as a command's own says little.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

/// How often each book of the corpus is in the long one.
const COPIES: usize = 3;

/// How often the processes are looked at.
const LOOK: Duration = Duration::from_millis(20);

/// Clock ticks in a second, as Linux tells programs.
const TICKS: f64 = 100.0;

fn main() -> Result<()> {
    // Cargo adds `--bench`.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [corpus, work] = args.as_slice() else {
        println!("skipped: cargo bench --package bindery --bench pdf -- CORPUS WORK");
        return Ok(());
    };
    let work = PathBuf::from(work);
    let chapters = long_book(Path::new(corpus), &work)?;
    println!("{} chapters\n\n| | CPU s | peak MB |\n|---|---|---|", chapters.len());

    measure("mdBook, HTML alone", Command::new("mdbook").arg("build").arg(&work), &work)?;
    let mut bindery = Command::new(env!("CARGO_BIN_EXE_bindery"));
    let dest = work.join("out");
    bindery.args(["build", "--keep-going", "--edition", "pdf", "--dest-dir"]).arg(dest).arg(&work);
    measure("bindery, PDF", &mut bindery, &work)?;
    let mut chromium = Command::new("chromium");
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]);
    chromium.args(["--disable-background-networking", "--virtual-time-budget=60000"]);
    chromium.arg(format!("--user-data-dir={}", work.join("profile").display()));
    chromium.arg(format!("--print-to-pdf={}", work.join("chromium.pdf").display()));
    chromium.arg(work.join("book/print.html"));
    measure("Chromium, printing mdBook's print.html", &mut chromium, &work)?;
    let mut pandoc = Command::new("pandoc");
    pandoc.current_dir(work.join("src")).args(["--from=commonmark_x", "--pdf-engine=lualatex"]);
    pandoc.args(["--toc", "--output=../pandoc.pdf"]).args(&chapters);
    measure("pandoc, LuaLaTeX", &mut pandoc, &work)
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
fn measure(name: &str, command: &mut Command, work: &Path) -> Result<()> {
    let log = work.join("log");
    let file = File::create(&log)?;
    let mut child = match command.stdout(file.try_clone()?).stderr(file).spawn() {
        Ok(child) => child,
        Err(error) => {
            println!("| {name} | skipped: {error} | |");
            return Ok(());
        }
    };
    let mut family = BTreeMap::from([(child.id(), Use::default())]);
    let status = loop {
        look(&mut family);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(LOOK);
    };
    if !status.success() {
        let said = fs::read_to_string(&log)?;
        println!("| {name} | failed: {} | |", said.lines().last().unwrap_or_default());
        return Ok(());
    }
    let ticks: u64 = family.values().map(|one| one.ticks).sum();
    let memory = family.values().map(|one| one.kilobytes).max().unwrap_or_default();
    println!("| {name} | {:.1} | {} |", ticks as f64 / TICKS, memory / 1024);
    Ok(())
}

/// What a process has used so far.
#[derive(Default)]
struct Use {
    ticks: u64,
    /// Its largest size in memory.
    kilobytes: u64,
}

/// Looks at the processes of `family` and adds their children.
fn look(family: &mut BTreeMap<u32, Use>) {
    let Ok(entries) = fs::read_dir("/proc") else { return };
    let names = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let mut pids: Vec<u32> = names.collect();
    // A child has a higher number than its parent.
    pids.sort_unstable();
    for pid in pids {
        let read = |file: &str| fs::read_to_string(format!("/proc/{pid}/{file}"));
        let Ok(stat) = read("stat") else { continue };
        // The second field, the name in brackets, may hold spaces.
        let Some((_, rest)) = stat.rsplit_once(')') else { continue };
        let field = |at: usize| rest.split_whitespace().nth(at)?.parse::<u64>().ok();
        let Some(parent) = field(1) else { continue };
        if !family.contains_key(&pid) && !family.contains_key(&(parent as u32)) {
            continue;
        }
        let one = family.entry(pid).or_default();
        one.ticks = field(11).unwrap_or(0) + field(12).unwrap_or(0);
        let status = read("status").unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|line| line.split_whitespace().next()?.parse().ok());
        one.kilobytes = one.kilobytes.max(peak.unwrap_or(0));
    }
}
