//! Coroutines with stacks of their own, for 64-bit Intel and ARM processors on Linux and macOS:
//! for reading, not for shipping.
//!
//! Begin with [`Coroutine::new`] and [`Coroutine::resume`]. Elsewhere, `new` returns an error.

mod coroutine;

#[cfg(all(unix, any(target_arch = "aarch64", target_arch = "x86_64")))]
mod stack;
#[cfg(all(unix, target_arch = "aarch64"))]
#[path = "aarch64.rs"]
mod switch;
#[cfg(all(unix, target_arch = "x86_64"))]
#[path = "x86_64.rs"]
mod switch;

#[cfg(not(all(unix, any(target_arch = "aarch64", target_arch = "x86_64"))))]
mod unsupported;
#[cfg(not(all(
    unix,
    any(target_arch = "aarch64", target_arch = "x86_64")
)))]
use unsupported::{self as stack, self as switch};

pub use coroutine::{Coroutine, Pause};

/// The bytes of a stack that has room for what the book's programs call, the standard library
/// included.
pub const STACK: usize = 64 << 10;

/// The first function on a new stack. It has nobody to return to.
type Entry = unsafe extern "C" fn(*const ()) -> !;

#[cfg(test)]
mod tests;
