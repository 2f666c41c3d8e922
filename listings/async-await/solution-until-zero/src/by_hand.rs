//! The machine by hand. One await in a loop is one state.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::numbers::Numbers;

/// The await borrows `numbers`. Here it is the question that is asked anew in
/// each poll, so that nothing in the machine points into it.
#[derive(Debug)]
pub enum Total {
    Unresumed { numbers: Numbers },
    Suspend0 { numbers: Numbers, total: u32 },
    Returned,
    Panicked,
}

impl Total {
    pub fn new(numbers: Numbers) -> Total {
        Total::Unresumed { numbers }
    }
}

impl Future for Total {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        loop {
            match mem::replace(&mut *self, Total::Panicked) {
                Total::Unresumed { numbers } => {
                    *self = Total::Suspend0 { numbers, total: 0 };
                }
                Total::Suspend0 { mut numbers, total } => match numbers.ask() {
                    Poll::Pending => {
                        *self = Total::Suspend0 { numbers, total };
                        return Poll::Pending;
                    }
                    Poll::Ready(0) => {
                        *self = Total::Returned;
                        return Poll::Ready(total);
                    }
                    Poll::Ready(number) => {
                        let total = total + number;
                        *self = Total::Suspend0 { numbers, total };
                    }
                },
                Total::Returned => {
                    *self = Total::Returned;
                    panic!("`async fn` resumed after completion");
                }
                Total::Panicked => panic!("`async fn` resumed after panicking"),
            }
        }
    }
}
