//! The switch for x86-64, as the System V calling convention wants it: Linux, macOS, the BSDs.

#![expect(unsafe_code, reason = "registers are beneath what Rust can check")]

use std::arch::naked_asm;
use std::cell::Cell;

use super::Entry;

// ANCHOR: switch
/// Leaves the stack that is in use, and goes on with the one in `other`, which
/// then holds the stack that was left.
///
/// # Safety
/// `other` holds what a switch has left there, or what `prepare` returned.
#[unsafe(naked)]
pub unsafe extern "C" fn switch(other: &Cell<*mut usize>) {
    naked_asm!(
        "push rbp", // the six registers that a function must leave as they were
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "mov rax, [rdi]", // the other side's stack pointer
        "mov [rdi], rsp", // ours takes its place
        "mov rsp, rax",   // from here on, the other stack is in use
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret", // to where that side called `switch`
    )
}
// ANCHOR_END: switch

// ANCHOR: prepare
/// What a switch would have left, had the new stack called one before `entry`.
///
/// # Safety
/// `top` is the end of a stack with room for seven words; a multiple of 16.
pub unsafe fn prepare(
    top: *mut usize,
    entry: Entry,
    data: *const (),
) -> *mut usize {
    let begin = begin as *const () as usize;
    let saved = [0, 0, 0, entry as usize, data as usize, 0, begin];
    // SAFETY: the words lie within the stack, by the caller's promise.
    unsafe {
        let place = top.sub(saved.len());
        place.cast::<[usize; 7]>().write(saved);
        place
    }
}

/// Where the first `ret` on a new stack leads: calls r12 with rbx.
#[unsafe(naked)]
unsafe extern "C" fn begin() {
    naked_asm!(
        "mov rdi, rbx", // the first argument
        "call r12",
        "ud2", // `entry` does not return
    )
}
// ANCHOR_END: prepare
