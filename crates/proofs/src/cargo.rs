//! Cargo, asked for packages and built programs.

use crate::book::Book;
use crate::rustc_message::{Message, diagnostics};
use bindery_diagnostic::{Diagnostic, Place};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that Cargo builds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    pub(crate) package: String,
    pub(crate) kind: Kind,
    /// Whether with optimisations.
    pub(crate) release: bool,
}

/// Which of a package's programs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The binary of that name.
    Bin(String),
    /// The example of that name.
    Example(String),
}

/// The packages of a workspace.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    /// The folder that the compiler's messages are relative to.
    workspace_root: PathBuf,
    /// Where Cargo builds.
    pub(crate) target: PathBuf,
    /// Where the book wants it to, if that is another place than Cargo's own.
    wanted_target: Option<PathBuf>,
    packages: BTreeMap<String, Package>,
}

#[derive(Debug, Clone, Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    default_run: Option<String>,
    targets: Vec<PackageTarget>,
}

#[derive(Debug, Clone, Deserialize)]
struct PackageTarget {
    kind: Vec<String>,
    name: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
    workspace_root: PathBuf,
}

/// A line that Cargo prints with `--message-format=json`.
#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum CargoLine {
    CompilerArtifact {
        manifest_path: PathBuf,
        target: PackageTarget,
        filenames: Vec<PathBuf>,
        executable: Option<PathBuf>,
    },
    CompilerMessage {
        message: Message,
    },
    #[serde(other)]
    Other,
}

/// The command `cargo` in the folder `root`: the one that runs us, if one does.
pub(crate) fn cargo(root: &Path, target: Option<&Path>) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(root).stdin(Stdio::null());
    if let Some(target) = target {
        command.env("CARGO_TARGET_DIR", target);
    }
    command
}

impl Workspace {
    /// The workspace that the book's folder is in.
    pub(crate) fn open(book: &Book) -> Result<Workspace, Diagnostic> {
        let root = &book.root;
        let failed = |why: &str| {
            Diagnostic::error(format!("cargo can't read the workspace: {why}"))
                .at(Place::file(root.join("Cargo.toml")))
        };
        let output = cargo(root, book.target.as_deref())
            .args(["metadata", "--no-deps", "--format-version=1"])
            .output()
            .map_err(|error| failed(&error.to_string()))?;
        if !output.status.success() {
            return Err(failed(String::from_utf8_lossy(&output.stderr).trim()));
        }
        let metadata: Metadata =
            serde_json::from_slice(&output.stdout).map_err(|error| failed(&error.to_string()))?;
        Ok(Workspace {
            root: root.to_owned(),
            workspace_root: metadata.workspace_root,
            target: metadata.target_directory,
            wanted_target: book.target.clone(),
            packages: metadata.packages.into_iter().map(|p| (p.name.clone(), p)).collect(),
        })
    }

    /// The names of all packages.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.packages.keys().map(String::as_str)
    }

    /// The folder of a package.
    pub(crate) fn folder(&self, package: &str) -> Option<&Path> {
        self.packages.get(package)?.manifest_path.parent()
    }

    /// The package in the folder `folder`.
    pub(crate) fn package_in(&self, folder: &Path) -> Option<&str> {
        let folder = folder.canonicalize().ok()?;
        let matches = |package: &&Package| {
            package.manifest_path.parent().and_then(|path| path.canonicalize().ok()).as_ref()
                == Some(&folder)
        };
        self.packages.values().find(matches).map(|package| package.name.as_str())
    }

    /// The packages whose folder is below `folder`.
    pub(crate) fn packages_below(&self, folder: &Path) -> Vec<&str> {
        let Ok(folder) = folder.canonicalize() else { return Vec::new() };
        self.packages
            .values()
            .filter(|package| {
                package.manifest_path.canonicalize().is_ok_and(|path| path.starts_with(&folder))
            })
            .map(|package| package.name.as_str())
            .collect()
    }

    /// The program that `cargo run -p package` runs, or why there is none.
    pub(crate) fn default_bin(&self, package: &str) -> Result<Kind, String> {
        let Some(package) = self.packages.get(package) else {
            return Err(format!("there is no package `{package}`"));
        };
        if let Some(name) = &package.default_run {
            return Ok(Kind::Bin(name.clone()));
        }
        let bins: Vec<&str> = package.names("bin").collect();
        match bins.as_slice() {
            [name] => Ok(Kind::Bin((*name).to_owned())),
            [] => Err(format!("the package `{}` has no program", package.name)),
            _ => Err(format!(
                "the package `{}` has several programs: {}",
                package.name,
                bins.join(", ")
            )),
        }
    }

    /// Whether the package has that program.
    pub(crate) fn has(&self, package: &str, kind: &Kind) -> bool {
        let Some(package) = self.packages.get(package) else { return false };
        match kind {
            Kind::Bin(name) => package.names("bin").any(|bin| bin == name),
            Kind::Example(name) => package.names("example").any(|example| example == name),
        }
    }

    /// Builds all `targets`, and all programs of `packages`, with one run of Cargo a profile.
    ///
    /// Returns where the programs are, and what the compiler said: a warning in a listing is an
    /// error, since a reader would see it.
    pub(crate) fn build(
        &self,
        targets: &BTreeSet<Target>,
        packages: &[&str],
    ) -> (BTreeMap<Target, PathBuf>, Vec<Diagnostic>) {
        let mut built = BTreeMap::new();
        let mut found = Vec::new();
        for release in [false, true] {
            let wanted: Vec<&Target> = targets.iter().filter(|t| t.release == release).collect();
            let mut names: BTreeSet<&str> = wanted.iter().map(|t| t.package.as_str()).collect();
            if !release {
                names.extend(packages);
            }
            if !names.is_empty() {
                self.build_profile(&names, &wanted, release, &mut built, &mut found);
            }
        }
        (built, found)
    }

    fn build_profile(
        &self,
        packages: &BTreeSet<&str>,
        wanted: &[&Target],
        release: bool,
        built: &mut BTreeMap<Target, PathBuf>,
        found: &mut Vec<Diagnostic>,
    ) {
        let mut command = cargo(&self.root, self.wanted_target.as_deref());
        command.args(["build", "--quiet", "--message-format=json", "--keep-going"]);
        packages.iter().for_each(|name| {
            command.args(["-p", name]);
        });
        if release {
            command.arg("--release");
        }
        let examples = wanted.iter().filter_map(|target| match &target.kind {
            Kind::Example(name) => Some(name),
            Kind::Bin(_) => None,
        });
        // Without a choice, Cargo builds libraries and binaries; a choice has to name the latter.
        for (place, name) in examples.enumerate() {
            if place == 0 {
                command.arg("--bins");
            }
            command.args(["--example", name]);
        }
        let output = match command.output() {
            Ok(output) => output,
            Err(error) => {
                found.push(Diagnostic::error(format!("cargo can't be run: {error}")));
                return;
            }
        };
        let before = found.len();
        for line in output.stdout.split(|&byte| byte == b'\n') {
            match serde_json::from_slice(line) {
                Ok(CargoLine::CompilerArtifact {
                    manifest_path,
                    target,
                    executable: Some(path),
                    ..
                }) => {
                    let Some(package) =
                        self.packages.values().find(|p| p.manifest_path == manifest_path)
                    else {
                        continue;
                    };
                    let kind = match target.kind.first().map(String::as_str) {
                        Some("bin") => Kind::Bin(target.name),
                        Some("example") => Kind::Example(target.name),
                        _ => continue,
                    };
                    built.insert(Target { package: package.name.clone(), kind, release }, path);
                }
                Ok(CargoLine::CompilerMessage { message }) => {
                    found.extend(diagnostics(&message, |place| self.place(&place)));
                }
                _ => {}
            }
        }
        if !output.status.success() && found.len() == before {
            let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            found.push(Diagnostic::error(format!("cargo can't build the listings: {why}")));
        }
    }

    /// The libraries that the tests of `package` are built against, by crate name.
    pub(crate) fn libraries(&self, package: &str) -> Result<BTreeMap<String, PathBuf>, Diagnostic> {
        let fail =
            |why: String| Diagnostic::error(format!("cargo can't build what snippets use: {why}"));
        let output = cargo(&self.root, self.wanted_target.as_deref())
            .args(["build", "--quiet", "--tests", "--message-format=json", "-p", package])
            .output()
            .map_err(|error| fail(error.to_string()))?;
        if !output.status.success() {
            return Err(fail(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        let mut libraries = BTreeMap::new();
        for line in output.stdout.split(|&byte| byte == b'\n') {
            if let Ok(CargoLine::CompilerArtifact { target, filenames, .. }) =
                serde_json::from_slice(line)
                && let Some(file) = filenames.into_iter().find(|file| is_library(file))
            {
                libraries.insert(target.name.replace('-', "_"), file);
            }
        }
        Ok(libraries)
    }

    /// A place that the compiler names, as the author would: below the book's root if it is there.
    fn place(&self, place: &Place) -> Option<Place> {
        let file = self.workspace_root.join(&place.file);
        let root = self.root.canonicalize().ok()?;
        let file = match file.strip_prefix(&root) {
            Ok(below) if self.root == Path::new(".") => below.to_owned(),
            Ok(below) => self.root.join(below),
            Err(_) => file,
        };
        Some(Place { file, line: place.line })
    }
}

/// Whether rustc can link with the file.
fn is_library(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ext| ext == "rlib" || ext == "so" || ext == "dylib" || ext == "dll")
}

impl Package {
    fn names(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.targets
            .iter()
            .filter(move |target| target.kind.iter().any(|one| one == kind))
            .map(|target| target.name.as_str())
    }
}
