//! Loom's types, by the names that the runtime has for std's.

use std::io;
pub(crate) use std::sync::PoisonError;

use loom::sync::Condvar;
pub(crate) use loom::sync::atomic::{AtomicBool, Ordering};
pub(crate) use loom::sync::{Mutex, MutexGuard};

/// What ends the wait of the reactor here: it stays rung until then.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    rung: Mutex<bool>,
    rings: Condvar,
}

impl Bell {
    pub(crate) fn wake(&self) -> io::Result<()> {
        *self.rung.lock().unwrap() = true;
        self.rings.notify_one();
        Ok(())
    }

    pub(crate) fn wait(&self) {
        let mut rung = self.rung.lock().unwrap();
        while !*rung {
            rung = self.rings.wait(rung).unwrap();
        }
        *rung = false;
    }
}

/// Parking as std describes it: a token for each thread. Loom's own `unpark`
/// can't be called while the thread joins another one.
pub(crate) mod thread {
    use std::sync::Arc;

    use loom::sync::{Condvar, Mutex};

    #[derive(Debug, Clone)]
    pub(crate) struct Thread(Arc<Token>);

    #[derive(Debug, Default)]
    struct Token {
        is_there: Mutex<bool>,
        comes: Condvar,
    }

    loom::thread_local! {
        static THREAD: Thread = Thread(Arc::default());
    }

    pub(crate) fn current() -> Thread {
        THREAD.with(Thread::clone)
    }

    pub(crate) fn park() {
        let Thread(token) = current();
        let mut is_there = token.is_there.lock().unwrap();
        while !*is_there {
            is_there = token.comes.wait(is_there).unwrap();
        }
        *is_there = false;
    }

    impl Thread {
        pub(crate) fn unpark(&self) {
            *self.0.is_there.lock().unwrap() = true;
            self.0.comes.notify_one();
        }
    }
}
