//! The PDF and the EPUB, each written into a folder of its own.

use crate::cli::Edition;
use anyhow::{Context, Result};
use bindery_diagnostic::{Place, Report, Rule};
use bindery_epub::{Page, PageList};
use bindery_manuscript::Manuscript;
use bindery_pdf::Press;
use mdbook_core::config::Config;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};

/// The PDF and EPUB editions of one manuscript, with their options.
pub struct Paged<'a> {
    manuscript: &'a Manuscript,
    press: Press,
    epub: bindery_epub::Settings,
}

impl<'a> Paged<'a> {
    /// Reads the options of both editions in `config`, the book.toml of the folder `root`.
    pub fn new(
        manuscript: &'a Manuscript,
        root: &Path,
        config: &Config,
        report: &mut Report,
    ) -> Self {
        let toml = Place::file(root.join("book.toml"));
        let pdf = options(config, "output.bindery-pdf", &toml, report);
        let pdf = bindery_pdf::Options::from_table(&pdf, &toml, report);
        let epub: bindery_epub::Options = options(config, "output.bindery-epub", &toml, report);
        Paged { manuscript, press: Press::new(pdf, root, report), epub: epub.load(root, report) }
    }

    /// Writes the asked-for editions as `folder(edition)/<name>.pdf` and `.epub`. An edition that
    /// has errors is not written; they are in `report`.
    pub fn write(
        &self,
        editions: &[Edition],
        name: &str,
        folder: impl Fn(Edition) -> PathBuf,
        step: impl Fn(&str),
        report: &mut Report,
    ) -> Result<()> {
        let mut pages = None;
        if editions.contains(&Edition::Pdf) {
            step("Setting the PDF");
            if let Ok(pdf) = self.press.render(self.manuscript, report) {
                write(&folder(Edition::Pdf), name, "pdf", &pdf.bytes)?;
                pages = Some(self.page_list(pdf.pages));
            }
        }
        if editions.contains(&Edition::Epub) {
            step("Packing the EPUB");
            let epub = bindery_epub::render(self.manuscript, &self.epub, pages.as_ref(), report)?;
            write(&folder(Edition::Epub), name, "epub", &epub)?;
        }
        Ok(())
    }

    /// The pages of the PDF, for the readers of the EPUB who share a room with those of the PDF.
    fn page_list(&self, pages: Vec<bindery_pdf::Page>) -> PageList {
        let pages = pages.into_iter().filter_map(|page| {
            let start = page.start?;
            Some(Page { chapter: start.chapter, node: start.node, id: start.id, label: page.label })
        });
        let info = &self.manuscript.info;
        PageList { source: format!("{}, PDF edition", info.title), pages: pages.collect() }
    }
}

/// The options of an edition, from its table in `book.toml`.
fn options<T: DeserializeOwned + Default>(
    config: &Config,
    table: &str,
    toml: &Place,
    report: &mut Report,
) -> T {
    config.get(table).map(Option::unwrap_or_default).unwrap_or_else(|error| {
        let message = format!("`[{table}]` can't be read: {error:#}");
        report.push(Rule::Option.error(message).at(toml.clone()));
        T::default()
    })
}

fn write(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<()> {
    let file = folder.join(format!("{name}.{ending}"));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, bytes))
        .with_context(|| format!("can't write {}", file.display()))
}
