//! The same page, handed down through one layer after the other.

use std::time::Instant;

use rt_time::yield_now;

pub type Page = [u8; 1024];

/// How many lines a page has.
fn lines(page: &Page) -> usize {
    page.iter().filter(|byte| **byte == b'\n').count()
}

// ANCHOR: value
pub mod by_value {
    use super::*;

    pub async fn one(page: Page) -> usize {
        yield_now().await;
        lines(&page)
    }

    pub async fn two(page: Page) -> usize {
        one(page).await
    }

    pub async fn three(page: Page) -> usize {
        two(page).await
    }
    // ANCHOR_END: value

    pub async fn four(page: Page) -> usize {
        three(page).await
    }
}

pub mod by_reference {
    use super::*;

    pub async fn one(page: &Page) -> usize {
        yield_now().await;
        lines(page)
    }

    pub async fn two(page: &Page) -> usize {
        one(page).await
    }

    pub async fn three(page: &Page) -> usize {
        two(page).await
    }

    pub async fn four(page: &Page) -> usize {
        three(page).await
    }
}

// ANCHOR: block
#[expect(clippy::manual_async_fn, reason = "the async function is larger")]
pub mod as_block {
    use super::*;

    pub fn one(page: Page) -> impl Future<Output = usize> {
        async move {
            yield_now().await;
            lines(&page)
        }
    }

    pub fn two(page: Page) -> impl Future<Output = usize> {
        one(page)
    }
    // ANCHOR_END: block

    pub fn three(page: Page) -> impl Future<Output = usize> {
        two(page)
    }

    pub fn four(page: Page) -> impl Future<Output = usize> {
        three(page)
    }
}

// ANCHOR: wrapper
pub mod by_wrapper {
    use super::*;

    /// Awaits what it is given.
    pub async fn timed<F: Future>(future: F) -> F::Output {
        let begin = Instant::now();
        let output = future.await;
        eprintln!("{:?}", begin.elapsed());
        output
    }
    // ANCHOR_END: wrapper

    pub fn one(page: Page) -> impl Future<Output = usize> {
        as_block::one(page)
    }

    pub fn two(page: Page) -> impl Future<Output = usize> {
        timed(one(page))
    }

    pub fn three(page: Page) -> impl Future<Output = usize> {
        timed(two(page))
    }

    pub fn four(page: Page) -> impl Future<Output = usize> {
        timed(three(page))
    }
}
