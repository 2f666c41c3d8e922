//! Done, or not yet.

use std::task::Poll;

// ANCHOR: progress
/// What a step of a machine says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<T> {
    /// It is over, and this has come of it.
    Done(T),
    /// It can't go on now. Step it again when something has happened.
    NotYet,
}
// ANCHOR_END: progress

// ANCHOR: poll
impl<T> From<Progress<T>> for Poll<T> {
    fn from(progress: Progress<T>) -> Poll<T> {
        match progress {
            Progress::Done(value) => Poll::Ready(value),
            Progress::NotYet => Poll::Pending,
        }
    }
}
// ANCHOR_END: poll
