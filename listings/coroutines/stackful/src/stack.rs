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

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::fs;

    use super::*;

    /// What the kernel says of the memory that begins at this address: its end, and its rights.
    fn region(begin: usize) -> (usize, String) {
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let mut lines = maps.lines().map(|line| {
            let (range, rest) = line.split_once(' ').unwrap();
            let (low, high) = range.split_once('-').unwrap();
            let [low, high] =
                [low, high].map(|it| usize::from_str_radix(it, 16).unwrap());
            (low, high, rest[..4].to_owned())
        });
        let found = lines.find(|(low, ..)| *low == begin).unwrap();
        (found.1, found.2)
    }

    #[test]
    fn below_a_stack_there_is_a_page_without_rights() {
        let page = page_size();
        for (bytes, pages) in [(0, 1), (1, 1), (page, 1), (page + 1, 2)] {
            let stack = Stack::new(bytes).unwrap();
            let guard = stack.lowest.addr();
            assert_eq!(region(guard), (guard + page, String::from("---p")));
            let (end, rights) = region(guard + page);
            assert_eq!(rights, "rw-p");
            // Another mapping with the same rights may follow at once.
            let top = guard + page + pages * page;
            assert!(end >= top, "{bytes} bytes");
            assert_eq!(stack.top().addr(), top);
        }
    }

    /// Linux allows 65,530 regions by default, and a stack is two of them.
    #[test]
    fn stacks_are_given_back() {
        for _ in 0..33_000 {
            Stack::new(1).unwrap();
        }
    }
}
