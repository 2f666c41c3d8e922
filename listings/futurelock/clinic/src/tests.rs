//! Each of them hangs until it is mended.

use crate::check;

#[test]
#[ignore = "mend me"]
fn copies() {
    check::copies(crate::copies::copies);
}

#[test]
#[ignore = "mend me"]
fn places() {
    check::places(crate::places::places);
}

#[test]
#[ignore = "mend me"]
fn pipeline() {
    check::pipeline(crate::pipeline::pipeline);
}

#[test]
#[ignore = "mend me"]
fn errand() {
    check::errand(crate::errand::errand);
}
