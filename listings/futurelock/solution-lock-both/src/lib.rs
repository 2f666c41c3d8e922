//! Two locks, always taken in the same order.

use std::ptr;

use tiny_rt::{Mutex, MutexGuard};

/// Waits for both, whichever is named first: the one with the lower address is
/// taken first. They are returned in the order in which they were named.
///
/// # Panics
///
/// If they are the same: it would wait for itself.
pub async fn lock_both<'a, A, B>(
    left: &'a Mutex<A>,
    right: &'a Mutex<B>,
) -> (MutexGuard<'a, A>, MutexGuard<'a, B>) {
    // As long as both are borrowed, neither moves: the order stays.
    let [first, second] =
        [ptr::from_ref(left).addr(), ptr::from_ref(right).addr()];
    assert_ne!(first, second, "a mutex can't be locked twice");
    if first < second {
        let left = left.lock().await;
        (left, right.lock().await)
    } else {
        let right = right.lock().await;
        (left.lock().await, right)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::time::Duration;

    use time_limit::within;
    use tiny_rt::{block_on, spawn, timeout, yield_now};

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn two_tasks_in_two_orders_get_on() {
        within(LIMIT, || {
            block_on(async {
                let [pen, ink] = [(); 2].map(|()| Rc::new(Mutex::new(0)));
                let tasks = [(&pen, &ink), (&ink, &pen)].map(|(one, two)| {
                    let (one, two) = (Rc::clone(one), Rc::clone(two));
                    spawn(async move {
                        for _ in 0..10 {
                            let (mut one, mut two) =
                                lock_both(&one, &two).await;
                            yield_now().await;
                            *one += 1;
                            *two += 1;
                        }
                    })
                });
                for task in tasks {
                    task.await.unwrap();
                }
                assert_eq!([*pen.lock().await, *ink.lock().await], [20, 20]);
            });
        });
    }

    #[test]
    fn one_lock_is_held_while_the_other_one_is_waited_for() {
        within(LIMIT, || {
            block_on(async {
                let locks = [Mutex::new("left"), Mutex::new("right")];
                // The first of an array has the lower address.
                let held = locks[1].lock().await;
                for (left, right) in [(0, 1), (1, 0)] {
                    let both = lock_both(&locks[left], &locks[right]);
                    let mut both = std::pin::pin!(both);
                    let wait = timeout(Duration::from_millis(2), &mut both);
                    assert!(wait.await.is_err());
                    assert!(locks[0].try_lock().is_none());
                }
                drop(held);
                let (right, left) = lock_both(&locks[1], &locks[0]).await;
                assert_eq!((*left, *right), ("left", "right"));
            });
        });
    }

    #[test]
    #[should_panic(expected = "a mutex can't be locked twice")]
    fn one_lock_twice_is_a_mistake() {
        let lock = Mutex::new(());
        block_on(async { drop(lock_both(&lock, &lock).await) });
    }
}
