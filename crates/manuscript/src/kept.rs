//! What chapters came to, kept from one build to the next.

use crate::Settings;
use crate::build::Parsed;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The chapters of the last build as they were before their links were followed.
///
/// For [`Manuscript::again`](crate::Manuscript::again). A chapter is taken from here if nothing that
/// it was parsed from has changed; links, which see the whole book, are followed anew each time.
#[derive(Debug, Default)]
pub struct Kept {
    settings: Settings,
    chapters: HashMap<Input, Arc<Parsed>>,
}

/// All that the parsing of a chapter depends on, beside the settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) number: Option<Vec<u32>>,
    pub(crate) depth: usize,
    pub(crate) path: Option<PathBuf>,
    pub(crate) source: Option<PathBuf>,
    /// The Markdown, as the preprocessors have left it.
    pub(crate) markdown: String,
    /// The file that the author edits, and what it holds.
    pub(crate) file: Option<PathBuf>,
    pub(crate) written: Option<String>,
}

impl Kept {
    /// Forgets what was made with other settings.
    pub(crate) fn hold_for(&mut self, settings: &Settings) {
        if self.settings != *settings {
            *self = Kept { settings: settings.clone(), chapters: HashMap::new() };
        }
    }

    pub(crate) fn get(&self, input: &Input) -> Option<Arc<Parsed>> {
        self.chapters.get(input).cloned()
    }

    /// Keeps the chapters of this build, and no others.
    pub(crate) fn replace(&mut self, chapters: impl Iterator<Item = (Input, Arc<Parsed>)>) {
        self.chapters = chapters.collect();
    }
}
