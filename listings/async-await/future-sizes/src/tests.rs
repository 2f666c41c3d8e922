//! The functions do the same, and the sizes are in the order that is told.

use super::*;
use rt_time::block_on;

const LINES: usize = 8;

#[test]
fn all_of_them_count_the_lines() {
    assert_eq!(block_on(kept::used_after()), LINES);
    assert_eq!(block_on(kept::used_before()), LINES);
    assert_eq!(block_on(kept::dropped()), LINES);
    assert_eq!(block_on(kept::in_a_block()), LINES);
    assert_eq!(block_on(kept::moved()), LINES);
    assert_eq!(block_on(kept::two_pages()), 2 * LINES);
    assert_eq!(block_on(kept::two_blocks()), 2 * LINES);
    assert_eq!(block_on(kept::either(true)), LINES);
    assert_eq!(block_on(kept::either(false)), 0);
    assert_eq!(block_on(kept::either_boxed(true)), LINES);
    assert_eq!(block_on(kept::either_boxed(false)), 0);
}

/// How many pages a future has room for.
#[test]
fn a_page_is_kept_if_its_block_is_open_at_the_await() {
    let pages: Vec<_> =
        sizes().into_iter().map(|(name, size)| (name, size / 1024)).collect();
    let expected = [
        ("nothing", 0),
        ("used_after", 1),
        ("used_before", 1),
        ("dropped", 1),
        ("in_a_block", 0),
        ("moved", 0),
        ("two_pages", 2),
        ("two_blocks", 1),
        ("either", 1),
        ("either_boxed", 0),
    ];
    assert_eq!(pages, expected);
}

#[test]
fn only_what_there_is_has_a_size() {
    let error = run(Arguments::new(["--csv", "kept"])).unwrap_err();
    assert!(error.is::<UsageError>());
}
