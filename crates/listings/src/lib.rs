//! The preprocessor that puts listings, outputs, figures, values and references into chapters.
//!
//! [`Bindery`] is the preprocessor as mdBook calls it. It does two things, which can be had one by
//! one: [`check_includes`] checks mdBook's own directives, and [`expand`] replaces those that
//! `ARCHITECTURE.md` describes. [`scan`] finds the directives and code blocks of a chapter's source,
//! for those who check them.
//!
//! Invariant: what comes out is Markdown and HTML that stock mdBook understands, and a directive
//! that can't be expanded is an error with its place, never an empty spot in the page.

mod chapters;
mod code;
mod directive;
mod drawings;
mod expand;
mod files;
mod includes;
mod labels;
mod listing;
mod lists;
mod markup;
mod measured;
mod played;
mod predictions;
mod preprocessor;
mod program;
mod scan;
mod step;
mod typed;
mod unshown;

pub use directive::{Directive, Fault, Figure, ListOf, Listing, Output};
pub use expand::expand;
pub use includes::check_includes;
pub use preprocessor::Bindery;
pub use scan::{Fence, Found, Item, scan};
pub use typed::typed_numbers;
