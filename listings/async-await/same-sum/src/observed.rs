//! What the recorder is told: who asks whom, and the answer.

use std::task::Poll;

/// A number has been asked by the sum, and answers.
pub fn told(name: &str, answer: Poll<u32>) -> Poll<u32> {
    says("sum", name, "poll");
    says(name, "sum", &format!("{answer:?}"));
    answer
}

/// Somebody says something to somebody.
pub fn says(from: &str, to: &str, what: &str) {
    #[cfg(test)]
    SAID.with_borrow_mut(|said| said.push(format!("{from} to {to}: {what}")));
    trace::message(from, to, what);
}

#[cfg(test)]
thread_local! {
    /// All that was said in this thread.
    pub static SAID: std::cell::RefCell<Vec<String>> =
        const { std::cell::RefCell::new(Vec::new()) };
}
