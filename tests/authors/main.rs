//! What other authors rely on: findings that programs can read, safety from a manuscript's tricks, and
//! a last good edition whatever happens.

#[path = "../generator/mod.rs"]
mod generator;

mod findings;
#[path = "../hostile/mod.rs"]
mod hostile;
mod small_book;
