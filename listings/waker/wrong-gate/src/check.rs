//! What the gate has to do, before it is mended and after.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

type Boxed = Pin<Box<dyn Future<Output = ()>>>;

/// Three wait, each as a task of its own. One is polled more often and by
/// another executor in the end, and one loses patience.
pub(crate) fn everybody_comes_in(entry: impl Fn() -> Boxed, open: impl Fn()) {
    let [mut ant, mut bee, mut cat] = [entry(), entry(), entry()];
    let bells = [(); 4].map(|()| Arc::new(Bell::default()));
    let [for_ant, for_bee, old_bee, for_cat] = &bells;
    assert!(poll(&mut ant, for_ant).is_pending());
    for _ in 0..10 {
        assert!(poll(&mut bee, old_bee).is_pending());
    }
    assert!(poll(&mut bee, for_bee).is_pending());
    assert!(poll(&mut cat, for_cat).is_pending());
    drop(cat);
    // Our handle, and the waker's: no more are kept than are needed.
    let kept = bells.each_ref().map(Arc::strong_count);
    assert_eq!(kept, [2, 2, 1, 1], "the last waker of each that waits");

    open();
    let woken = bells.each_ref().map(|bell| bell.0.load(Ordering::Relaxed));
    assert_eq!(woken, [1, 1, 0, 0]);
    assert!(poll(&mut ant, for_ant).is_ready());
    assert!(poll(&mut bee, for_bee).is_ready());
    assert!(poll(&mut entry(), for_cat).is_ready());
    let kept = bells.each_ref().map(Arc::strong_count);
    assert_eq!(kept, [1; 4], "nobody waits any more");
}

fn poll(entry: &mut Boxed, bell: &Arc<Bell>) -> Poll<()> {
    let waker = Waker::from(Arc::clone(bell));
    entry.as_mut().poll(&mut Context::from_waker(&waker))
}

/// Counts its wakes.
#[derive(Default)]
struct Bell(AtomicUsize);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
