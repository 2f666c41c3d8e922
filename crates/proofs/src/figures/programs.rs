//! The program behind a figure: run with its servers around it.

use super::fail;
use crate::book::Book;
use crate::cargo::{Target, Workspace};
use crate::ports;
use crate::process::{Program, Running, ending};
use bindery_diagnostic::{Diagnostic, Place, nearest};
use std::collections::btree_map::{BTreeMap, Entry};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A figure's listing and the servers that it needs, each a program that can be built.
pub(super) struct Programs {
    /// The figure's description; faults have their place there.
    file: PathBuf,
    pub(super) listing: Target,
    /// Each with its arguments.
    servers: Vec<(Target, Vec<String>)>,
}

/// What a listing left behind.
pub(super) struct Left {
    /// What it printed: of a run that records, both streams; of one that measures, its output.
    pub(super) printed: String,
    /// The trace, if it wrote one.
    pub(super) trace: Option<String>,
}

/// What a listing is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A trace.
    Trace,
    /// What it prints, with no recorder in the way.
    Output,
}

impl Programs {
    /// Finds the programs of the figure that is described in `file`.
    pub(super) fn find(
        book: &Book,
        workspace: &Workspace,
        file: &Path,
        program: bindery_figures::Program<'_>,
    ) -> Result<Programs, Diagnostic> {
        let target = |package: &str| {
            let wrong = |message: String| {
                Diagnostic::error(message).at(place_of(file, package)).culprit(package)
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
        let folder = book.path(&book.listings).join(program.listing);
        let package = workspace.package_in(&folder).ok_or_else(|| {
            Diagnostic::error(format!("there is no listing `{}`", program.listing))
                .at(place_of(file, program.listing))
                .culprit(program.listing)
                .hint("a listing is a crate below `listings/`, named `chapter/step`")
        })?;
        let listing = Target { release: program.release, ..target(package)? };
        let servers = program
            .servers
            .iter()
            .map(|words| match words.split_first() {
                Some((package, args)) => Ok((target(package)?, args.to_vec())),
                None => Err(fail(file, "a server without a package")),
            })
            .collect::<Result<_, Diagnostic>>()?;
        Ok(Programs { file: file.to_owned(), listing, servers })
    }

    /// What has to be built.
    pub(super) fn targets(&self) -> impl Iterator<Item = &Target> {
        std::iter::once(&self.listing).chain(self.servers.iter().map(|(target, _)| target))
    }

    /// The words of the servers' arguments.
    pub(super) fn words(&self) -> impl Iterator<Item = &String> {
        self.servers.iter().flat_map(|(_, args)| args)
    }

    /// Runs the listing once with these arguments, with its servers around it.
    pub(super) fn run(
        &self,
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
        args: &[String],
        purpose: Purpose,
    ) -> Result<Left, Diagnostic> {
        let fail = |message: String| fail(&self.file, message);
        let io = |error: std::io::Error| fail(error.to_string());
        let ports =
            self.ports(args).ok_or_else(|| fail("no port is free on this machine".to_owned()))?;
        let folder = tempfile::tempdir().map_err(io)?;
        let (trace, errors) = (folder.path().join("trace.jsonl"), folder.path().join("errors"));
        let root = book.root.canonicalize().map_err(io)?;
        let program = |target: &Target, args: &[String]| -> Result<Program, Diagnostic> {
            let exe = built.get(target);
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
                let message = format!("`{}`: {}", target.package, failure.message);
                with_output(fail(message), &failure.printed)
            })?);
        }
        let mut listing = program(&self.listing, args)?;
        let running = match purpose {
            Purpose::Trace => {
                listing.env.insert("TRACE".to_owned(), trace.clone().into());
                Running::start(&listing)
            }
            Purpose::Output => {
                File::create(&errors).and_then(|errors| Running::start_apart(&listing, errors))
            }
        };
        let (printed, status) =
            running.and_then(|running| running.finish(book.time_limit)).map_err(io)?;
        let how = match status {
            Some(status) => ending(status).map(|how| format!("the listing ended with {how}")),
            None => Some(format!("the listing did not end within {:?}", book.time_limit)),
        };
        if let Some(message) = how {
            let errors = fs::read(&errors).unwrap_or_default();
            let printed = printed + &String::from_utf8_lossy(&errors);
            return Err(with_output(fail(message), &printed));
        }
        Ok(Left { printed, trace: fs::read_to_string(&trace).ok() })
    }

    /// A free port for each `{port1}`, `{port2}`, … in the words.
    fn ports(&self, args: &[String]) -> Option<BTreeMap<String, u16>> {
        let mut ports = BTreeMap::new();
        for word in args.iter().chain(self.words()) {
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
pub(super) fn place_of(file: &Path, word: &str) -> Place {
    let text = fs::read_to_string(file).unwrap_or_default();
    match text.lines().position(|line| line.contains(word)) {
        Some(line) => Place::line(file, line as u32 + 1),
        None => Place::file(file),
    }
}
