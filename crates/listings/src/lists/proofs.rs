//! What is proved in this book, counted, and with what it was recorded.

use crate::directive::Directive;
use crate::expand::Expander;
use crate::scan::{Fence, Item};
use crate::unshown::find_crates;
use bindery_diagnostic::{Diagnostic, Place, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// How many of each kind the chapters have.
#[derive(Default)]
struct Counts {
    listings: usize,
    steps: usize,
    snippets: usize,
    failing: usize,
    transcripts: usize,
    commands: usize,
    figures: BTreeSet<String>,
    values: usize,
    exercises: usize,
    predictions: usize,
    /// The reasons of those that are not proved.
    ignored: Vec<String>,
}

impl Expander<'_> {
    /// The page's tables, as Markdown.
    pub fn proofs(&mut self) -> Result<String, Diagnostic> {
        let counts = self.counts();
        let mut crates = Vec::new();
        find_crates(&self.root.join("listings"), "", &mut crates);
        let is_solution = |path: &&String| {
            path.rsplit('/').next().is_some_and(|name| name.starts_with("solution"))
        };
        let solutions = crates.iter().filter(is_solution).count();
        let rows = [
            ("programs, compiled and tested", crates.len()),
            ("of these, solutions of exercises", solutions),
            ("exercises", counts.exercises),
            ("predictions", counts.predictions),
            ("listings shown", counts.listings),
            ("of these, as what changed since an earlier step", counts.steps),
            ("snippets, compiled and run", counts.snippets),
            ("of these, shown because they fail to compile", counts.failing),
            ("transcripts, run and compared", counts.transcripts),
            ("commands in them", counts.commands),
            ("figures", counts.figures.len()),
            ("measured values quoted in the text", counts.values),
            ("snippets that are not tested", counts.ignored.len()),
        ];
        let mut text = String::from("| what | how many |\n|---|---:|\n");
        for (what, count) in rows {
            text += &format!("| {what} | {count} |\n");
        }
        for reason in counts.ignored {
            text += &format!("\n- Not tested: {reason}\n");
        }
        let mut recorded: BTreeMap<String, usize> = BTreeMap::new();
        for id in &counts.figures {
            if let Some(recording) = self.drawings.get(id)?.recording() {
                *recorded.entry(recording.provenance()).or_default() += 1;
            }
        }
        if !recorded.is_empty() {
            text += "\n| the runs behind the figures | how many |\n|---|---:|\n";
        }
        for (line, count) in recorded {
            text += &format!("| {line} | {count} |\n");
        }
        let dependencies = self.dependencies()?;
        if !dependencies.is_empty() {
            text += "\n| crate | version |\n|---|---|\n";
        }
        for (name, version) in dependencies {
            text += &format!("| `{name}` | {version} |\n");
        }
        Ok(text)
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for chapter in self.chapters {
            let exercise = |id: &String| id.starts_with("exercise-");
            let ids = chapter.page.headings.iter().filter_map(|heading| heading.id.as_ref());
            counts.exercises += ids.filter(|id| exercise(id)).count();
            counts.predictions += chapter.source.matches("<details class=\"prediction\"").count();
            let mut end = 0;
            for found in &chapter.page.found {
                let before = &chapter.source[end..found.range.start];
                end = found.range.end;
                match &found.item {
                    Item::Directive(Directive::Listing(listing)) => {
                        counts.listings += 1;
                        counts.steps += usize::from(listing.since.is_some());
                    }
                    Item::Directive(Directive::Figure(figure)) => {
                        counts.figures.insert(figure.id.clone());
                    }
                    Item::Directive(Directive::Value(_)) => counts.values += 1,
                    Item::Directive(Directive::Output(_)) => counts.transcripts += 1,
                    Item::Fence(fence) => counts.fence(fence, before),
                    Item::Directive(_) | Item::Fault(_) => {}
                }
            }
        }
        counts
    }

    /// The crates that the programs of the book are built with, and their versions.
    fn dependencies(&self) -> Result<BTreeMap<String, String>, Diagnostic> {
        let file = self.root.join("Cargo.lock");
        let unreadable = |error: String| {
            Rule::Directive
                .error(format!("the versions of the dependencies can't be read: {error}"))
                .at(Place::file(&file))
        };
        let text = fs::read_to_string(&file).map_err(|error| unreadable(error.to_string()))?;
        let lock: toml::Table = text.parse().map_err(|error| unreadable(format!("{error}")))?;
        let packages = lock.get("package").and_then(toml::Value::as_array);
        let versions: BTreeMap<&str, &str> = packages
            .into_iter()
            .flatten()
            // What has no source is the book's own.
            .filter(|package| package.get("source").is_some())
            .filter_map(|package| {
                Some((package.get("name")?.as_str()?, package.get("version")?.as_str()?))
            })
            .collect();
        let mut crates = Vec::new();
        find_crates(&self.root.join("listings"), "", &mut crates);
        let mut used = BTreeMap::new();
        for path in crates {
            let manifest = self.files.path(&path).join("Cargo.toml");
            let text = fs::read_to_string(manifest).unwrap_or_default();
            let table: toml::Table = text.parse().unwrap_or_default();
            for key in ["dependencies", "dev-dependencies"] {
                let names = table.get(key).and_then(toml::Value::as_table).into_iter().flatten();
                for (name, _) in names {
                    if let Some(version) = versions.get(name.as_str()) {
                        used.insert(name.clone(), (*version).to_owned());
                    }
                }
            }
        }
        Ok(used)
    }
}

impl Counts {
    /// Counts a code block; `before` is what stands between it and the one before.
    fn fence(&mut self, fence: &Fence, before: &str) {
        let has = |word: &str| fence.words().any(|one| one == word);
        match fence.language() {
            "console" => {
                self.transcripts += 1;
                self.commands += fence.code.lines().filter(|line| line.starts_with("$ ")).count();
            }
            "rust" if has("ignore") => {
                let reason =
                    before.rsplit_once("<!-- ignore:").and_then(|(_, rest)| rest.split_once("-->"));
                self.ignored.push(reason.map_or("", |(reason, _)| reason.trim()).to_owned());
            }
            "rust" => {
                self.snippets += 1;
                self.failing += usize::from(has("compile_fail"));
            }
            _ => {}
        }
    }
}
