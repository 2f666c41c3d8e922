//! A page before an await, in several ways.
#![expect(
    clippy::drop_non_drop,
    reason = "what such a drop leaves behind is measured"
)]

use rt_time::yield_now;

use crate::page::Page;

// ANCHOR: six
pub async fn used_after() -> usize {
    let mut page = Page::new();
    page.fill();
    yield_now().await;
    page.lines()
}

pub async fn used_before() -> usize {
    let mut page = Page::new();
    page.fill();
    let lines = page.lines();
    yield_now().await;
    lines
}

pub async fn dropped() -> usize {
    let mut page = Page::new();
    page.fill();
    let lines = page.lines();
    drop(page);
    yield_now().await;
    lines
}
// ANCHOR_END: six

// ANCHOR: small
pub async fn in_a_block() -> usize {
    let lines = {
        let mut page = Page::new();
        page.fill();
        page.lines()
    };
    yield_now().await;
    lines
}

pub async fn moved() -> usize {
    let page = Page::filled();
    let lines = page.into_lines();
    yield_now().await;
    lines
}
// ANCHOR_END: small

// ANCHOR: two
pub async fn two_pages() -> usize {
    let page = Page::filled();
    yield_now().await;
    let lines = page.lines();
    let page = Page::filled();
    yield_now().await;
    lines + page.lines()
}

pub async fn two_blocks() -> usize {
    let lines = {
        let page = Page::filled();
        yield_now().await;
        page.lines()
    };
    let page = Page::filled();
    yield_now().await;
    lines + page.lines()
}
// ANCHOR_END: two

// ANCHOR: rare
pub async fn either(long: bool) -> usize {
    match long {
        true => used_after().await,
        false => 0,
    }
}

pub async fn either_boxed(long: bool) -> usize {
    match long {
        true => Box::pin(used_after()).await,
        false => 0,
    }
}
// ANCHOR_END: rare

pub async fn nothing() {}
