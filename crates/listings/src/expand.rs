//! Directives → Markdown and HTML, chapter by chapter.

use crate::chapters::{ChapterSource, for_each_chapter};
use crate::directive::{Directive, Fault, Figure};
use crate::drawings::{self, Drawings};
use crate::files::Files;
use crate::labels::Labels;
use crate::lists::{glossary, leads};
use crate::markup;
use crate::measured::Measured;
use crate::played;
use crate::predictions;
use crate::scan::{Found, Item, scan};
use crate::unshown;
use bindery_diagnostic::{Diagnostic, Place, Report, Severity};
use mdbook_core::book::Book;
use mdbook_core::config::Config;
use mdbook_markdown::MarkdownOptions;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// Replaces the directives of every chapter of the book in the folder `root`.
///
/// The chapters have to be as their files are: the lines of the report are theirs. A directive that
/// can't be expanded stays as it is, and an error in `report` says why; so the book is fit for a
/// renderer only if no error was added.
///
/// In a book that names this preprocessor in its `book.toml`, a listing that is too wide and a crate
/// below `listings/` that no chapter shows are errors. In other books the first is a warning, and
/// the second isn't looked for.
pub fn expand(root: &Path, config: &Config, mut book: Book, report: &mut Report) -> Book {
    let chapters = ChapterSource::read_all(root, config, &book);
    let labels = Labels::new(&chapters, report);
    let is_ours = config.contains_key("preprocessor.bindery");
    let mut expander = Expander {
        root,
        chapters: &chapters,
        labels,
        files: Files::new(root),
        drawings: Drawings::new(root),
        whole_files: BTreeSet::new(),
        measured: Measured::default(),
        glossary: glossary(&chapters),
        options: markdown_options(config),
        guards_braces: runs_links(config),
        is_ours,
        credit: played::credit(config),
        report,
    };
    let expanded: Vec<String> =
        chapters.iter().enumerate().map(|(at, chapter)| expander.chapter(at, chapter)).collect();
    if is_ours {
        unshown::check(root, &chapters, &mut expander.files, report);
    }
    let mut expanded = expanded.into_iter();
    for_each_chapter(&mut book.items, &mut |chapter| {
        if let Some(content) = expanded.next() {
            chapter.content = content;
        }
    });
    book
}

/// What the directives of a book are expanded with.
pub(crate) struct Expander<'r> {
    /// The book's folder.
    pub root: &'r Path,
    pub chapters: &'r [ChapterSource],
    pub labels: Labels,
    pub files: Files,
    pub drawings: Drawings,
    /// The files that this chapter has whole already.
    pub whole_files: BTreeSet<String>,
    pub measured: Measured,
    /// The chapter with the list of terms: their definitions lead there.
    pub glossary: Option<&'r ChapterSource>,
    pub options: MarkdownOptions,
    /// Whether mdBook will look for its own directives in what we write.
    pub guards_braces: bool,
    /// Whether the book is written for this preprocessor.
    pub is_ours: bool,
    /// Whose the figures are, and what may be done with them.
    pub credit: String,
    pub report: &'r mut Report,
}

/// Where a directive stands.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'c> {
    pub chapter: &'c ChapterSource,
    pub line: u32,
    /// "Listing 2.1", for what has a number.
    pub number: Option<&'c str>,
}

impl Expander<'_> {
    /// The chapter's Markdown with its directives expanded.
    fn chapter(&mut self, index: usize, chapter: &ChapterSource) -> String {
        self.whole_files.clear();
        let source = &chapter.source;
        let glossary = self.glossary.filter(|page| page.link != chapter.link);
        let mut replaced: Vec<(Range<usize>, String)> =
            glossary.into_iter().flat_map(|page| leads(chapter, page)).collect();
        for (at, found) in chapter.page.found.iter().enumerate() {
            let number = self.labels.number(index, at).map(str::to_owned);
            let spot = Spot { chapter, line: found.line, number: number.as_deref() };
            replaced.extend(self.item(found, spot).map(|text| (found.range.clone(), text)));
        }
        replaced.sort_by_key(|(range, _)| range.start);
        let mut out = String::with_capacity(source.len());
        let mut done = 0;
        for (range, text) in replaced {
            out.push_str(&source[done..range.start]);
            out.push_str(&text);
            done = range.end;
        }
        out.push_str(&source[done..]);
        for (line, fault) in predictions::faults(source) {
            self.error(Spot { chapter, line, number: None }, fault.into());
        }
        predictions::set(&out, &self.options)
    }

    /// What to put in the place of something found; `None` leaves it as it is.
    fn item(&mut self, found: &Found, spot: Spot<'_>) -> Option<String> {
        let expanded = match &found.item {
            Item::Fence(_) => return None,
            Item::Fault(fault) => Err(fault.clone().into()),
            Item::Directive(directive) if directive.is_inline() => self.inline(directive, spot),
            Item::Directive(directive) => self
                .block(directive, spot)
                .map(|text| indent(&text, prefix(&spot.chapter.source, found.range.start))),
        };
        match expanded {
            Ok(text) => Some(text),
            Err(problem) => {
                self.error(spot, problem);
                None
            }
        }
    }

    fn block(&mut self, directive: &Directive, spot: Spot<'_>) -> Result<String, Diagnostic> {
        match directive {
            Directive::Listing(listing) => self.listing(listing, spot),
            Directive::Output(output) => self.output(output, spot),
            Directive::Figure(figure) => self.figure(figure, spot),
            Directive::List(list) => self.list(*list, spot),
            inline => self.inline(inline, spot),
        }
    }

    fn inline(&mut self, directive: &Directive, spot: Spot<'_>) -> Result<String, Diagnostic> {
        match directive {
            Directive::Value(name) => self.value(name),
            Directive::Ref(id) => Ok(self.labels.link(id, &spot.chapter.link)?),
            block => self.block(block, spot),
        }
    }

    fn figure(&mut self, figure: &Figure, spot: Spot<'_>) -> Result<String, Diagnostic> {
        let drawing = self.drawings.get(&figure.id)?;
        if !drawing.is_drawn() {
            let hint = "quote its numbers by `{{#value …}}`, or give it a `[plot]`";
            let message = format!("`{}` has values and no drawing", figure.id);
            return Err(Fault::new(message, &figure.id, hint).into());
        }
        let svg = drawings::svg(&figure.id, &drawing, figure.alt.as_deref());
        let caption = self.figcaption(&figure.caption, "", spot);
        let caption = match drawing.recording() {
            Some(recording) => drawings::with_provenance(&caption, recording),
            None => caption,
        };
        let attributes = format!("class=\"figure\" id=\"{}\"", figure.id);
        let data = played::script(&drawing, &self.credit);
        let table = drawings::frames(&drawing.frames());
        let parts = [svg.as_str(), &data, &table, &caption];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Ok(figure_element(&attributes, &parts))
    }

    /// A value can't break after its number, and says where it comes from when pointed at.
    fn value(&mut self, name: &str) -> Result<String, Diagnostic> {
        let value = self.measured.get(name, &mut self.drawings)?;
        let shown = markup::words(&value.shown);
        let title = match &value.recorded {
            Some(recorded) => format!(" title=\"{}\"", markup::html(recorded)),
            None => String::new(),
        };
        Ok(format!("<span class=\"value\"{title}>{shown}</span>"))
    }

    /// The caption of the item at `spot`, as one line of HTML; `extra` follows the number.
    pub fn figcaption(&mut self, caption: &str, extra: &str, spot: Spot<'_>) -> String {
        let number = spot.number.unwrap_or_default();
        let caption = self.caption(caption, spot);
        format!(
            "<figcaption><span class=\"number\">{number}.</span> {extra}\
             <span class=\"caption\">{caption}</span></figcaption>"
        )
    }

    /// A caption's Markdown as HTML, with the values and references in it expanded.
    pub fn caption(&mut self, caption: &str, spot: Spot<'_>) -> String {
        let mut markdown = String::new();
        let mut done = 0;
        for found in scan(caption) {
            let expanded = match &found.item {
                Item::Directive(directive) if directive.is_inline() => self.inline(directive, spot),
                Item::Directive(_) => Err(Fault::new(
                    "only values and references can stand in a caption",
                    &caption[found.range.clone()],
                    "give it a line of its own in the chapter",
                )
                .into()),
                Item::Fault(fault) => Err(fault.clone().into()),
                Item::Fence(_) => continue,
            };
            match expanded {
                Ok(text) => {
                    markdown.push_str(&caption[done..found.range.start]);
                    markdown.push_str(&text);
                    done = found.range.end;
                }
                Err(problem) => self.error(spot, problem),
            }
        }
        markdown.push_str(&caption[done..]);
        markup::inline_html(&markdown, &self.options)
    }

    /// Reports what is wrong with the directive at `spot`, or with a file that it needs.
    fn error(&mut self, spot: Spot<'_>, mut problem: Diagnostic) {
        problem.place.get_or_insert_with(|| spot.chapter.place(spot.line));
        self.report.push(problem);
    }

    /// Reports what is wrong by the rules of this book, and only unwise in others.
    pub fn breach(&mut self, place: Place, fault: Fault) {
        let problem = Diagnostic::from(fault).at(place);
        let severity = if self.is_ours { Severity::Error } else { Severity::Warning };
        self.report.push(Diagnostic { severity, ..problem });
    }

    /// Reports what a reader could live with.
    pub fn warning(&mut self, spot: Spot<'_>, fault: Fault) {
        let problem = Diagnostic::from(fault).at(spot.chapter.place(spot.line));
        self.report.push(Diagnostic { severity: Severity::Warning, ..problem });
    }
}

/// A figure of these parts, one below the other.
pub(crate) fn figure_element(attributes: &str, parts: &[&str]) -> String {
    format!("<figure {attributes}>\n{}\n</figure>\n", parts.join("\n"))
}

/// What stands before byte `at` in its line: the indentation and quote marks of what is around.
fn prefix(source: &str, at: usize) -> &str {
    let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    &source[start..at]
}

/// The text with `prefix` before each line but the first, which has it already.
fn indent(text: &str, prefix: &str) -> String {
    let blank = prefix.trim_end();
    let line = |line: &str| {
        if line.is_empty() { blank.to_owned() } else { format!("{prefix}{line}") }
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    let text = lines.join("\n");
    text[prefix.len().min(text.len())..].to_owned()
}

/// How mdBook's HTML renderer will read the book's Markdown.
fn markdown_options(config: &Config) -> MarkdownOptions {
    let mut options = MarkdownOptions::default();
    if let Some(html) = config.html_config() {
        options.smart_punctuation = html.smart_punctuation;
        options.definition_lists = html.definition_lists;
        options.admonitions = html.admonitions;
    }
    options
}

/// Whether mdBook's `links` preprocessor runs on the book.
fn runs_links(config: &Config) -> bool {
    config.build.use_default_preprocessors || config.contains_key("preprocessor.links")
}
