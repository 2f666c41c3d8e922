//! A future that notices when it was moved.

use std::marker::PhantomPinned;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use pin_project_lite::pin_project;

pin_project! {
    /// Ready at its last poll. It remembers where it was at its first one, and
    /// panics when it is polled or dropped anywhere else. Safe code can't make
    /// it panic.
    pub struct Rooted {
        polls: u32,
        // An address, not a pointer: nothing is ever read there.
        place: Option<usize>,
        #[pin]
        stays: PhantomPinned,
    }

    impl PinnedDrop for Rooted {
        fn drop(this: Pin<&mut Self>) {
            // A second panic would end the process.
            if !thread::panicking() {
                this.is_where_it_was("dropped");
            }
        }
    }
}

impl Rooted {
    /// Ready at this poll, counted from 1.
    pub fn new(polls: u32) -> Self {
        Rooted { polls, place: None, stays: PhantomPinned }
    }

    fn is_where_it_was(&self, what: &str) -> usize {
        let here = (&raw const *self).addr();
        assert_eq!(self.place.unwrap_or(here), here, "moved, and then {what}");
        here
    }
}

impl Future for Rooted {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let here = self.is_where_it_was("polled");
        let this = self.project();
        *this.place = Some(here);
        *this.polls -= 1;
        if *this.polls == 0 { Poll::Ready(()) } else { Poll::Pending }
    }
}
