//! Who has been woken, told by any thread.

use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Wake, Waker};

use rt_reactor::observed::Lane;

/// Who has been woken, and the waker of whoever polls them.
#[derive(Debug, Default)]
pub(crate) struct Woken {
    state: Mutex<(Vec<usize>, Option<Waker>)>,
}

/// Wakes one member.
#[derive(Debug)]
pub(crate) struct Bell {
    number: usize,
    woken: Arc<Woken>,
    /// Whether it has rung since the last poll began.
    rung: AtomicBool,
    pub(crate) lane: Lane,
}

// ANCHOR: bell
impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.lane.woken();
        self.ring();
    }
}

impl Bell {
    /// Puts the member on the list, once, and wakes whoever polls the list.
    pub(crate) fn ring(&self) {
        if !self.rung.swap(true, Ordering::AcqRel) {
            self.woken.add(self.number).into_iter().for_each(Waker::wake);
        }
    }

    /// The member is polled now.
    pub(crate) fn is_answered(&self) {
        // Not a store: what was written before the wake can be read now.
        self.rung.swap(false, Ordering::AcqRel);
    }
}
// ANCHOR_END: bell

impl Bell {
    pub(crate) fn new(
        name: &str,
        number: usize,
        woken: &Arc<Woken>,
    ) -> Arc<Bell> {
        Arc::new(Bell {
            number,
            woken: Arc::clone(woken),
            rung: AtomicBool::new(false),
            lane: Lane::begin(name),
        })
    }
}

impl Woken {
    /// Adds a member. The waker is returned, to be used without the lock.
    fn add(&self, number: usize) -> Option<Waker> {
        let mut state = self.state.lock().expect("nothing panics under it");
        state.0.push(number);
        state.1.take()
    }

    /// Those that have been woken since the last time. The next one wakes by
    /// this waker.
    pub(crate) fn take(&self, waker: &Waker) -> Vec<usize> {
        let waker = waker.clone();
        let mut state = self.state.lock().expect("nothing panics under it");
        let (numbers, old) = (mem::take(&mut state.0), state.1.replace(waker));
        drop(state);
        drop(old);
        numbers
    }
}
