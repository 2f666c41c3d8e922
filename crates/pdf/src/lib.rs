//! The PDF edition: the manuscript's trees, set by Typst.
//!
//! [`Press::new`] loads fonts and template once; [`Press::render`] turns a manuscript into a PDF and
//! can be called again and again. Rendering opens no file, no network, and looks at no clock.
//!
//! The way of a book: a [`Setter`](setter) writes one virtual file of Typst code a chapter, in which
//! all of the manuscript's text stands in string literals; [`book`] adds the files around them;
//! Typst lays the pages out; [`export`] writes them.
//!
//! Invariants: no text of a manuscript is ever read as Typst code; every label that a link names
//! exists; every image was decoded before Typst sees it.

mod blocks;
mod book;
mod breaks;
mod code;
mod compact;
mod data;
mod export;
mod figures;
mod fonts;
mod glyphs;
mod headings;
mod index;
mod inline;
mod labels;
mod layout;
mod lists;
mod literal;
mod math;
mod measure;
mod media;
mod memory;
mod options;
mod pages;
mod paper;
mod predictions;
mod setter;
mod svg;
mod tables;
#[cfg(test)]
mod tests;
mod theme;
mod words;
mod world;

use std::fmt;
use std::fs;
use std::path::Path;

use bindery_diagnostic::{Place, Report, Rule};
use bindery_manuscript::Manuscript;
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

pub use export::Tagging;
pub use options::Options;
pub use pages::{Page, PageStart};
pub use paper::Paper;
pub use theme::{THEME, THEME_FOLDER};

use crate::memory::MEMORY;
use crate::paper::Sheet;
use crate::setter::Walked;
use crate::theme::Theme;
use crate::world::BookWorld;

/// The PDF edition of a book.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// How accessible the file is.
    pub tagging: Tagging,
}

/// The PDF could not be made; the report says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the PDF edition could not be made")
    }
}

impl std::error::Error for Failed {}

/// Fonts, template and choices: all that is needed to print manuscripts.
pub struct Press {
    options: Options,
    template: Option<String>,
    theme: Theme,
    fonts: FontStore,
    /// The families of the author's fonts.
    families: Vec<String>,
}

impl Press {
    /// Loads what `options` name, relative to `root`, the book's folder.
    ///
    /// What can't be read is reported as an error, and done without.
    pub fn new(options: Options, root: &Path, report: &mut Report) -> Self {
        let template = options.template.as_ref().and_then(|path| {
            let path = root.join(path);
            let text = fs::read_to_string(&path);
            let report = |error| {
                let message = format!("the template can't be read: {error}");
                report.push(Rule::Look.error(message).at(Place::file(&path)));
            };
            text.map_err(report).ok()
        });
        let folder = options.fonts.as_ref().map(|path| root.join(path));
        let (fonts, families) = fonts::load(folder.as_deref(), options.system_fonts, report);
        Press { options, template, theme: Theme::load(root, report), fonts, families }
    }

    /// Prints a manuscript.
    ///
    /// What is not as the author meant (an image that can't be shown, a character without a glyph,
    /// what keeps the file from PDF/UA-1) is reported as warnings.
    ///
    /// # Errors
    ///
    /// [`Failed`], with errors in the report, if a chapter is too long, or if the author's template
    /// or a fault of this crate keeps Typst from setting the pages.
    pub fn render(&self, manuscript: &Manuscript, report: &mut Report) -> Result<Pdf, Failed> {
        let walked = self.walk(manuscript, report).ok_or(Failed)?;
        let last = MEMORY.last(&walked.files);
        let document = self.lay_out(manuscript, &walked, last.as_ref(), report);
        let world = BookWorld { files: &walked.files, fonts: &self.fonts };
        let printed = document.as_ref().and_then(|document| {
            let (bytes, tagging) = export::export(document, manuscript, &world, report)?;
            let bytes = compact::compact(&bytes).unwrap_or(bytes);
            Some(Pdf { bytes, pages: pages::pages(document, &walked.labels), tagging })
        });
        MEMORY.keep(&walked.files, document);
        printed.ok_or(Failed)
    }

    /// The files of a manuscript that Typst reads.
    fn walk(&self, manuscript: &Manuscript, report: &mut Report) -> Option<Walked> {
        let options = &self.options;
        let sheet = Sheet::new(options.paper, options.two_sided);
        let errors = report.errors();
        let mut walked = setter::walk(manuscript, options, sheet, &self.fonts, report);
        if report.errors() > errors {
            return None;
        }
        let template = self.template.as_deref();
        let families = &self.families;
        book::bind(manuscript, options, &sheet, families, template, &self.theme, &mut walked);
        Some(walked)
    }

    /// The pages of a manuscript, before they are written; `last` are those that it had before.
    fn lay_out(
        &self,
        manuscript: &Manuscript,
        walked: &Walked,
        last: Option<&PagedDocument>,
        report: &mut Report,
    ) -> Option<PagedDocument> {
        let world = BookWorld { files: &walked.files, fonts: &self.fonts };
        let document = layout::lay_out(&world, last);
        document.map_err(|errors| export::report_errors(&errors, manuscript, &world, report)).ok()
    }
}
