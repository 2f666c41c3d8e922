//! Many events close together become one, when it has been quiet for a while.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rt_time::{block_on, sleep, sleep_until, spawn};

const QUIET: Duration = Duration::from_millis(100);
/// The pauses between the keys that somebody presses.
const PAUSES: [u64; 6] = [0, 30, 30, 300, 30, 30];

fn main() {
    for time in block_on(type_and_save()) {
        println!("saved at {} ms", time.as_millis());
    }
}

/// When the file was saved.
async fn type_and_save() -> Vec<Duration> {
    let begin = Instant::now();
    let keys = Rc::new(RefCell::new(Debounce::new(QUIET)));
    let typist = Rc::clone(&keys);
    drop(spawn(async move {
        for pause in PAUSES {
            sleep(Duration::from_millis(pause)).await;
            typist.borrow_mut().event(Instant::now());
        }
    }));
    let mut saved = Vec::new();
    // The typist has the other `Rc`, and drops it at the end.
    while Rc::strong_count(&keys) > 1 || keys.borrow().due().is_some() {
        // Nothing happened yet: look again when it could be quiet at the
        // earliest.
        let due = keys.borrow().due();
        sleep_until(due.unwrap_or_else(|| Instant::now() + QUIET)).await;
        if keys.borrow_mut().is_quiet(Instant::now()) {
            saved.push(begin.elapsed());
        }
    }
    saved
}

/// Tells once that it has been quiet after some events. It has no clock: the
/// time is passed in.
#[derive(Debug)]
pub struct Debounce {
    quiet: Duration,
    due: Option<Instant>,
}

impl Debounce {
    /// So long must it be quiet.
    pub fn new(quiet: Duration) -> Self {
        Debounce { quiet, due: None }
    }

    /// Something happens.
    pub fn event(&mut self, now: Instant) {
        self.due = Some(now + self.quiet);
    }

    /// Whether it has been quiet for long enough. It is said once only.
    pub fn is_quiet(&mut self, now: Instant) -> bool {
        self.due.take_if(|due| *due <= now).is_some()
    }

    /// When to ask next; `None`: after the next event.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn each_event_begins_the_quiet_anew() {
        let begin = Instant::now();
        let mut keys = Debounce::new(100 * MS);
        assert_eq!(keys.due(), None);
        assert!(!keys.is_quiet(begin + 500 * MS));
        keys.event(begin);
        keys.event(begin + 60 * MS);
        assert_eq!(keys.due(), Some(begin + 160 * MS));
        assert!(!keys.is_quiet(begin + 159 * MS));
        assert!(keys.is_quiet(begin + 160 * MS));
    }

    #[test]
    fn it_is_said_once() {
        let begin = Instant::now();
        let mut keys = Debounce::new(100 * MS);
        keys.event(begin);
        assert!(keys.is_quiet(begin + 100 * MS));
        assert!(!keys.is_quiet(begin + 200 * MS));
        keys.event(begin + 300 * MS);
        assert!(keys.is_quiet(begin + 400 * MS));
    }

    #[test]
    fn the_file_is_saved_after_the_last_key() {
        let saved =
            within(Duration::from_secs(20), || block_on(type_and_save()));
        let typed = Duration::from_millis(PAUSES.iter().sum());
        assert!(*saved.last().unwrap() >= typed + QUIET);
        assert!(saved.len() < PAUSES.len());
    }
}
