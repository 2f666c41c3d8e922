//! What an EPUB costs beside mdBook's own HTML of the same book, in one run.
//!
//! `cargo bench -p bindery-epub -- BOOK…` prints a table of CPU seconds (user and system, all
//! threads); without a book it takes those of the corpus beside the checkout. Both sides load the
//! book, run mdBook's preprocessors and write their edition to the disk.

use bindery_diagnostic::Report;
use bindery_epub::Settings;
use bindery_manuscript::Manuscript;
use mdbook_driver::MDBook;
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::{RenderContext, Renderer};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

type Outcome = Result<(), Box<dyn Error>>;

/// The books of other people, where they are.
const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");

/// How often each edition is made; the mean is shown. A single one costs few of the system's ticks.
const TIMES: usize = 10;

/// Clock ticks a second in `/proc`; it is 100 on every Linux that is in use.
const TICKS: f64 = 100.0;

fn main() -> Outcome {
    // Cargo adds `--bench`.
    let named = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).map(PathBuf::from);
    let mut books: Vec<PathBuf> = named.collect();
    if books.is_empty() {
        books = corpus();
    }
    println!("| book | chapters | mdBook's HTML | EPUB | share |\n|---|---|---|---|---|");
    for book in books {
        let name = book.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = tempfile::tempdir()?;
        let chapters = MDBook::load(&book)?.iter().count();
        // By turns, so that what else the machine does falls on both.
        let (mut html_seconds, mut epub_seconds) = (0.0, 0.0);
        for _ in 0..TIMES {
            html_seconds += seconds(&mut || html(&book, folder.path()))? / TIMES as f64;
            epub_seconds += seconds(&mut || epub(&book, folder.path()))? / TIMES as f64;
        }
        let share = 100.0 * epub_seconds / html_seconds;
        println!("| {name} | {chapters} | {html_seconds:.3} | {epub_seconds:.3} | {share:.0} % |");
    }
    Ok(())
}

/// The books of the corpus, by name.
fn corpus() -> Vec<PathBuf> {
    let folders = fs::read_dir(CORPUS).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut books: Vec<PathBuf> = folders.filter(|path| path.join("book.toml").exists()).collect();
    books.sort();
    if books.is_empty() {
        eprintln!("no corpus beside the checkout: name a book");
    }
    books
}

fn html(root: &Path, folder: &Path) -> Outcome {
    let mut book = MDBook::load(root)?;
    // The books of the corpus come without some of the files that they name here.
    for key in ["additional-css", "additional-js"] {
        book.config.set(format!("output.html.{key}"), Vec::<String>::new())?;
    }
    let renderer = HtmlHandlebars::new();
    let (processed, _) = book.preprocess_book(&renderer)?;
    let context =
        RenderContext::new(book.root.clone(), processed, book.config.clone(), folder.join("html"));
    Ok(renderer.render(&context)?)
}

fn epub(root: &Path, folder: &Path) -> Outcome {
    let book = MDBook::load(root)?;
    let (processed, _) = book.preprocess_book(&HtmlHandlebars::new())?;
    let mut report = Report::default();
    let manuscript = Manuscript::new(root, &book.config, &processed, &mut report);
    let archive = bindery_epub::render(&manuscript, &Settings::default(), None, &mut report)?;
    Ok(fs::write(folder.join("book.epub"), archive)?)
}

/// The CPU seconds of this process that `work` takes.
fn seconds(work: &mut dyn FnMut() -> Outcome) -> Result<f64, Box<dyn Error>> {
    let before = ticks()?;
    work()?;
    Ok((ticks()? - before) as f64 / TICKS)
}

/// utime and stime, as proc_pid_stat(5) lists them.
fn ticks() -> Result<u64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name in parentheses may hold spaces; the fields after it count from 3.
    let fields = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?.1;
    fields.split_whitespace().skip(11).take(2).map(|field| Ok(field.parse::<u64>()?)).sum()
}
