//! Figures: each one's listing is run again, and the run has the shape of the recorded one.

use crate::Change;
use crate::book::Book;
use crate::cache::{Cache, Key};
use crate::cargo::{Target, Workspace};
use crate::ports;
use crate::process::{Program, Running, ending};
use bindery_diagnostic::{Diagnostic, Place, nearest};
use bindery_figures::{Description, Recording, Trace, shape};
use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use time::OffsetDateTime;

/// How often a listing is run before its shape counts as another one: a loaded machine may make two
/// tasks miss each other once, a changed program does so every time.
const RUNS: usize = 3;

/// The figures of a book that are drawn from runs.
pub(crate) struct Figures {
    ready: Vec<Ready>,
    /// What is wrong with the others.
    pub(crate) faults: Vec<Diagnostic>,
}

/// A figure whose listing and servers are known.
struct Ready {
    description_file: PathBuf,
    trace_file: PathBuf,
    description: Description,
    listing: Target,
    servers: Vec<(Target, Vec<String>)>,
}

/// What a figure's run came to.
enum Outcome {
    /// It has the recorded shape.
    Same,
    /// It has another one, as the sentences say; with the run, ready to be kept.
    Other(Vec<String>, Box<Trace>),
}

impl Figures {
    /// Reads the descriptions in `figures/`; measurements, which draw nothing, are left out.
    pub(crate) fn read(book: &Book, workspace: &Workspace) -> Figures {
        let folder = book.path(&book.figures);
        let mut figures = Figures { ready: Vec::new(), faults: Vec::new() };
        let mut files = Vec::new();
        crate::book::walk(&folder, &mut |file| files.push(file.to_owned()));
        for file in files {
            let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let described = file.extension().is_some_and(|ext| ext == "toml");
            if file.parent() != Some(&folder) || !described || !book.wants(&file) {
                continue;
            }
            let table = fs::read_to_string(&file).unwrap_or_default().parse::<toml::Table>();
            if table.is_ok_and(|table| table.contains_key("values")) {
                continue;
            }
            let ready = Description::load(&folder, &id)
                .and_then(|description| Ready::new(book, workspace, file, description));
            match ready {
                Ok(ready) => figures.ready.push(ready),
                Err(fault) => figures.faults.push(fault),
            }
        }
        figures
    }

    /// The programs that have to be built.
    pub(crate) fn targets(&self) -> BTreeSet<Target> {
        self.ready.iter().flat_map(Ready::targets).cloned().collect()
    }

    /// Runs the listings, one at a time, and says which runs have another shape.
    pub(crate) fn test(
        self,
        book: &Book,
        workspace: &Workspace,
        programs: &BTreeMap<Target, PathBuf>,
    ) -> Vec<Diagnostic> {
        let cache = Cache::open(&workspace.target, book.cached);
        let mut found = self.faults;
        for ready in self.ready {
            let key = ready.key(book, workspace, programs);
            if cache.passed(&key) {
                continue;
            }
            if !ready.trace_file.exists() {
                found.push(
                    Diagnostic::error("the figure has no recorded run")
                        .at(Place::file(&ready.description_file))
                        .hint("`bindery record` runs the listing and keeps the run"),
                );
                continue;
            }
            match ready.outcome(book, programs) {
                Ok(Outcome::Same) => cache.pass(&key),
                Ok(Outcome::Other(differences, _)) => found.push(
                    Diagnostic::error("the listing runs otherwise than the figure shows")
                        .at(Place::file(&ready.description_file))
                        .hint(format!(
                            "{}\nif that is as it should be, `bindery record` keeps the new run",
                            differences.join("\n")
                        )),
                ),
                Err(diagnostic) => found.push(diagnostic),
            }
        }
        found
    }

    /// Runs the listings, and keeps the runs that have another shape than the recorded ones.
    pub(crate) fn record(
        self,
        book: &Book,
        programs: &BTreeMap<Target, PathBuf>,
    ) -> (Vec<Change>, Vec<Diagnostic>) {
        let mut found = self.faults;
        let mut changes = Vec::new();
        for ready in self.ready {
            let kept = ready.new_run(book, programs).and_then(|new| {
                let Some((diff, trace)) = new else { return Ok(None) };
                let file = ready.trace_file.clone();
                crate::write_whole(&file, &trace.to_jsonl()).map_err(|error| {
                    Diagnostic::error(format!("the run can't be kept: {error}"))
                        .at(Place::file(&file))
                })?;
                Ok(Some(Change { file, diff }))
            });
            match kept {
                Ok(change) => changes.extend(change),
                Err(diagnostic) => found.push(diagnostic),
            }
        }
        (changes, found)
    }
}

impl Ready {
    fn new(
        book: &Book,
        workspace: &Workspace,
        file: PathBuf,
        description: Description,
    ) -> Result<Ready, Diagnostic> {
        let target = |package: &str| {
            let wrong = |message: String| {
                Diagnostic::error(message).at(place_of(&file, package)).culprit(package)
            };
            if workspace.folder(package).is_none() {
                let unknown = wrong(format!("there is no package `{package}`"));
                return Err(match nearest(package, workspace.names()) {
                    Some(name) => unknown.hint(format!("did you mean `{name}`?")),
                    None => unknown,
                });
            }
            let kind = workspace.default_bin(package).map_err(wrong)?;
            Ok(Target { package: package.to_owned(), kind, release: false })
        };
        let folder = book.path(&book.listings).join(&description.listing);
        let package = workspace.package_in(&folder).ok_or_else(|| {
            Diagnostic::error(format!("there is no listing `{}`", description.listing))
                .at(place_of(&file, &description.listing))
                .culprit(&description.listing)
                .hint("a listing is a crate below `listings/`, named `chapter/step`")
        })?;
        let listing = target(package)?;
        let servers = description
            .servers
            .iter()
            .map(|words| match words.split_first() {
                Some((package, args)) => Ok((target(package)?, args.to_vec())),
                None => Err(Diagnostic::error("a server without a package").at(Place::file(&file))),
            })
            .collect::<Result<_, Diagnostic>>()?;
        let trace_file = file.with_extension("jsonl");
        Ok(Ready { description_file: file, trace_file, description, listing, servers })
    }

    fn targets(&self) -> impl Iterator<Item = &Target> {
        std::iter::once(&self.listing).chain(self.servers.iter().map(|(target, _)| target))
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        let servers = self.servers.iter().flat_map(|(_, args)| args);
        self.description.args.iter().chain(servers)
    }

    /// All that the outcome depends on: both files, the programs, and the files they may read.
    fn key(&self, book: &Book, workspace: &Workspace, programs: &BTreeMap<Target, PathBuf>) -> Key {
        let mut key = Key::new("figure");
        key.file(&self.description_file);
        key.file(&self.trace_file);
        for target in self.targets() {
            if let Some(program) = programs.get(target) {
                key.file(program);
            }
            if let Some(folder) = workspace.folder(&target.package) {
                crate::book::walk(folder, &mut |file| key.file(file));
            }
        }
        for file in crate::book::named_files(&book.root, self.words().map(String::as_str)) {
            key.file(&file);
        }
        key
    }

    /// A run to be kept and what is new in it; `None` when the recorded one is as good.
    fn new_run(
        &self,
        book: &Book,
        programs: &BTreeMap<Target, PathBuf>,
    ) -> Result<Option<(String, Box<Trace>)>, Diagnostic> {
        if book.anew || !self.trace_file.exists() {
            let trace = self.run(book, programs)?;
            return Ok(Some(("a new run\n".to_owned(), Box::new(trace))));
        }
        Ok(match self.outcome(book, programs)? {
            Outcome::Same => None,
            Outcome::Other(differences, trace) => {
                Some((format!("{}\n", differences.join("\n")), trace))
            }
        })
    }

    /// Runs the listing until the run has the recorded shape, [`RUNS`] times at most.
    fn outcome(
        &self,
        book: &Book,
        programs: &BTreeMap<Target, PathBuf>,
    ) -> Result<Outcome, Diagnostic> {
        let recorded = shape(&Trace::read(&self.trace_file)?, &self.description);
        let mut last = None;
        for _ in 0..RUNS {
            let trace = self.run(book, programs)?;
            let differences = recorded.differences(&shape(&trace, &self.description));
            if differences.is_empty() {
                return Ok(Outcome::Same);
            }
            last = Some(Outcome::Other(differences, Box::new(trace)));
        }
        Ok(last.expect("a listing is run at least once"))
    }

    /// Runs the listing once, with its servers around it.
    fn run(&self, book: &Book, programs: &BTreeMap<Target, PathBuf>) -> Result<Trace, Diagnostic> {
        let fail =
            |message: String| Diagnostic::error(message).at(Place::file(&self.description_file));
        let ports =
            self.ports().ok_or_else(|| fail("no port is free on this machine".to_owned()))?;
        let folder = tempfile::tempdir().map_err(|error| fail(error.to_string()))?;
        let trace_file = folder.path().join("trace.jsonl");
        let root = book.root.canonicalize().map_err(|error| fail(error.to_string()))?;
        let program = |target: &Target, args: &[String]| -> Result<Program, Diagnostic> {
            let exe = programs.get(target);
            let exe = exe.ok_or_else(|| fail(format!("`{}` was not built", target.package)))?;
            let args = args.iter().map(|arg| fill(arg, &ports).into()).collect();
            Ok(Program { exe: exe.clone(), args, env: BTreeMap::new(), dir: root.clone() })
        };
        let mut servers = Vec::new();
        for (target, args) in &self.servers {
            let own = ports.iter().filter(|(name, _)| args.iter().any(|arg| arg.contains(*name)));
            let own: Vec<u16> = own.map(|(_, port)| *port).collect();
            let server = Running::listening(&program(target, args)?, &own, book.time_limit);
            servers.push(server.map_err(|failure| {
                with_output(
                    fail(format!("`{}`: {}", target.package, failure.message)),
                    &failure.printed,
                )
            })?);
        }
        let mut listing = program(&self.listing, &self.description.args)?;
        listing.env.insert("TRACE".to_owned(), trace_file.clone().into());
        let running = Running::start(&listing).map_err(|error| fail(error.to_string()))?;
        let (output, status) =
            running.finish(book.time_limit).map_err(|error| fail(error.to_string()))?;
        let how = match status {
            Some(status) => ending(status).map(|how| format!("the listing ended with {how}")),
            None => Some(format!("the listing did not end within {:?}", book.time_limit)),
        };
        if let Some(message) = how {
            return Err(with_output(fail(message), &output));
        }
        let text = fs::read_to_string(&trace_file).map_err(|_| {
            fail("the listing recorded nothing".to_owned())
                .hint("a listing with a figure begins at least one `trace::Task`")
        })?;
        let at_figure = |mut error: Diagnostic| {
            error.place = Some(Place::file(&self.description_file));
            error
        };
        let trace = Trace::parse(&text, &self.description_file).map_err(at_figure)?;
        trace.normalised(recording()).map_err(at_figure)
    }

    /// A free port for each `{port1}`, `{port2}`, … in the words.
    fn ports(&self) -> Option<BTreeMap<String, u16>> {
        let mut ports = BTreeMap::new();
        for word in self.words() {
            for part in word.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)) {
                if part.strip_prefix("port").is_some_and(|number| number.parse::<u32>().is_ok()) {
                    let name = format!("{{{part}}}");
                    if let Entry::Vacant(entry) = ports.entry(name) {
                        entry.insert(ports::free()?);
                    }
                }
            }
        }
        Some(ports)
    }
}

/// `diagnostic` with what a program printed, if it printed anything.
fn with_output(diagnostic: Diagnostic, printed: &str) -> Diagnostic {
    match printed.trim_end() {
        "" => diagnostic,
        printed => diagnostic.hint(printed),
    }
}

fn fill(word: &str, ports: &BTreeMap<String, u16>) -> String {
    ports.iter().fold(word.to_owned(), |word, (name, port)| word.replace(name, &port.to_string()))
}

/// The first line of `file` that holds `word`.
fn place_of(file: &Path, word: &str) -> Place {
    let text = fs::read_to_string(file).unwrap_or_default();
    match text.lines().position(|line| line.contains(word)) {
        Some(line) => Place::line(file, line as u32 + 1),
        None => Place::file(file),
    }
}

/// Where and when this is: what a reader wants to know of a recorded run.
fn recording() -> Recording {
    let said = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let unknown = || std::env::consts::OS.to_owned();
    Recording {
        recorded: OffsetDateTime::now_utc().date().to_string(),
        rustc: said("rustc", &["--version"]).unwrap_or_else(unknown),
        kernel: said("uname", &["-sr"]).unwrap_or_else(unknown),
    }
}
