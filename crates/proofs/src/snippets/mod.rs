//! Snippets: each `rust` block of a chapter compiles, runs, and does what its words say.

mod collect;
mod compiler;
mod externs;
mod gate;
mod include;
mod info;
mod merged;
mod program;
mod verdict;

pub use gate::gate;

use crate::Change;
use crate::book::Book;
use crate::cache::{Cache, Key};
use crate::compare::difference;
use crate::parallel;
use crate::patterns::Patterns;
use crate::rewrite::{Patch, rewrite};
use bindery_diagnostic::{Diagnostic, Place, Report};
use collect::{Snippet, snippets};
use compiler::{Compiler, Emit};
use info::Expect;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Snippets that are proved with one run of the compiler, or one alone.
struct Group<'a> {
    snippets: Vec<&'a Snippet>,
    /// Whether they may share a program, should there be more than one.
    shared: bool,
}

/// Proves every snippet of the chapters.
pub fn test_snippets(book: &Book) -> Report {
    let mut report = Report::default();
    let (snippets, faults) = snippets(book);
    crate::extend(&mut report, faults);
    if snippets.is_empty() {
        return report;
    }
    let compiler = match find_compiler(book, &snippets) {
        Ok(compiler) => compiler,
        Err(diagnostic) => {
            report.push(diagnostic);
            return report;
        }
    };
    let cache = Cache::open(&book.build_folder(), book.cached);
    let words = snippets.iter().filter(|snippet| snippet.words.is_some()).collect();
    let found = parallel::map(groups(&snippets), |group| prove(book, &group, &compiler, &cache));
    crate::extend(&mut report, found.into_iter().flatten());
    let found = parallel::map(words, |snippet| compare_words(snippet, &compiler, &cache));
    crate::extend(&mut report, found.into_iter().flatten());
    report
}

/// Writes what the compiler says now into the blocks that show it, where they differ.
pub(crate) fn record(book: &Book) -> (Vec<Change>, Vec<Diagnostic>) {
    let (snippets, _) = snippets(book);
    let with_words: Vec<&Snippet> = snippets.iter().filter(|s| s.words.is_some()).collect();
    if with_words.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let compiler = match find_compiler(book, &snippets) {
        Ok(compiler) => compiler,
        Err(diagnostic) => return (Vec::new(), vec![diagnostic]),
    };
    let mut found = Vec::new();
    let mut patches: BTreeMap<PathBuf, Vec<Patch>> = BTreeMap::new();
    for snippet in with_words {
        let Some(words) = &snippet.words else { continue };
        match says(snippet, &compiler) {
            Ok(text) => {
                if let Some(difference) = difference(&words.fence.code, &text, &Patterns::none()) {
                    patches.entry(snippet.file.clone()).or_default().push(Patch {
                        range: words.fence.body.clone(),
                        prefix: words.fence.prefix.clone(),
                        text,
                        info: None,
                        diff: format!("{}\n", difference.diff),
                    });
                }
            }
            Err(error) => found.push(error),
        }
    }
    let mut changes = Vec::new();
    for (file, patches) in patches {
        match rewrite(&file, patches) {
            Ok(change) => changes.push(change),
            Err(diagnostic) => found.push(diagnostic),
        }
    }
    (changes, found)
}

/// The snippets that are not proved, where they are and why.
pub fn ignored_snippets(book: &Book) -> Vec<(Place, String)> {
    let (snippets, _) = snippets(book);
    snippets
        .into_iter()
        .filter_map(|snippet| match snippet.expect {
            Expect::Ignored(reason) => Some((Place::line(snippet.file, snippet.line), reason)),
            _ => None,
        })
        .collect()
}

fn find_compiler(book: &Book, snippets: &[Snippet]) -> Result<Compiler, Diagnostic> {
    let externs = externs::externs(book, snippets)?;
    Compiler::find(externs, book.time_limit)
        .map_err(|error| Diagnostic::error(format!("rustc can't be run: {error}")))
}

/// The snippets of a chapter that can share a program; and each other one.
fn groups(snippets: &[Snippet]) -> Vec<Group<'_>> {
    let mut shared: BTreeMap<(&PathBuf, &str), Vec<&Snippet>> = BTreeMap::new();
    let mut groups = Vec::new();
    for snippet in snippets {
        if matches!(snippet.expect, Expect::Ignored(_)) {
            continue;
        }
        if merged::can_share(snippet) {
            shared.entry((&snippet.file, &snippet.edition)).or_default().push(snippet);
        } else {
            groups.push(Group { snippets: vec![snippet], shared: false });
        }
    }
    groups.extend(shared.into_values().map(|snippets| Group { snippets, shared: true }));
    groups
}

fn prove(book: &Book, group: &Group<'_>, compiler: &Compiler, cache: &Cache) -> Vec<Diagnostic> {
    let mut key = Key::new("snippets");
    key.text(&compiler.key());
    key.text(&format!("{:?}", book.time_limit));
    for snippet in &group.snippets {
        // The lines stand in the source, so that a moved snippet is compiled again: a message of
        // its own, or a panic, may name one.
        key.text(&format!("{} {:?} {}", snippet.line, snippet.expect, snippet.edition));
        key.text(&snippet.source.text());
    }
    if cache.passed(&key) {
        return Vec::new();
    }
    let found = match tempfile::tempdir() {
        Ok(dir) if group.shared => {
            merged::prove(&group.snippets, compiler, dir.path(), book.time_limit)
        }
        Ok(dir) => {
            let alone = |s: &&Snippet| verdict::alone(s, compiler, dir.path(), book.time_limit);
            group.snippets.iter().flat_map(alone).collect()
        }
        Err(error) => vec![verdict::fault(group.snippets[0], error.to_string())],
    };
    if found.is_empty() {
        cache.pass(&key);
    }
    found
}

/// Compares what the compiler says about a snippet with the block that shows it.
fn compare_words(snippet: &Snippet, compiler: &Compiler, cache: &Cache) -> Option<Diagnostic> {
    let words = snippet.words.as_ref()?;
    let mut key = Key::new("compiler's words");
    key.text(&compiler.key());
    key.text(&format!("{:?} {}", snippet.expect, snippet.edition));
    key.text(&snippet.source.text());
    key.text(&words.fence.code);
    if cache.passed(&key) {
        return None;
    }
    let said = match says(snippet, compiler) {
        Ok(said) => said,
        Err(diagnostic) => return Some(diagnostic),
    };
    let Some(difference) = difference(&words.fence.code, &said, &Patterns::none()) else {
        cache.pass(&key);
        return None;
    };
    let line = words.fence.code_line + difference.line as u32;
    Some(
        Diagnostic::error("the compiler says something else than the page shows")
            .at(Place::line(&snippet.file, line))
            .hint(format!("{}\n{}", difference.diff, crate::RECORD)),
    )
}

/// What the compiler says about a snippet that a reader has put into `src/main.rs`.
fn says(snippet: &Snippet, compiler: &Compiler) -> Result<String, Diagnostic> {
    let fail = |error: std::io::Error| {
        verdict::fault(snippet, format!("the snippet can't be tried: {error}"))
    };
    let dir = tempfile::tempdir().map_err(fail)?;
    fs::create_dir(dir.path().join("src")).map_err(fail)?;
    let text = snippet.source.text();
    fs::write(dir.path().join("src/main.rs"), text.trim_start_matches('\n')).map_err(fail)?;
    let lints: Vec<String> = match &snippet.expect {
        Expect::Fail(codes) => codes.iter().filter(|c| verdict::is_lint(c)).cloned().collect(),
        _ => Vec::new(),
    };
    let edition = &snippet.edition;
    let compiled =
        compiler.compile(dir.path(), "src/main.rs", edition, Some(&lints), Emit::Messages);
    Ok(compiled.map_err(fail)?.words())
}
