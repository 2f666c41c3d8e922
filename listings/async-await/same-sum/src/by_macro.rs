//! The same machine, written by the macro of the chapter on coroutines.

use machine::machine;

use crate::later::Later;

// ANCHOR: macro
machine! {
    /// Adds two numbers that come late.
    pub fn Sum(first: Later, second: Later) -> u32 {
        let a: u32 = pause!(first.ask());
        let b: u32 = pause!(second.ask());
        a + b
    }
}
// ANCHOR_END: macro
