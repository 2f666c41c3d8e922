//! Three futures that could not change threads, and how each was mended.

use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use tokio::task::yield_now;

/// It kept the guard of a lock across the `.await`. Now the guard ends before
/// it: nobody should wait for a lock whose owner waits for something else.
pub async fn count(counter: &Mutex<u32>) -> u32 {
    let count = {
        let mut counter =
            counter.lock().unwrap_or_else(PoisonError::into_inner);
        *counter += 1;
        *counter
    };
    yield_now().await;
    count
}

/// It kept an `Rc` across the `.await`, for its length alone. Now it keeps the
/// length.
pub async fn length(poem: &str) -> usize {
    let length = {
        let lines: Rc<[&str]> = poem.lines().collect();
        lines.len()
    };
    yield_now().await;
    length
}

/// It took a `Box<dyn Fn() -> String>`, which may hold anything. Now its
/// caller promises what it holds.
pub async fn told(tell: Box<dyn Fn() -> String + Send>) -> String {
    yield_now().await;
    tell()
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Builder;

    use super::*;

    fn sent<F: Future + Send>(future: F) -> F::Output {
        let runtime = Builder::new_current_thread().build().unwrap();
        runtime.block_on(future)
    }

    #[test]
    fn all_can_be_sent_and_say_what_they_said() {
        let counter = Mutex::new(6);
        assert_eq!(sent(count(&counter)), 7);
        assert_eq!(*counter.lock().unwrap(), 7);
        assert_eq!(sent(length("a\nb\nc")), 3);
        assert_eq!(sent(told(Box::new(|| "a rose".into()))), "a rose");
    }
}
