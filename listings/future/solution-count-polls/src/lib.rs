//! A future that counts its polls.

use std::pin::Pin;
use std::task::{Context, Poll};

/// The same future. Its output comes with the number of polls that it took.
pub fn counted<F: Future>(future: F) -> Counted<F> {
    Counted { future: Box::pin(future), polls: 0 }
}

/// What [`counted`] returns.
#[derive(Debug)]
pub struct Counted<F> {
    future: Pin<Box<F>>,
    polls: u64,
}

impl<F: Future> Future for Counted<F> {
    type Output = (F::Output, u64);

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        let polls = self.polls;
        self.future.as_mut().poll(cx).map(|output| (output, polls))
    }
}

/// Pending so often, and then ready.
#[derive(Debug)]
pub struct Pauses(pub u64);

impl Future for Pauses {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match self.0 {
            0 => Poll::Ready(()),
            left => {
                self.0 = left - 1;
                Poll::Pending
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rt_spin::{block_on, join};

    use super::*;

    #[test]
    fn the_last_poll_counts_too() {
        assert_eq!(block_on(counted(Pauses(0))), ((), 1));
        assert_eq!(block_on(counted(Pauses(7))), ((), 8));
    }

    #[test]
    fn a_join_is_polled_as_often_as_its_slower_side() {
        for (left, right) in [(0, 0), (1, 2), (2, 1), (3, 3)] {
            let both = join(counted(Pauses(left)), counted(Pauses(right)));
            let (outputs, polls) = block_on(counted(both));
            assert_eq!(outputs, (((), left + 1), ((), right + 1)));
            assert_eq!(polls, left.max(right) + 1);
        }
    }

    #[test]
    fn what_is_awaited_in_turn_is_polled_in_turn() {
        let all = async {
            let first = counted(Pauses(3)).await.1;
            let second = counted(Pauses(5)).await.1;
            [first, second]
        };
        // One poll sees the end of the first and the beginning of the second.
        assert_eq!(block_on(counted(all)), ([4, 6], 9));
    }
}
