//! A gate for which many tasks can wait, and all come in: mended.

use std::collections::BTreeMap;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

/// A gate. Clones are the same one.
#[derive(Clone, Default)]
pub struct Gate(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    is_open: bool,
    /// The mend: a place for each who waits, by its number.
    wakers: BTreeMap<u64, Waker>,
    next: u64,
}

impl Gate {
    /// Lets everybody in, for ever.
    pub fn open(&self) {
        let mut state = self.state();
        state.is_open = true;
        let wakers = mem::take(&mut state.wakers);
        drop(state);
        wakers.into_values().for_each(Waker::wake);
    }

    /// Is ready when the gate is open.
    pub fn entry(&self) -> Entry {
        let mut state = self.state();
        let number = state.next;
        state.next += 1;
        Entry { gate: self.clone(), number }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics under this lock")
    }
}

/// Somebody who waits for a gate.
pub struct Entry {
    gate: Gate,
    number: u64,
}

impl Future for Entry {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut state = self.gate.state();
        if state.is_open {
            return Poll::Ready(());
        }
        let old = state.wakers.insert(self.number, waker);
        // A waker is somebody else's code: no lock is held while it runs.
        drop(state);
        drop(old);
        Poll::Pending
    }
}

impl Drop for Entry {
    /// Who goes away leaves no waker behind.
    fn drop(&mut self) {
        let waker = self.gate.state().wakers.remove(&self.number);
        drop(waker);
    }
}

#[cfg(test)]
#[path = "../../wrong-gate/src/check.rs"]
mod check;

#[cfg(test)]
mod tests {
    use super::Gate;

    #[test]
    fn everybody_comes_in() {
        let gate = Gate::default();
        let opened = gate.clone();
        super::check::everybody_comes_in(
            || Box::pin(gate.entry()),
            || opened.open(),
        );
    }
}
