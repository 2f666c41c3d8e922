//! Systems for which nobody has written a switch: no coroutine can be made, so none is resumed.

#![expect(unsafe_code, reason = "as the real ones have")]

use std::cell::Cell;
use std::convert::Infallible;
use std::io::{self, ErrorKind};

/// There is none.
#[derive(Debug)]
pub struct Stack(Infallible);

impl Stack {
    /// Refused.
    pub fn new(_bytes: usize) -> io::Result<Stack> {
        Err(ErrorKind::Unsupported.into())
    }

    /// Of no stack.
    pub fn top(&self) -> *mut usize {
        match self.0 {}
    }
}

/// Never called.
///
/// # Safety
/// None is needed.
pub unsafe extern "C" fn switch(_other: &Cell<*mut usize>) {
    unreachable!("there is no coroutine to switch to")
}

/// Never called.
///
/// # Safety
/// None is needed.
pub unsafe fn prepare(
    _top: *mut usize,
    _entry: super::Entry,
    _data: *const (),
) -> *mut usize {
    unreachable!("there is no stack to prepare")
}
