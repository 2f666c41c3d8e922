//! All outputs, or the first error.

use crate::WokenSet;

// ANCHOR: try-join
/// Waits for all of these futures, or for the first one that fails.
pub async fn try_join_all<T, E>(
    futures: impl IntoIterator<Item = impl Future<Output = Result<T, E>>>,
) -> Result<Vec<T>, E> {
    let mut set = WokenSet::new();
    let mut outputs = Vec::new();
    for (number, future) in futures.into_iter().enumerate() {
        set.push(async move { (number, future.await) });
        outputs.push(None);
    }
    while let Some((number, result)) = set.next().await {
        // An error leaves here, and drops the set with all that are in it.
        outputs[number] = Some(result?);
    }
    Ok(outputs.into_iter().flatten().collect())
}
// ANCHOR_END: try-join
