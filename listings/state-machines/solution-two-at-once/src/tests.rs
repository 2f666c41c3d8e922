//! The turnstile.

use super::*;

#[test]
fn permits_are_given_back_when_they_are_dropped() {
    let turnstile = Turnstile::new(2);
    let first = turnstile.permit();
    let second = turnstile.clone().permit();
    assert!(first.is_some() && second.is_some());
    assert!(turnstile.permit().is_none());
    drop(first);
    assert!(turnstile.permit().is_some());
}
