//! `bindery serve`: the HTML edition in the browser, made again on every save.

mod files;
mod watch;

use crate::build;
use crate::cli::{self, Build, Edition, Serve};
use crate::place::for_humans;
use crate::{report, stage};
use anyhow::{Context, Result, anyhow};
use bindery_diagnostic::{Report, render};
use bindery_manuscript::Kept;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use tiny_http::{Header, Request, Response, Server};

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
        let mut state = self.state();
        state.version += 1;
        state.errors = errors.join("\n\n");
        self.changed.notify_all();
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
    let server = Server::http(address)
        .map_err(|error| anyhow!("port {} can't be used: {error}; try --port 0", serve.port))?;
    let port = server.server_addr().to_ip().context("no address was given")?.port();
    let url = format!("http://127.0.0.1:{port}/");
    println!(
        "The book is at {url}\nThe PDF is at {url}book.pdf and the EPUB at {url}book.epub, made when asked for.\nCtrl-C ends it."
    );
    if serve.open {
        open(&url);
    }
    for request in server.incoming_requests() {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            // The browser may be gone before the answer is: nothing is lost.
            let _ = answer(request, &shared);
        });
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(request: Request, shared: &Shared) -> Result<()> {
    let path = files::path_of(request.url());
    match path.as_deref() {
        Some(path) if format!("/{path}") == EVENTS => wait_for_change(request, shared),
        Some(path) if path.ends_with(".pdf") && on_demand(path) => {
            file(request, shared.make(Edition::Pdf))
        }
        Some(path) if path.ends_with(".epub") && on_demand(path) => {
            file(request, shared.make(Edition::Epub))
        }
        Some(path) => page(request, &shared.dest.join("html"), path),
        None => Ok(request.respond(Response::from_string("no such page").with_status_code(404))?),
    }
}

/// `/book.pdf`, and where the pages' own links lead: `/pdf/<name>.pdf`.
fn on_demand(path: &str) -> bool {
    matches!(path.split_once('/'), None | Some(("pdf" | "epub", _)))
}

/// Answers when the book is another than the one that the page has: `?version`.
fn wait_for_change(request: Request, shared: &Shared) -> Result<()> {
    let seen = request.url().split_once('?').and_then(|(_, version)| version.parse::<u64>().ok());
    let state = shared.state();
    let state = shared
        .changed
        .wait_while(state, |state| Some(state.version) == seen)
        .unwrap_or_else(PoisonError::into_inner);
    let body = serde_json::json!({ "version": state.version, "errors": state.errors }).to_string();
    drop(state);
    Ok(request.respond(Response::from_string(body).with_header(header("application/json")))?)
}

fn file(request: Request, file: Option<PathBuf>) -> Result<()> {
    match file.and_then(|file| Some((files::kind(&file), std::fs::read(file).ok()?))) {
        Some((kind, bytes)) => {
            Ok(request.respond(Response::from_data(bytes).with_header(header(kind)))?)
        }
        None => {
            let response = Response::from_string("the book has errors: the terminal shows them");
            Ok(request.respond(response.with_status_code(500))?)
        }
    }
}

fn page(request: Request, html: &Path, path: &str) -> Result<()> {
    let Some(file) = files::find(html, path) else {
        let body = format!("no such page{LISTENER}");
        let response = Response::from_string(body).with_header(header("text/html; charset=utf-8"));
        return Ok(request.respond(response.with_status_code(404))?);
    };
    let kind = files::kind(&file);
    let mut bytes = std::fs::read(&file)?;
    if kind.starts_with("text/html") {
        bytes.extend_from_slice(LISTENER.as_bytes());
    }
    Ok(request.respond(Response::from_data(bytes).with_header(header(kind)))?)
}

fn header(kind: &str) -> Header {
    let header = Header::from_bytes("Content-Type", kind);
    header.expect("the kinds of files are written in ASCII, in this program")
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
