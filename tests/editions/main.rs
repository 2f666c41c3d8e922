//! The three editions of whole books: this one, and the real ones of the corpus where they are.
//!
//! What a tool of its own is needed for (epubcheck, Poppler, stock mdBook) is skipped without it,
//! and says so; with `CI=true` that is an error.

#[path = "../generator/mod.rs"]
mod generator;

mod begin;
mod corpus;
mod epub;
mod links;
mod other_books;
mod pdf;
mod plugins;
mod reproducible;
mod served;
mod theme;
mod tools;
mod words;
