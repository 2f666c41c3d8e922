//! The checks that the broken echo fails, and those that it passes.

use super::{LIMIT, check};

#[test]
fn a_little_comes_back() {
    check::comes_back(1000);
}

#[test]
fn much_comes_back() {
    check::comes_back(4 * LIMIT);
}

#[test]
fn around_the_limit_no_byte_is_lost() {
    for count in [LIMIT - 1, LIMIT, LIMIT + 1, 2 * LIMIT] {
        check::comes_back(count);
    }
}
