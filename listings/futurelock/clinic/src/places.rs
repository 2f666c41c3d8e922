//! Two fetches, and one place for a connection.

use std::pin::pin;
use std::time::Duration;

use tiny_rt::{Either, Semaphore, select, sleep};

// ANCHOR: places
/// Fetches the long poem, and if that does not come soon, the short one, too.
pub async fn places() -> Vec<&'static str> {
    let place = Semaphore::named("the only place", 1);
    let mut long = pin!(fetch(&place, "long", 50));
    match select(&mut long, sleep(Duration::from_millis(5))).await {
        Either::Left(long) => vec![long],
        Either::Right(()) => {
            let short = fetch(&place, "short", 1).await;
            vec![short, long.await]
        }
    }
}

async fn fetch(
    place: &Semaphore,
    poem: &'static str,
    milliseconds: u64,
) -> &'static str {
    let _place = place.acquire().await;
    sleep(Duration::from_millis(milliseconds)).await;
    poem
}
// ANCHOR_END: places
