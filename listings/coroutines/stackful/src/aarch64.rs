//! The switch for 64-bit ARM, as AAPCS64 wants it: Linux, macOS.

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
        "sub sp, sp, #160",
        "stp x19, x20, [sp]", // two registers at a time
        "stp x21, x22, [sp, #16]",
        "stp x23, x24, [sp, #32]",
        "stp x25, x26, [sp, #48]",
        "stp x27, x28, [sp, #64]",
        "stp x29, x30, [sp, #80]", // frame pointer, return address
        "stp d8, d9, [sp, #96]",   // the lower halves of v8 to v15
        "stp d10, d11, [sp, #112]",
        "stp d12, d13, [sp, #128]",
        "stp d14, d15, [sp, #144]",
        "ldr x9, [x0]", // the other side's stack pointer
        "mov x10, sp",
        "str x10, [x0]", // ours takes its place
        "mov sp, x9",    // from here on, the other stack is in use
        "ldp x19, x20, [sp]",
        "ldp x21, x22, [sp, #16]",
        "ldp x23, x24, [sp, #32]",
        "ldp x25, x26, [sp, #48]",
        "ldp x27, x28, [sp, #64]",
        "ldp x29, x30, [sp, #80]",
        "ldp d8, d9, [sp, #96]",
        "ldp d10, d11, [sp, #112]",
        "ldp d12, d13, [sp, #128]",
        "ldp d14, d15, [sp, #144]",
        "add sp, sp, #160",
        "ret", // to x30: where that side called `switch`
    )
}
// ANCHOR_END: switch

/// What a switch would have left, had the new stack called one before `entry`.
///
/// # Safety
/// `top` is the end of a stack with room for twenty words; a multiple of 16.
pub unsafe fn prepare(
    top: *mut usize,
    entry: Entry,
    data: *const (),
) -> *mut usize {
    let mut saved = [0; 20];
    saved[0] = entry as usize; // x19
    saved[1] = data as usize; // x20
    saved[11] = begin as *const () as usize; // x30
    // SAFETY: the words lie within the stack, by the caller's promise.
    unsafe {
        let place = top.sub(saved.len());
        place.cast::<[usize; 20]>().write(saved);
        place
    }
}

/// Where the first `ret` on a new stack leads: calls x19 with x20.
#[unsafe(naked)]
unsafe extern "C" fn begin() {
    naked_asm!(
        "mov x0, x20", // the first argument
        "blr x19",
        "brk #1", // `entry` does not return
    )
}
