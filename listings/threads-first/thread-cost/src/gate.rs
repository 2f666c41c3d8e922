use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A place where threads wait until somebody opens it, and where one can see how many wait.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<State>,
    arrival: Condvar,
    opening: Condvar,
}

#[derive(Debug, Default)]
struct State {
    arrived: usize,
    open: bool,
}

impl Gate {
    /// Arrives, and waits until the gate is open.
    pub fn pass(&self) {
        let mut state = self.lock();
        state.arrived += 1;
        self.arrival.notify_one();
        while !state.open {
            state = self
                .opening
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until so many threads have arrived.
    pub fn wait_for(&self, count: usize) {
        let mut state = self.lock();
        while state.arrived < count {
            state = self
                .arrival
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lets everybody through, now and later.
    pub fn open(&self) {
        self.lock().open = true;
        self.opening.notify_all();
    }

    /// Neither field can be left half changed by a panic.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn nobody_passes_before_the_gate_is_open() {
        let gate = Arc::new(Gate::default());
        let passed = Arc::new(AtomicUsize::new(0));
        let threads = [(); 3].map(|()| {
            let (gate, passed) = (Arc::clone(&gate), Arc::clone(&passed));
            thread::spawn(move || {
                gate.pass();
                passed.fetch_add(1, Ordering::SeqCst);
            })
        });
        gate.wait_for(3);
        assert_eq!(gate.lock().arrived, 3);
        assert_eq!(passed.load(Ordering::SeqCst), 0);
        gate.open();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(passed.load(Ordering::SeqCst), 3);
    }
}
