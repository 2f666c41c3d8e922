//! What other authors rely on: findings that programs can read, safety from a manuscript's tricks, and
//! a last good edition whatever happens.

#[path = "../generator/mod.rs"]
mod generator;

#[path = "../browser/devtools.rs"]
mod devtools;
mod docs;
mod faults;
mod findings;
#[path = "../hostile/mod.rs"]
mod hostile;
#[path = "../browser/page.rs"]
#[expect(dead_code, reason = "the tests of the book's pages use the rest")]
mod page;
mod serve;
mod small_book;
