//! The sum whose machine the compiler writes.

use crate::later::Later;

// ANCHOR: sum
pub async fn sum(first: Later, second: Later) -> u32 {
    let a = first.await;
    let b = second.await;
    a + b
}
// ANCHOR_END: sum
