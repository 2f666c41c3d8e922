//! Memory for a stack, from the kernel.

#![expect(
    unsafe_code,
    reason = "the kernel gives addresses, and not references"
)]

use std::ffi::c_void;
use std::io;
use std::ptr;

use rustix::mm::{MapFlags, MprotectFlags, ProtFlags};
use rustix::mm::{mmap_anonymous, mprotect, munmap};
use rustix::param::page_size;

// ANCHOR: stack
/// A stack, and below it a page that nobody may touch. Stacks grow downwards.
#[derive(Debug)]
pub struct Stack {
    lowest: *mut c_void,
    length: usize,
}

impl Stack {
    /// A stack of at least so many bytes: whole pages, and one at least.
    pub fn new(bytes: usize) -> io::Result<Stack> {
        let page = page_size();
        let pages = bytes.div_ceil(page).max(1);
        let length = pages.saturating_add(1).saturating_mul(page);
        let rights = ProtFlags::READ | ProtFlags::WRITE;
        let flags = MapFlags::PRIVATE;
        // SAFETY: the kernel chooses an address where nothing is. The guard
        // page is part of what it has just given us.
        unsafe {
            let lowest =
                mmap_anonymous(ptr::null_mut(), length, rights, flags)?;
            let stack = Stack { lowest, length };
            mprotect(lowest, page, MprotectFlags::empty())?;
            Ok(stack)
        }
    }
    // ANCHOR_END: stack

    /// The address behind the stack: where it begins to grow. A multiple of 16, as it is one of
    /// the page size.
    pub fn top(&self) -> *mut usize {
        self.lowest.wrapping_byte_add(self.length).cast()
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // SAFETY: these are the pages that `new` got, and nobody is on this stack: its owner says
        // so by dropping it.
        let unmapped = unsafe { munmap(self.lowest, self.length) };
        debug_assert!(unmapped.is_ok(), "whole pages of our own");
    }
}
