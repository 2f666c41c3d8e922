//! A machine that points into itself, and reads where it points.

use std::{ptr, slice};

// ANCHOR: machine
/// A line of a poem, and from the first step on a pointer to its last word.
pub struct Machine {
    line: [u8; 24],
    last_word: *const u8,
}

impl Machine {
    pub fn new(line: [u8; 24]) -> Machine {
        Machine { line, last_word: ptr::null() }
    }

    pub fn step(&mut self) {
        self.last_word = self.line[20..].as_ptr();
    }

    /// The last word. There must have been a step.
    pub fn finish(&self) -> &[u8] {
        // Wrong, as the chapter shows: who says that the line is still there?
        #[expect(unsafe_code, reason = "a pointer is read")]
        unsafe {
            slice::from_raw_parts(self.last_word, 4)
        }
    }
}
// ANCHOR_END: machine
