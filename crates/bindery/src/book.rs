//! A book as mdBook loads it, with our preprocessor among its own.

use crate::preprocessors::{self, Shared};
use crate::{chapters, config, confine};
use anyhow::{Context, Result};
use bindery_bounds::Bounds;
use bindery_diagnostic::{Place, Report, Rule};
use mdbook_core::book::Book;
use mdbook_core::config::Config;
use mdbook_driver::MDBook;
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::RenderContext;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A book, preprocessed once for all editions.
pub struct Loaded {
    /// The book's folder.
    pub root: PathBuf,
    /// Its `book.toml`.
    pub config: Config,
    /// Its chapters after preprocessing.
    pub book: Book,
    /// Titles that `{{#title}}` set, for the HTML renderer.
    titles: HashMap<PathBuf, String>,
}

impl Loaded {
    /// Loads the book in the folder `root` and runs its preprocessors.
    ///
    /// They are asked to work for `html`: what a reader of the HTML sees is what the PDF and the
    /// EPUB show, and preprocessors that know only `html` leave no raw tags in them. `keep_going`
    /// makes what is missing a warning and a mark in the text.
    ///
    /// What is wrong with the chapters goes into `report`, and the book is returned all the same, so
    /// that a run can find everything; `None` where there is too little of it to go on.
    ///
    /// # Errors
    ///
    /// When there is no book at all, or the environment is wrong.
    pub fn load(root: &Path, keep_going: bool, report: &mut Report) -> Result<Option<Loaded>> {
        let toml = root.join("book.toml");
        if !root.is_dir() {
            anyhow::bail!("{} is not a folder", root.display());
        }
        let Some(mut config) = config::read(&toml, report) else { return Ok(None) };
        config.update_from_env().context("an MDBOOK_ variable of the environment is wrong")?;
        // Nothing writes into `src/` but `bindery record`.
        config.build.create_missing = false;
        if confine::check(root, &config, report) {
            return Ok(None);
        }
        drop_missing_files(root, &mut config, report)?;
        let summary = root.join(&config.book.src).join("SUMMARY.md");
        if !summary.exists() {
            let hint = match toml.exists() {
                true => "`src` in book.toml names the folder that holds it",
                false => "name the folder of a book: `bindery build FOLDER`",
            };
            let message = "there is no SUMMARY.md: this is no mdBook";
            report.push(Rule::Book.error(message).at(Place::file(&summary)).hint(hint));
            return Ok(None);
        }
        let Some(chapters) = chapters::read(&summary, &config, root, report) else {
            return Ok(None);
        };
        let declared = preprocessors::declare(&config)?;
        let mut mdbook = match MDBook::load_with_config_and_summary(root, declared, chapters) {
            Ok(mdbook) => mdbook,
            Err(error) => {
                let message = format!("the book can't be loaded: {error:#}");
                report.push(Rule::Book.error(message).at(Place::file(&summary)));
                return Ok(None);
            }
        };
        let shared = Shared::new(keep_going);
        preprocessors::guard(&mut mdbook, &shared)?;
        mdbook.config = config;
        let done = mdbook.preprocess_book(&HtmlHandlebars::new());
        let found = shared.take();
        let explained = found.errors() > 0;
        report.append(found);
        match done {
            Ok((book, context)) => Ok(Some(Loaded {
                root: mdbook.root,
                config: mdbook.config,
                book,
                titles: context.chapter_titles.take(),
            })),
            Err(_) if explained => Ok(None),
            Err(error) => Err(error).context("the preprocessors failed"),
        }
    }

    /// What mdBook hands to a renderer that writes into `destination`.
    pub fn render_context(&self, destination: &Path) -> RenderContext {
        let book = self.book.clone();
        let mut context =
            RenderContext::new(self.root.clone(), book, self.config.clone(), destination);
        context.chapter_titles = self.titles.clone();
        context
    }
}

/// Where the editions of the book in the folder `root` go when the command line doesn't say.
///
/// # Errors
///
/// When `book.toml` names a folder that isn't the book's: what is there would be replaced.
pub fn default_dest(root: &Path, config: &Config) -> Result<PathBuf> {
    let dest = root.join(&config.build.build_dir);
    anyhow::ensure!(
        Bounds::of(root, config).hold(&dest),
        "`build-dir` leads out of the book, to {}: `--dest-dir` names a folder for once, `allow` in \
         `[preprocessor.bindery]` for ever",
        dest.display()
    );
    Ok(dest)
}

/// A style sheet or script that isn't there takes nothing from the words: the book goes on without.
fn drop_missing_files(root: &Path, config: &mut Config, report: &mut Report) -> Result<()> {
    for key in ["output.html.additional-css", "output.html.additional-js"] {
        let Some(mut files) = config.get::<Vec<PathBuf>>(key)? else { continue };
        let before = files.len();
        files.retain(|file| {
            let there = root.join(file).is_file();
            if !there {
                let message = format!("`{}` does not exist", file.display());
                let hint = "the HTML edition is made without it";
                let place = place_in_config(root, &file.to_string_lossy());
                report.push(Rule::Book.warning(message).at(place).hint(hint));
            }
            there
        });
        if files.len() < before {
            config.set(key, files)?;
        }
    }
    Ok(())
}

/// The line of `book.toml` that holds `text`, or else the whole file.
pub fn place_in_config(root: &Path, text: &str) -> Place {
    let toml = root.join("book.toml");
    let lines = std::fs::read_to_string(&toml).unwrap_or_default();
    match lines.lines().position(|line| line.contains(text)) {
        Some(line) => Place::line(&toml, line as u32 + 1),
        None => Place::file(&toml),
    }
}
