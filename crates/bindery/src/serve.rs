//! `bindery serve`: the HTML edition in the browser, made again on every save.

mod files;
mod http;
mod watch;

use crate::build;
use crate::cli::{self, Build, Edition, Serve};
use crate::place::for_humans;
use crate::{report, stage};
use anyhow::{Context, Result};
use bindery_diagnostic::{Report, render};
use bindery_manuscript::Kept;
use http::{Request, Status};
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Where the page asks whether the book has changed. No chapter can have this name.
const EVENTS: &str = "/.bindery/events";

/// What every served page carries: a listener that reloads it, or shows what is wrong.
const LISTENER: &str = include_str!("serve/listener.html");

/// The state of the book as the browser is told of it.
#[derive(Default)]
struct State {
    /// How many times the book was made or failed to be.
    version: u64,
    /// What is wrong with it; empty when all is well.
    errors: String,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    book: cli::Book,
    dest: PathBuf,
    /// What one build keeps for the next; it is lent to one at a time.
    kept: Mutex<Kept>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes one edition; what is wrong goes to the terminal and into the page.
    fn make(&self, edition: Edition) -> Option<PathBuf> {
        let build = Build {
            book: self.book.clone(),
            dest_dir: Some(self.dest.clone()),
            edition: vec![edition],
            keep_going: true,
            strict: false,
        };
        let mut found = Report::default();
        let made = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            build::make(&build, Some(&mut kept), &mut found)
        };
        report::print(&found);
        let mut errors: Vec<String> = Vec::new();
        if let Err(error) = &made {
            report::print_error(error);
            errors.push(format!("{error:#}"));
        }
        let shown = found.diagnostics().iter().map(|diagnostic| {
            let mut diagnostic = diagnostic.clone();
            if let Some(place) = &mut diagnostic.place {
                place.file = for_humans(&place.file);
            }
            render(&diagnostic, false)
        });
        if found.errors() > 0 {
            errors.extend(shown);
        }
        let errors = errors.join("\n\n");
        let mut state = self.state();
        // A page need not be loaded again for an edition that it doesn't show.
        if edition == Edition::Html || state.errors != errors {
            state.version += 1;
            state.errors = errors;
            self.changed.notify_all();
        }
        made.ok()?.pop()
    }
}

/// Serves the book on the loopback interface until Ctrl-C.
pub fn run(serve: &Serve) -> Result<ExitCode> {
    stage::clean_up_on_interrupt();
    let dest = std::env::temp_dir().join(format!("bindery-serve-{}", std::process::id()));
    stage::remove_on_interrupt(&dest);
    let shared = Arc::new(Shared {
        state: Mutex::default(),
        changed: Condvar::new(),
        book: serve.book.clone(),
        dest,
        kept: Mutex::default(),
    });
    shared.make(Edition::Html);
    let _watcher = watch::start(&serve.book.book, {
        let shared = Arc::clone(&shared);
        move || drop(shared.make(Edition::Html))
    })?;
    let address = ("127.0.0.1", serve.port);
    let listener = TcpListener::bind(address)
        .with_context(|| format!("port {} can't be used; try --port 0", serve.port))?;
    let port = listener.local_addr().context("no address was given")?.port();
    let url = format!("http://127.0.0.1:{port}/");
    println!(
        "The book is at {url}\nThe PDF is at {url}book.pdf and the EPUB at {url}book.epub, made when asked for.\nCtrl-C ends it."
    );
    if serve.open {
        open(&url);
    }
    // A connection that can't be accepted is gone; the next one may be fine.
    for stream in listener.incoming().flatten() {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            if let Ok(Some(request)) = Request::read(stream) {
                // The browser may be gone before the answer is: nothing is lost.
                let _ = answer(request, &shared);
            }
        });
    }
    Ok(ExitCode::SUCCESS)
}

const TEXT: &str = "text/plain; charset=utf-8";
const PAGE: &str = "text/html; charset=utf-8";

fn answer(request: Request, shared: &Shared) -> io::Result<()> {
    if !is_from_here(&request) {
        let body = "asked for under another name than this machine's";
        return request.answer(Status::Forbidden, TEXT, body.as_bytes());
    }
    let path = files::path_of(&request.target);
    match path.as_deref() {
        Some(path) if format!("/{path}") == EVENTS => wait_for_change(request, shared),
        Some(path) if path.ends_with(".pdf") && on_demand(path) => {
            file(request, shared.make(Edition::Pdf))
        }
        Some(path) if path.ends_with(".epub") && on_demand(path) => {
            file(request, shared.make(Edition::Epub))
        }
        Some(path) => page(request, &shared.dest.join("html"), path),
        None => request.answer(Status::NotFound, TEXT, b"no such page"),
    }
}

/// Whether the request names this machine: a site that has its own name point here doesn't, and its
/// scripts could read the book otherwise.
fn is_from_here(request: &Request) -> bool {
    let name = request.host.rsplit_once(':').map_or(&*request.host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

/// `/book.pdf`, and where the pages' own links lead: `/pdf/<name>.pdf`.
fn on_demand(path: &str) -> bool {
    matches!(path.split_once('/'), None | Some(("pdf" | "epub", _)))
}

/// Answers when the book is another than the one that the page has: `?version`.
fn wait_for_change(request: Request, shared: &Shared) -> io::Result<()> {
    let seen = request.target.split_once('?').and_then(|(_, version)| version.parse::<u64>().ok());
    let state = shared.state();
    let state = shared
        .changed
        .wait_while(state, |state| Some(state.version) == seen)
        .unwrap_or_else(PoisonError::into_inner);
    let body = serde_json::json!({ "version": state.version, "errors": state.errors }).to_string();
    drop(state);
    request.answer(Status::Ok, "application/json", body.as_bytes())
}

fn file(request: Request, file: Option<PathBuf>) -> io::Result<()> {
    match file.and_then(|file| Some((files::kind(&file), std::fs::read(file).ok()?))) {
        Some((kind, bytes)) => request.answer(Status::Ok, kind, &bytes),
        None => {
            request.answer(Status::Failed, TEXT, b"the book has errors: the terminal shows them")
        }
    }
}

fn page(request: Request, html: &Path, path: &str) -> io::Result<()> {
    let Some(file) = files::find(html, path) else {
        return request.answer(
            Status::NotFound,
            PAGE,
            format!("no such page{LISTENER}").as_bytes(),
        );
    };
    let kind = files::kind(&file);
    let mut bytes = std::fs::read(&file)?;
    if kind == PAGE {
        bytes.extend_from_slice(LISTENER.as_bytes());
    }
    request.answer(Status::Ok, kind, &bytes)
}

fn open(url: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    if let Err(error) = Command::new(program).arg(url).spawn() {
        eprintln!("warning: the browser can't be opened by `{program}`: {error}");
    }
}
