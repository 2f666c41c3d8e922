//! Attempts that begin one after the other, until one succeeds.
//!
//! With `TcpStream::connect` as the attempt and 250 ms as the pause, this is
//! how a browser connects to a name that has several addresses.

use std::future::pending;
use std::time::Duration;

use rt_select::{Either, select, sleep};
use woken_set::WokenSet;

/// Begins the next attempt when the pause is over or an attempt has failed.
/// Returns the first success, or the last error; `None` without attempts.
pub async fn staggered<T, E, F>(
    attempts: impl IntoIterator<Item = F>,
    pause: Duration,
) -> Option<Result<T, E>>
where
    F: Future<Output = Result<T, E>>,
{
    let mut waiting = attempts.into_iter();
    let mut running = WokenSet::new();
    let mut failed = None;
    loop {
        let next = waiting.next();
        let begun = next.is_some();
        next.into_iter().for_each(|attempt| running.push(attempt));
        let over = async {
            match begun {
                true => sleep(pause).await,
                // All attempts are under way.
                false => pending().await,
            }
        };
        match select(running.next(), over).await {
            Either::Left(Some(Ok(value))) => return Some(Ok(value)),
            Either::Left(Some(error)) => failed = Some(error),
            Either::Left(None) => return failed,
            Either::Right(()) => {}
        }
    }
}

#[cfg(test)]
mod tests;
