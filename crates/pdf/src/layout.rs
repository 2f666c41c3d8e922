//! From a book's files to its pages.
//!
//! What stands on a page depends on other pages: a table of contents on where the chapters begin.
//! So Typst lays a book out again and again, each time with what it found the time before, until
//! nothing changes; the first time it knows nothing. A book that was laid out before and changed
//! little is done sooner from where it ended.

use comemo::{Constraint, Track};
use typst::World;
use typst::diag::SourceResult;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, Output, StyleChain, Target, TargetElem};
use typst::introspection::Introspector;
use typst::utils::Protected;
use typst_layout::PagedDocument;

use crate::world::BookWorld;

/// A change moves pages, and what names them; then nothing changes any more. More rounds mean that
/// the book may end elsewhere than from its beginning.
const ROUNDS: usize = 3;

/// Lays out a book, beginning where `last` ended if that is known and leads to an end soon.
///
/// # Errors
///
/// What Typst says of the files.
pub(crate) fn lay_out(
    world: &BookWorld<'_>,
    last: Option<&PagedDocument>,
) -> SourceResult<PagedDocument> {
    match last.and_then(|last| from(world, last)) {
        Some(document) => Ok(document),
        None => typst::compile(world).output,
    }
}

/// The book as it ends when it begins where `last` ended; `None` where it has errors or doesn't end.
pub(crate) fn from(world: &dyn World, last: &PagedDocument) -> Option<PagedDocument> {
    let library = world.library();
    let traced = Traced::default();
    let main = world.source(world.main()).ok()?;
    let mut sink = Sink::new();
    let content = typst_eval::eval(
        world.track(),
        library,
        traced.track(),
        sink.track_mut(),
        Route::default().track(),
        &main,
    );
    let content = content.ok()?.content();
    let mut document = last.clone();
    for _ in 0..ROUNDS {
        let (next, is_end) = round(world, &traced, &content, &document)?;
        document = next;
        if is_end {
            return Some(document);
        }
    }
    None
}

/// Lays out once, with what `before` knows; and whether what was asked of it still holds.
fn round(
    world: &dyn World,
    traced: &Traced,
    content: &Content,
    before: &PagedDocument,
) -> Option<(PagedDocument, bool)> {
    let library = world.library();
    let base = StyleChain::new(&library.styles);
    let target = TargetElem::target.set(Target::Paged).wrap();
    let styles = base.chain(&target);
    let constraint = Constraint::new();
    let mut sink = Sink::new();
    let introspector: &dyn Introspector = Output::introspector(before);
    let mut engine = Engine {
        library,
        world: world.track(),
        introspector: Protected::new(introspector.track_with(&constraint)),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let document = PagedDocument::create(&mut engine, content, styles).ok()?;
    let is_end = constraint.validate(Output::introspector(&document));
    (!is_end || sink.delayed().is_empty()).then_some((document, is_end))
}
