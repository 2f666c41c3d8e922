//! A function that can pause, and the two sides of a switch.

#![expect(
    unsafe_code,
    reason = "whoever switches stacks must know what is on them"
)]

use std::cell::Cell;
use std::fmt;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process;
use std::rc::Rc;
use std::task::Poll;
use std::thread;

use crate::stack::Stack;
use crate::switch::{prepare, switch};

type Body<'a, T> = Box<dyn FnOnce(&Pause) -> T + 'a>;

// ANCHOR: types
/// A function with a stack of its own. It runs while somebody is in `resume`.
pub struct Coroutine<'a, T> {
    link: Rc<Link<'a, T>>,
    stack: Stack,
}

/// What both sides of the switch can reach.
struct Link<'a, T> {
    /// The function, until it begins.
    body: Cell<Option<Body<'a, T>>>,
    pause: Pause,
    /// What it has returned, or the panic that ended it.
    end: Cell<Option<thread::Result<T>>>,
    is_over: Cell<bool>,
}

/// By this, the code inside a coroutine pauses it.
#[derive(Debug)]
pub struct Pause {
    /// The stack pointer of the side that does not run.
    other: Cell<*mut usize>,
    is_dropped: Cell<bool>,
}
// ANCHOR_END: types

/// The payload of the panic that unwinds a coroutine when it is dropped.
struct Dropped;

impl<'a, T> Coroutine<'a, T> {
    /// A coroutine that will run `body`, on a stack of so many bytes.
    ///
    /// # Errors
    /// When the kernel gives no stack; on other systems, always.
    pub fn new(
        bytes: usize,
        body: impl FnOnce(&Pause) -> T + 'a,
    ) -> io::Result<Self> {
        let stack = Stack::new(bytes)?;
        let link = Rc::new(Link {
            body: Cell::new(Some(Box::new(body))),
            pause: Pause {
                other: Cell::new(stack.top()),
                is_dropped: Cell::new(false),
            },
            end: Cell::new(None),
            is_over: Cell::new(false),
        });
        // SAFETY: the stack is new, and has a page at least.
        let ready = unsafe {
            prepare(stack.top(), enter::<T>, Rc::as_ptr(&link).cast())
        };
        link.pause.other.set(ready);
        Ok(Coroutine { link, stack })
    }

    // ANCHOR: resume
    /// Lets it go on until it pauses or ends. A panic inside goes on here.
    ///
    /// # Panics
    /// If it has ended.
    pub fn resume(&mut self) -> Poll<T> {
        assert!(!self.link.is_over.get(), "this coroutine has ended");
        // SAFETY: it has not ended, so its side was left by a switch or comes
        // from `prepare`. Its stack lives as long as `self`.
        unsafe { switch(&self.link.pause.other) };
        match self.link.end.take() {
            None => Poll::Pending,
            Some(Ok(value)) => Poll::Ready(value),
            Some(Err(payload)) => panic::resume_unwind(payload),
        }
    }
    // ANCHOR_END: resume
}

impl Pause {
    // ANCHOR: pause
    /// Gives the thread back to whoever called `resume`. Returns when somebody
    /// calls it again. If nobody will, it unwinds.
    pub fn pause(&self) {
        if !self.is_dropped.get() {
            // SAFETY: only the body can reach `self`, and code that it calls,
            // so we are on the stack of the coroutine, or on one that was
            // resumed from there. The other side is in `resume`, or in `drop`.
            unsafe { switch(&self.other) };
        }
        if self.is_dropped.get() {
            panic::resume_unwind(Box::new(Dropped));
        }
    }
    // ANCHOR_END: pause
}

// ANCHOR: enter
/// The first function on the new stack.
///
/// # Safety
/// `link` points to a `Link<T>` that lives until the last switch.
unsafe extern "C" fn enter<T>(link: *const ()) -> ! {
    // SAFETY: by the caller's promise.
    let link = unsafe { &*link.cast::<Link<'_, T>>() };
    let body = link.body.take().expect("a coroutine begins once");
    // No panic may leave this function: there is no caller to go to.
    let end = panic::catch_unwind(AssertUnwindSafe(|| body(&link.pause)));
    link.end.set(Some(end));
    link.is_over.set(true);
    // SAFETY: somebody is in `resume` or `drop`, or we would not run.
    unsafe { switch(&link.pause.other) };
    process::abort() // Nobody resumes a coroutine that is over.
}
// ANCHOR_END: enter

impl<T> Drop for Coroutine<'_, T> {
    /// Nobody will resume it. What its function has on the stack is dropped
    /// first, since others may count on that; then the stack goes.
    fn drop(&mut self) {
        let has_begun = self.link.body.take().is_none();
        if has_begun && !self.link.is_over.get() {
            self.link.pause.is_dropped.set(true);
            // SAFETY: as in `resume`.
            unsafe { switch(&self.link.pause.other) };
        }
    }
}

impl<T> fmt::Debug for Coroutine<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Coroutine")
            .field("stack", &self.stack)
            .field("is_over", &self.link.is_over)
            .finish_non_exhaustive()
    }
}
