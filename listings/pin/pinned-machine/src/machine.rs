//! A machine that points into itself, and must be pinned before.

use std::marker::PhantomPinned;
use std::pin::Pin;
use std::{ptr, slice};

// ANCHOR: machine
/// A line of a poem, and from the first step on a pointer to its last word.
pub struct Machine {
    line: [u8; 24],
    last_word: *const u8,
    _stays: PhantomPinned,
}

impl Machine {
    pub fn new(line: [u8; 24]) -> Machine {
        Machine { line, last_word: ptr::null(), _stays: PhantomPinned }
    }

    #[expect(unsafe_code, reason = "a pinned machine is changed")]
    pub fn step(self: Pin<&mut Self>) {
        // SAFETY: nothing is moved out of the machine.
        let machine = unsafe { self.get_unchecked_mut() };
        machine.last_word = machine.line[20..].as_ptr();
    }

    /// The last word. There must have been a step.
    #[expect(unsafe_code, reason = "a pointer is read")]
    pub fn finish(self: Pin<&mut Self>) -> &[u8] {
        assert!(!self.last_word.is_null(), "a step comes before the end");
        let machine = self.into_ref().get_ref();
        // SAFETY: `step` made this pointer when the machine was pinned. It has
        // not moved since, and it is not dropped: `machine` borrows it. Nobody
        // changes a line.
        unsafe { slice::from_raw_parts(machine.last_word, 4) }
    }
}
// ANCHOR_END: machine
