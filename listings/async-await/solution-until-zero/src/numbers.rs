//! Numbers that come in their own time.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::Poll;

/// `None` stands for a time in which none has come.
#[derive(Debug, Clone)]
pub struct Numbers(VecDeque<Option<u32>>);

impl FromIterator<Option<u32>> for Numbers {
    fn from_iter<I: IntoIterator<Item = Option<u32>>>(moments: I) -> Numbers {
        Numbers(moments.into_iter().collect())
    }
}

impl Numbers {
    pub fn moments(&self) -> usize {
        self.0.len()
    }

    /// The next number, if it has come.
    pub fn ask(&mut self) -> Poll<u32> {
        self.0.pop_front().flatten().map_or(Poll::Pending, Poll::Ready)
    }

    /// A future of the next number.
    pub fn next(&mut self) -> impl Future<Output = u32> {
        poll_fn(|_| self.ask())
    }
}
