//! A machine that points into itself.

use std::ptr;

// The fields lie in this order, as in the figure.
#[repr(C)]
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
}
// ANCHOR_END: machine

impl Machine {
    /// Where the line lies.
    pub fn place(&self) -> *const u8 {
        self.line.as_ptr()
    }

    /// Where the pointer leads.
    pub fn target(&self) -> *const u8 {
        self.last_word
    }

    /// Which byte of the other machine's line the pointer leads to, if it
    /// leads there.
    pub fn points_into(&self, other: &Machine) -> Option<usize> {
        let byte = self.last_word.addr().checked_sub(other.place().addr())?;
        (byte < other.line.len()).then_some(byte)
    }
}
