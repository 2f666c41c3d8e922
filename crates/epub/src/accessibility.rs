//! What the metadata says to readers who can't see, can't hear or can't hold: only what is true.

use crate::book::Book;

/// Properties of schema.org and their values, in the order in which they are written.
pub(crate) fn metadata(book: &Book<'_>) -> Vec<(&'static str, String)> {
    let surveys = &book.surveys;
    let math = surveys.iter().any(|survey| survey.math);
    // The cover is an image, too, but tells nothing that the title page doesn't say in words.
    let visual = book.images.files().next().is_some() || surveys.iter().any(|survey| survey.svg);
    let described = book.images.all_have_text();
    let mut all = vec![("schema:accessMode", "textual".to_owned())];
    if visual {
        all.push(("schema:accessMode", "visual".into()));
    }
    let sufficient = if described { "textual" } else { "textual,visual" };
    all.push(("schema:accessModeSufficient", sufficient.into()));
    let mut features =
        vec!["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"];
    if visual && described {
        features.push("alternativeText");
    }
    if math {
        features.extend(["MathML", "latex"]);
    }
    if book.numbered_like.is_some() {
        features.extend(["pageBreakMarkers", "pageNavigation"]);
    }
    all.extend(features.into_iter().map(|feature| ("schema:accessibilityFeature", feature.into())));
    let moving = book.images.files().any(|(_, file)| file.moves);
    let hazard = if moving { "unknown" } else { "none" };
    all.push(("schema:accessibilityHazard", hazard.into()));
    all.push(("schema:accessibilitySummary", summary(visual, described, math, book)));
    all
}

fn summary(visual: bool, described: bool, math: bool, book: &Book<'_>) -> String {
    let mut parts =
        vec!["The text reflows, in reading order, with headings and a table of contents."];
    match (visual, described) {
        (true, true) => parts.push("Images have a text alternative."),
        (true, false) => parts.push("Some images have no text alternative."),
        (false, _) => parts.push("There are no images but the cover."),
    }
    if math {
        parts.push("Formulas are MathML, with their TeX source.");
    }
    if book.numbered_like.is_some() {
        parts.push("Page numbers are those of the paged edition.");
    }
    parts.join(" ")
}
