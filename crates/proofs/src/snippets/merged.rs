//! The snippets of a chapter as one program: each is a module, compiled together, run apart.
//!
//! One compiler run a chapter is what makes the proof quick. Each snippet is a file of its own, so
//! that no brace of one can end another; each runs in a process of its own, so that
//! `process::exit(0)` in one ends no other. Where the whole doesn't compile, the snippets that the
//! compiler names are judged alone, as they would be by a reader who copies them.

use super::collect::Snippet;
use super::compiler::{Compiled, Compiler, Emit};
use super::info::Expect;
use super::verdict;
use bindery_diagnostic::Diagnostic;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

/// Says to the program which snippet it is.
const WHICH: &str = "SNIPPET";

/// What means something else in a module than in a crate of its own.
static OWN_CRATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(crate|macro_export|macro_use|global_allocator|panic_handler|no_mangle|export_name|type_name|module_path|no_std|no_main|recursion_limit)\b|#!\[feature",
    )
    .expect("a valid expression")
});

/// Whether the snippet can share a program with others.
pub(crate) fn can_share(snippet: &Snippet) -> bool {
    let kind = matches!(snippet.expect, Expect::Run | Expect::Compile | Expect::Panic);
    kind && !OWN_CRATE.is_match(&snippet.source.text())
}

/// Proves snippets of one chapter and edition, in the empty folder `dir`.
pub(crate) fn prove(
    snippets: &[&Snippet],
    compiler: &Compiler,
    dir: &Path,
    limit: Duration,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut together: Vec<&Snippet> = snippets.to_vec();
    while !together.is_empty() {
        match attempt(&together, compiler, dir) {
            Ok(Attempt::Compiled(program)) => {
                found.extend(run_all(&together, &program, limit));
                break;
            }
            Ok(Attempt::Failed(culprits)) => {
                let (apart, rest) =
                    together.iter().copied().partition::<Vec<_>, _>(|s| culprits.contains(&s.line));
                found.extend(apart.iter().flat_map(|s| verdict::alone(s, compiler, dir, limit)));
                together = rest;
            }
            Err(error) => {
                let message = format!("the chapter's snippets can't be tried: {error}");
                found.push(verdict::fault(together[0], message));
                break;
            }
        }
    }
    found
}

enum Attempt {
    Compiled(PathBuf),
    /// The lines of the snippets that have to be judged alone; never none.
    Failed(BTreeSet<u32>),
}

fn attempt(snippets: &[&Snippet], compiler: &Compiler, dir: &Path) -> io::Result<Attempt> {
    let mut main = String::new();
    let mut arms = String::new();
    for snippet in snippets {
        let line = snippet.line;
        main.push_str(&format!("#[path = \"{line}.rs\"]\nmod s{line};\n"));
        arms.push_str(&format!("        Ok(\"{line}\") => s{line}::run_snippet(),\n"));
        let end = "pub(crate) fn run_snippet() -> ::std::process::ExitCode {\n    \
                   ::std::process::Termination::report(main())\n}\n";
        fs::write(dir.join(format!("{line}.rs")), snippet.source.text() + end)?;
    }
    main.push_str(&format!(
        "fn main() -> ::std::process::ExitCode {{\n    match ::std::env::var(\"{WHICH}\").as_deref() {{\n{arms}        \
         _ => ::std::process::ExitCode::from(254),\n    }}\n}}\n"
    ));
    fs::write(dir.join("main.rs"), main)?;
    let program = dir.join("program");
    let edition = &snippets[0].edition;
    let compiled = compiler.compile(dir, "main.rs", edition, None, Emit::Program(&program))?;
    if compiled.success {
        return Ok(Attempt::Compiled(program));
    }
    let mut culprits = culprits(&compiled);
    culprits.retain(|line| snippets.iter().any(|snippet| snippet.line == *line));
    if culprits.is_empty() {
        culprits = snippets.iter().map(|snippet| snippet.line).collect();
    }
    Ok(Attempt::Failed(culprits))
}

/// The snippets that the compiler's messages name, by the names of their files.
fn culprits(compiled: &Compiled) -> BTreeSet<u32> {
    let spans = compiled.messages.iter().flat_map(|message| &message.spans);
    spans
        .filter(|span| span.is_primary)
        .filter_map(|span| span.written().file_name.strip_suffix(".rs")?.parse().ok())
        .collect()
}

fn run_all(snippets: &[&Snippet], program: &Path, limit: Duration) -> Vec<Diagnostic> {
    let runs = snippets.iter().filter(|snippet| snippet.expect != Expect::Compile);
    runs.flat_map(|snippet| {
        let env = BTreeMap::from([(WHICH.to_owned(), snippet.line.to_string().into())]);
        verdict::run(snippet, program, env, limit).unwrap_or_else(|error| {
            vec![verdict::fault(snippet, format!("the snippet can't be run: {error}"))]
        })
    })
    .collect()
}
