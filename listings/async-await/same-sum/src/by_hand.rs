//! The same machine, written by hand. The names of the states are those of
//! the compiler.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::later::Later;

// ANCHOR: states
#[derive(Debug)]
pub enum Sum {
    Unresumed { first: Later, second: Later },
    Suspend0 { awaitee: Later, second: Later },
    Suspend1 { a: u32, awaitee: Later },
    Returned,
    Panicked,
}
// ANCHOR_END: states

impl Future for Sum {
    type Output = u32;

    // ANCHOR: poll
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            // If a panic leaves this function, the machine is left like that.
            match mem::replace(&mut *self, Sum::Panicked) {
                Sum::Unresumed { first, second } => {
                    *self = Sum::Suspend0 { awaitee: first, second };
                }
                Sum::Suspend0 { mut awaitee, second } => {
                    let Poll::Ready(a) = Pin::new(&mut awaitee).poll(cx) else {
                        *self = Sum::Suspend0 { awaitee, second };
                        return Poll::Pending;
                    };
                    *self = Sum::Suspend1 { a, awaitee: second };
                }
                Sum::Suspend1 { a, mut awaitee } => {
                    let Poll::Ready(b) = Pin::new(&mut awaitee).poll(cx) else {
                        *self = Sum::Suspend1 { a, awaitee };
                        return Poll::Pending;
                    };
                    let sum = a + b;
                    *self = Sum::Returned;
                    return Poll::Ready(sum);
                }
                Sum::Returned => {
                    *self = Sum::Returned;
                    panic!("`async fn` resumed after completion");
                }
                Sum::Panicked => panic!("`async fn` resumed after panicking"),
            }
        }
    }
    // ANCHOR_END: poll
}
