//! Programs that the tests ask for an opinion.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program that checks editions, and how to get it.
pub struct Tool {
    /// Its name on the `PATH`.
    pub name: &'static str,
    /// An environment variable that may name it, too.
    pub variable: &'static str,
    /// What installs it.
    pub install: &'static str,
}

pub const EPUBCHECK: Tool =
    Tool { name: "epubcheck", variable: "EPUBCHECK", install: "apt-get install epubcheck" };
pub const PDFTOTEXT: Tool =
    Tool { name: "pdftotext", variable: "PDFTOTEXT", install: "apt-get install poppler-utils" };
pub const PDFTOHTML: Tool =
    Tool { name: "pdftohtml", variable: "PDFTOHTML", install: "apt-get install poppler-utils" };
pub const PDFINFO: Tool =
    Tool { name: "pdfinfo", variable: "PDFINFO", install: "apt-get install poppler-utils" };
pub const PDFFONTS: Tool =
    Tool { name: "pdffonts", variable: "PDFFONTS", install: "apt-get install poppler-utils" };
pub const MDBOOK: Tool =
    Tool { name: "mdbook", variable: "MDBOOK", install: "cargo install mdbook --version 0.5.4" };

impl Tool {
    /// The program; `None`, said aloud, when it isn't there.
    ///
    /// # Panics
    ///
    /// When it isn't there and `CI` is set.
    pub fn find(&self) -> Option<PathBuf> {
        let named = env::var_os(self.variable).map(PathBuf::from);
        let path = env::var_os("PATH").unwrap_or_default();
        let on_path = env::split_paths(&path).map(|folder| folder.join(self.name));
        let found = named.into_iter().chain(on_path).find(|path| path.is_file());
        if found.is_none() {
            let Tool { name, install, .. } = self;
            assert!(env::var_os("CI").is_none(), "{name} is needed in CI: {install}");
            eprintln!("skipped: there is no {name} here; to have this tested: {install}");
        }
        found
    }

    /// Runs the program, or skips. A program for Java is run by it: not every system does so itself.
    pub fn run(&self, args: &[&str], file: &Path) -> Option<Output> {
        let program = self.find()?;
        let is_jar = fs::read(&program).is_ok_and(|bytes| bytes.starts_with(b"PK"));
        let mut command = match is_jar {
            true => Command::new("java"),
            false => Command::new(&program),
        };
        if is_jar {
            command.arg("-jar").arg(&program);
        }
        let output = command.args(args).arg(file).output();
        Some(output.unwrap_or_else(|error| panic!("{} can't be started: {error}", self.name)))
    }
}
