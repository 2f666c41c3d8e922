//! One snippet: compiled, run, and judged by what its block says.

use super::collect::Snippet;
use super::compiler::{Compiled, Compiler, Emit};
use super::info::Expect;
use crate::process::{Program, Running, ending};
use crate::rustc_message::diagnostics;
use bindery_diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitStatus;
use std::time::Duration;

/// The status of a program whose main thread panicked.
const PANICKED: i32 = 101;

/// A fault of the whole snippet, at its opening fence.
pub(crate) fn fault(snippet: &Snippet, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(message).at(Place::line(&snippet.file, snippet.line))
}

/// Compiles the snippet as a program of its own, in the folder `dir`, and runs it if it shall run.
pub(crate) fn alone(
    snippet: &Snippet,
    compiler: &Compiler,
    dir: &Path,
    limit: Duration,
) -> Vec<Diagnostic> {
    let judged = fs::write(dir.join("main.rs"), snippet.source.text()).and_then(|()| {
        let program = dir.join("program");
        let emit = match &snippet.expect {
            Expect::Compile | Expect::Fail(_) => Emit::Messages,
            _ => Emit::Program(&program),
        };
        let denied = match &snippet.expect {
            Expect::Fail(codes) => {
                Some(codes.iter().filter(|code| is_lint(code)).cloned().collect())
            }
            _ => None::<Vec<String>>,
        };
        let compiled =
            compiler.compile(dir, "main.rs", &snippet.edition, denied.as_deref(), emit)?;
        if let Expect::Fail(codes) = &snippet.expect {
            return Ok(failed_as_said(snippet, codes, &compiled));
        }
        let errors = compile_errors(snippet, &compiled);
        if !errors.is_empty() || matches!(emit, Emit::Messages) {
            return Ok(errors);
        }
        run(snippet, &program, BTreeMap::new(), limit)
    });
    judged.unwrap_or_else(|error| {
        vec![fault(snippet, format!("the snippet can't be tried: {error}"))]
    })
}

/// What the compiler finds wrong with a snippet whose messages name one file only.
fn compile_errors(snippet: &Snippet, compiled: &Compiled) -> Vec<Diagnostic> {
    let place = |place: Place| snippet.source.place(place.line?);
    let mut errors: Vec<Diagnostic> = compiled
        .messages
        .iter()
        .filter_map(|message| diagnostics(message, place))
        .map(|mut error| {
            error.place.get_or_insert_with(|| Place::line(&snippet.file, snippet.line));
            error
        })
        .collect();
    if !compiled.success && errors.is_empty() {
        errors.push(fault(snippet, "the snippet does not compile"));
    }
    errors
}

/// Compares the codes that the compiler gives with those that the block names.
fn failed_as_said(snippet: &Snippet, codes: &[String], compiled: &Compiled) -> Vec<Diagnostic> {
    if compiled.success {
        return vec![
            fault(snippet, "the snippet compiles, though it should not").culprit("compile_fail"),
        ];
    }
    let given = compiled.codes();
    let missing = codes.iter().find(|code| !given.contains(&code.as_str()));
    let extra = given.iter().find(|code| !codes.iter().any(|named| named == *code));
    let list = || match given.is_empty() {
        true => "without an error code".to_owned(),
        false => format!("with {}", given.join(", ")),
    };
    match (missing, extra) {
        (Some(code), _) => vec![
            fault(snippet, format!("the snippet should fail with {code}, and fails {}", list()))
                .culprit(code)
                .hint(compiled.words().trim_end()),
        ],
        (None, Some(code)) => vec![
            fault(snippet, format!("the snippet also fails with {code}"))
                .hint(compiled.words().trim_end()),
        ],
        (None, None) => Vec::new(),
    }
}

/// Whether a word names a lint rather than an error's code.
pub(crate) fn is_lint(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Runs a compiled snippet in a folder of its own.
pub(crate) fn run(
    snippet: &Snippet,
    program: &Path,
    env: BTreeMap<String, std::ffi::OsString>,
    limit: Duration,
) -> io::Result<Vec<Diagnostic>> {
    let folder = tempfile::tempdir()?;
    let program =
        Program { exe: program.to_owned(), args: Vec::new(), env, dir: folder.path().to_owned() };
    let (output, status) = Running::start(&program)?.finish(limit)?;
    let Some(status) = status else {
        return Ok(vec![fault(snippet, format!("the snippet did not end within {limit:?}"))]);
    };
    let message = match &snippet.expect {
        Expect::Panic if status.code() == Some(PANICKED) => return Ok(Vec::new()),
        Expect::Panic => format!("the snippet should panic, and ended with {}", how(status)),
        _ if status.success() => return Ok(Vec::new()),
        _ if status.code() == Some(PANICKED) => "the snippet panicked".to_owned(),
        _ => format!("the snippet ended with {}", how(status)),
    };
    let mut diagnostic = fault(snippet, message);
    if !output.trim().is_empty() {
        diagnostic.hint = Some(output.trim_end().to_owned());
    }
    Ok(vec![diagnostic])
}

fn how(status: ExitStatus) -> String {
    ending(status).unwrap_or_else(|| "[exit 0]".to_owned())
}
