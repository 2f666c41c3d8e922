//! Fetches a poem by functions that a loop calls.

mod lanes;
mod poem;

use std::cell::RefCell;
use std::io::{self, ErrorKind};
use std::rc::Rc;
use std::time::Duration;

use callback_loop::Reactor;
pub use lanes::Lanes;
use poem::{Poem, begin_connect};

// ANCHOR: shared
/// Two functions wait for this poem, and each of them may be the next one.
type Shared = Rc<RefCell<Poem>>;
// ANCHOR_END: shared

/// The bytes of a poem, or why there are none.
pub type Fetched = io::Result<Vec<u8>>;

// ANCHOR: fetch
/// Begins to fetch a poem. The loop will call `done`, once, with the poem, or
/// with an error if it is not whole when its `limit` has passed.
pub fn fetch(
    reactor: &mut Reactor,
    server: &str,
    limit: Duration,
    lanes: Lanes,
    done: impl FnOnce(&mut Reactor, Fetched) + 'static,
) {
    lanes.run("fetch");
    let (stream, socket) = match begin_connect(reactor, server) {
        Ok(begun) => begun,
        // Later, as every other result: `done` never runs inside `fetch`.
        Err(error) => return reactor.call_soon(|it| done(it, Err(error))),
    };
    let poem = Poem::new(stream, socket, Box::new(done), lanes.clone());
    let poem = Rc::new(RefCell::new(poem));

    let its_poem = Rc::clone(&poem);
    let give_up = move |reactor: &mut Reactor| on_timeout(reactor, &its_poem);
    poem.borrow_mut().timer = Some(reactor.call_later(limit, give_up));
    reactor.when_writable(socket, move |reactor| on_writable(reactor, poem));
    lanes.end("fetch", &["on_timeout", "on_writable"]);
}
// ANCHOR_END: fetch

// ANCHOR: on-writable
/// The socket is writable: perhaps it is connected.
fn on_writable(reactor: &mut Reactor, poem: Shared) {
    let lanes = poem.borrow().lanes.clone();
    lanes.run("on_writable");
    let socket = poem.borrow().socket;
    let connected = poem.borrow().is_connected();
    match connected {
        Ok(true) => {
            reactor.when_readable(socket, move |it| on_readable(it, poem));
            lanes.end("on_writable", &["on_readable"]);
        }
        Ok(false) => {
            reactor.when_writable(socket, move |it| on_writable(it, poem));
            lanes.wait("on_writable");
        }
        Err(error) => finish(reactor, &poem, Err(error)),
    }
}
// ANCHOR_END: on-writable

// ANCHOR: on-readable
/// The socket is readable: bytes, or the end.
fn on_readable(reactor: &mut Reactor, poem: Shared) {
    let lanes = poem.borrow().lanes.clone();
    lanes.run("on_readable");
    let socket = poem.borrow().socket;
    let read = poem.borrow_mut().read();
    match read {
        Err(error) if error.kind() == ErrorKind::WouldBlock => {
            reactor.when_readable(socket, move |it| on_readable(it, poem));
            lanes.wait("on_readable");
        }
        whole_or_broken => finish(reactor, &poem, whole_or_broken),
    }
}
// ANCHOR_END: on-readable

// ANCHOR: finish
/// The time is over.
fn on_timeout(reactor: &mut Reactor, poem: &RefCell<Poem>) {
    poem.borrow().lanes.run("on_timeout");
    let bytes = poem.borrow().bytes.len();
    let message = format!("not whole after {bytes} bytes");
    finish(reactor, poem, Err(io::Error::new(ErrorKind::TimedOut, message)));
}

/// Whatever has happened to the poem, this is called last.
fn finish(reactor: &mut Reactor, poem: &RefCell<Poem>, whole: io::Result<()>) {
    let mut poem = poem.borrow_mut();
    poem.lanes.run("finish");
    if let Some(timer) = poem.timer.take()
        && reactor.cancel(timer)
    {
        poem.lanes.drop("on_timeout");
    }
    let (socket, bytes) = (poem.socket, std::mem::take(&mut poem.bytes));
    let removed = reactor.remove(socket, &mut poem.stream);
    let (done, lanes) = (poem.done.take(), poem.lanes.clone());
    // `done` is not ours, and may call anything. It must find nothing borrowed.
    drop(poem);
    if let Some(done) = done {
        done(reactor, whole.and(removed).map(|()| bytes));
    }
    lanes.end_all();
}
// ANCHOR_END: finish

#[cfg(test)]
mod tests;
