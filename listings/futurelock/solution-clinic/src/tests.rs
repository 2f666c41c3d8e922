//! They hang no more.

use crate::check;

#[test]
fn copies() {
    check::copies(crate::copies::copies);
}

#[test]
fn places() {
    check::places(crate::places::places);
}

#[test]
fn pipeline() {
    check::pipeline(crate::pipeline::pipeline);
}

#[test]
fn errand() {
    check::errand(crate::errand::errand);
}
