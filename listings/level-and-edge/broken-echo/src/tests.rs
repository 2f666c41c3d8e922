//! What the broken echo can do, and what it can't.

use super::{LIMIT, check};

#[test]
fn a_little_comes_back() {
    check::comes_back(1000);
}

#[test]
#[ignore = "mend me"]
fn much_comes_back() {
    check::comes_back(4 * LIMIT);
}
