//! A loop over the events of mio.

use std::io::{self, ErrorKind, Read, Write};

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use token_table::TokenTable;

use super::{ANY, EMPTY, GREETING};
use crate::scene::Scene;

const DOOR: Token = Token(0);

pub(super) fn serve(scene: &Scene) -> io::Result<()> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(1024);
    let mut listener = TcpListener::bind(ANY)?;
    poll.registry().register(&mut listener, DOOR, Interest::READABLE)?;
    scene.listens(listener.local_addr()?)?;
    let (mut guests, mut came) = (TokenTable::new(), 0);
    while came < scene.count || !guests.is_empty() {
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            result => result?,
        }
        for event in &events {
            if event.token() == DOOR {
                came += accept(&listener, &poll, &mut guests)?;
                if came == scene.count {
                    scene.all_in()?;
                }
                continue;
            }
            let Some(stream) = guests.get_mut(event.token()) else { continue };
            if echo(stream)? {
                // Its drop deregisters nothing in the table.
                poll.registry().deregister(stream)?;
                guests.remove(event.token());
            }
        }
    }
    Ok(())
}

/// Lets in all who are at the door; how many they are.
fn accept(
    listener: &TcpListener,
    poll: &Poll,
    guests: &mut TokenTable<TcpStream>,
) -> io::Result<usize> {
    for count in 0.. {
        let (mut stream, _) = match listener.accept() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                return Ok(count);
            }
            accepted => accepted?,
        };
        let token = guests.next_token();
        poll.registry().register(&mut stream, token, Interest::READABLE)?;
        stream.write_all(GREETING)?;
        guests.insert(stream);
    }
    unreachable!("there is no end of numbers")
}

/// Sends back all that has come; whether the guest has gone. A message is so
/// short that a buffer of the kernel always has room for it.
fn echo(stream: &mut TcpStream) -> io::Result<bool> {
    let mut buffer = EMPTY;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(true),
            Ok(count) => stream.write_all(&buffer[..count])?,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
    }
}
