//! A poem by callbacks.

use std::cell::RefCell;
use std::io::{self, Read};
use std::net::TcpStream as StdStream;
use std::rc::Rc;

use callback_loop::{Reactor, Token};
use mio::net::TcpStream;

use crate::stack;

/// Where a function leaves what it has found out.
type Place = Rc<RefCell<io::Result<Vec<String>>>>;

// ANCHOR: called
/// Begins to fetch a poem. The stack of the first read will be in `place`.
fn fetch(reactor: &mut Reactor, server: &str, place: Place) -> io::Result<()> {
    let stream = StdStream::connect(server)?;
    stream.set_nonblocking(true)?;
    let mut stream = TcpStream::from_std(stream);
    let socket = reactor.add(&mut stream)?;
    reactor.when_readable(socket, move |reactor| {
        on_readable(reactor, socket, stream, &place);
    });
    Ok(())
}

#[inline(never)]
fn on_readable(
    reactor: &mut Reactor,
    socket: Token,
    mut stream: TcpStream,
    place: &Place,
) {
    let mut buffer = [0; 512];
    let read = stream.read(&mut buffer);
    let removed = reactor.remove(socket, &mut stream);
    *place.borrow_mut() = read.and(removed).map(|()| stack::calls());
}
// ANCHOR_END: called

/// The stack of the first read.
#[inline(never)]
pub(crate) fn run_loop(server: &str) -> io::Result<Vec<String>> {
    let place = Rc::new(RefCell::new(Ok(Vec::new())));
    let mut reactor = Reactor::new()?;
    fetch(&mut reactor, server, Rc::clone(&place))?;
    reactor.run()?;
    place.replace(Ok(Vec::new()))
}
