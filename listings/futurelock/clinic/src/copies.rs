//! Many verses to copy; the first one is announced.

use std::time::Duration;

use tiny_rt::{Mutex, race, sleep};

// ANCHOR: copies
/// Writes all verses on the page, and, as soon as there is one, that there is
/// one.
pub async fn copies(verses: &[&str]) -> Vec<String> {
    let page = Mutex::new(Vec::new());
    let copies = verses.iter().enumerate();
    let mut copies: Vec<_> =
        copies.map(|(at, verse)| Box::pin(copy(&page, at, verse))).collect();
    let first = race(copies.iter_mut()).await;
    page.lock().await.push("the first is done".to_owned());
    for (at, copy) in copies.into_iter().enumerate() {
        if at != first {
            copy.await;
        }
    }
    page.lock().await.clone()
}

/// Takes its time to write a verse; returns which one it was.
async fn copy(page: &Mutex<Vec<String>>, at: usize, verse: &str) -> usize {
    let mut page = page.lock().await;
    sleep(Duration::from_millis(2)).await;
    page.push(verse.to_owned());
    at
}
// ANCHOR_END: copies
