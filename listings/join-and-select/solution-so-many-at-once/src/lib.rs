//! All of many futures, and only so many of them under way.

use std::num::NonZeroUsize;

use woken_set::WokenSet;

/// Waits for all of them. One that is not under way has not been taken out of
/// the iterator. The outputs are in the order of the futures.
pub async fn so_many_at_once<F: Future>(
    limit: NonZeroUsize,
    futures: impl IntoIterator<Item = F>,
) -> Vec<F::Output> {
    let mut waiting = futures.into_iter().enumerate();
    let mut running = WokenSet::new();
    let mut outputs = Vec::new();
    loop {
        while running.len() < limit.get() {
            let Some((number, future)) = waiting.next() else { break };
            running.push(async move { (number, future.await) });
            outputs.push(None);
        }
        match running.next().await {
            Some((number, output)) => outputs[number] = Some(output),
            None => return outputs.into_iter().flatten().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use rt_select::{block_on, sleep};
    use time_limit::within;

    use super::*;

    #[test]
    fn so_many_and_no_more_are_under_way() {
        within(Duration::from_secs(20), || {
            for limit in 1..5 {
                let (now, most) = (Cell::new(0), Cell::new(0));
                let naps = (0..10_u64).map(|number| {
                    let (now, most) = (&now, &most);
                    async move {
                        now.set(now.get() + 1);
                        most.set(most.get().max(now.get()));
                        sleep(Duration::from_millis(10 - number)).await;
                        now.set(now.get() - 1);
                        number
                    }
                });
                let limit = NonZeroUsize::new(limit).unwrap();
                let outputs = block_on(so_many_at_once(limit, naps));
                assert!(outputs.into_iter().eq(0..10));
                assert_eq!(most.get(), limit.get());
            }
        });
    }

    #[test]
    fn of_none_there_are_no_outputs() {
        let none: [std::future::Ready<()>; 0] = [];
        let all = so_many_at_once(NonZeroUsize::MIN, none);
        assert_eq!(block_on(all), []);
    }
}
