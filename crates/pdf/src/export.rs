//! From a laid-out book to the bytes of a PDF: accessible by the standard where the book allows it.

use bindery_diagnostic::{Diagnostic, Place, Report, Rule, Severity};
use bindery_manuscript::Manuscript;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};

use crate::world::{BookWorld, name_of};

/// More reasons than this don't make it clearer why a book isn't accessible.
const MAX_REASONS: usize = 5;

/// How accessible a PDF is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tagging {
    /// It has no tags.
    None,
    /// It is tagged, and falls short of PDF/UA-1; the report says in what.
    Tagged,
    /// It conforms to PDF/UA-1 as far as a program can tell.
    Ua1,
}

/// Writes the document as PDF/UA-1, or else tagged, or else as it is.
pub(crate) fn export(
    document: &PagedDocument,
    manuscript: &Manuscript,
    world: &BookWorld<'_>,
    report: &mut Report,
) -> Option<(Vec<u8>, Tagging)> {
    let identifier = manuscript.info.identifier.trim();
    let options = |standards: &[PdfStandard], tagged| PdfOptions {
        ident: match identifier.is_empty() {
            true => Smart::Auto,
            false => Smart::Custom(identifier.to_owned()),
        },
        creator: Smart::Custom(Some("bindery".to_owned())),
        standards: PdfStandards::new(standards).unwrap_or_default(),
        tagged,
        ..PdfOptions::default()
    };
    let mut reasons = Vec::new();
    for (standards, tagged, tagging) in [
        ([PdfStandard::Ua_1].as_slice(), true, Tagging::Ua1),
        (&[], true, Tagging::Tagged),
        (&[], false, Tagging::None),
    ] {
        match alone(|| pdf(document, &options(standards, tagged))) {
            Ok(bytes) => {
                reasons.into_iter().for_each(|reason| report.push(reason));
                return Some((bytes, tagging));
            }
            Err(errors) => {
                let lost = match tagging {
                    Tagging::Ua1 => "the PDF doesn't conform to PDF/UA-1",
                    Tagging::Tagged => "the PDF can't be tagged",
                    Tagging::None => "the PDF can't be written",
                };
                for error in errors.iter().take(MAX_REASONS) {
                    let (why, hint) = reason(error);
                    let diagnostic = Rule::Typesetting.warning(format!("{lost}: {why}"));
                    reasons.push(match hint {
                        Some(hint) => diagnostic.hint(hint),
                        None => located(diagnostic, error, manuscript, world),
                    });
                }
            }
        }
    }
    for reason in reasons {
        report.push(Diagnostic { severity: Severity::Error, ..reason });
    }
    None
}

/// Why a book isn't accessible, and where more is said of it.
fn reason(error: &SourceDiagnostic) -> (&str, Option<&'static str>) {
    match error.message.trim_start_matches("PDF/UA-1 error: ") {
        "missing alt text" => ("missing alt text", Some("a warning of its own names each image")),
        why if why.contains("could not be displayed with font") => {
            ("some characters have no glyph", Some("warnings of their own name them"))
        }
        why => (why, None),
    }
}

/// Does work on a thread of its own that has no others to share it with.
///
/// Pages are written one after the other, and each leaves so little to share that the others would
/// spend their time looking for it: an eighth of all that a change costs.
fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        // Without another thread it is done on this one.
        Err(_) => work(),
    }
}

/// Reports what Typst says about the code that was made for it.
pub(crate) fn report_errors(
    errors: &[SourceDiagnostic],
    manuscript: &Manuscript,
    world: &BookWorld<'_>,
    report: &mut Report,
) {
    for error in errors {
        let message = format!("the page can't be set: {}", error.message);
        let mut diagnostic = located(Rule::Typesetting.error(message), error, manuscript, world);
        let hints = error.hints.iter().map(|hint| hint.v.as_str()).collect::<Vec<_>>().join("; ");
        if !hints.is_empty() {
            diagnostic = diagnostic.hint(hints);
        }
        report.push(diagnostic);
    }
}

/// Gives a diagnostic the place in the author's files that the code at the error's span is made of.
fn located(
    diagnostic: Diagnostic,
    error: &SourceDiagnostic,
    manuscript: &Manuscript,
    world: &BookWorld<'_>,
) -> Diagnostic {
    let place = || -> Option<Place> {
        let span: DiagSpan = error.span;
        let name = name_of(span.id()?);
        let number: usize = name.strip_prefix('c')?.strip_suffix(".typ")?.parse().ok()?;
        let chapter = manuscript.chapters().nth(number)?;
        let start = world.range(span)?.start;
        let text = world.source(span.id()?).ok()?;
        let before = text.text().get(..start)?;
        let line = before.lines().rev().find_map(|line| line.strip_prefix("//")?.parse().ok());
        manuscript.place(chapter, line.unwrap_or(0))
    };
    match place() {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}
