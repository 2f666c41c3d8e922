//! A poem on its way.

use std::io::{self, ErrorKind};
use std::mem;
use std::net::SocketAddr;
use std::rc::Rc;

use mio::{Registry, Token};

use crate::Progress::{self, Done, NotYet};
use crate::Watched;

/// A poem with more bytes is a mistake, or an attack.
pub const LONGEST: usize = 16 << 20;

// ANCHOR: state
/// A poem on its way. Making one does nothing: the first step connects.
#[derive(Debug)]
pub struct Fetch {
    state: State,
}

#[derive(Debug)]
enum State {
    NotBegun { server: SocketAddr, registry: Rc<Registry>, token: Token },
    Connecting { stream: Watched },
    Receiving { stream: Watched, poem: Vec<u8> },
    Over,
}
// ANCHOR_END: state

impl Fetch {
    /// A poem of this server. Its socket will have events with this token.
    pub fn new(
        server: SocketAddr,
        registry: &Rc<Registry>,
        token: Token,
    ) -> Fetch {
        let registry = Rc::clone(registry);
        Fetch { state: State::NotBegun { server, registry, token } }
    }

    /// How many bytes have come, while they come.
    #[cfg(test)]
    pub(crate) fn received(&self) -> Option<usize> {
        match &self.state {
            State::Receiving { poem, .. } => Some(poem.len()),
            _ => None,
        }
    }

    // ANCHOR: step
    /// Does what can be done now. Never waits.
    ///
    /// # Panics
    /// When it has said `Done` before.
    pub fn step(&mut self) -> Progress<io::Result<Vec<u8>>> {
        loop {
            // `Over` holds the place until the next state is known.
            self.state = match mem::replace(&mut self.state, State::Over) {
                State::NotBegun { server, registry, token } => {
                    match Watched::connect(server, &registry, token) {
                        Ok(stream) => State::Connecting { stream },
                        Err(error) => return Done(Err(error)),
                    }
                }
                State::Connecting { stream } => match stream.connected() {
                    Done(Ok(())) => {
                        State::Receiving { stream, poem: Vec::new() }
                    }
                    Done(Err(error)) => return Done(Err(error)),
                    NotYet => {
                        self.state = State::Connecting { stream };
                        return NotYet;
                    }
                },
                // ANCHOR_END: step
                // ANCHOR: receive
                State::Receiving { mut stream, mut poem } => {
                    let mut buffer = [0; 512];
                    match stream.read(&mut buffer) {
                        Done(Ok(0)) => return Done(Ok(poem)),
                        Done(Ok(count)) if poem.len() + count > LONGEST => {
                            return Done(Err(ErrorKind::FileTooLarge.into()));
                        }
                        Done(Ok(count)) => {
                            poem.extend_from_slice(&buffer[..count]);
                            State::Receiving { stream, poem }
                        }
                        Done(Err(error)) => return Done(Err(error)),
                        NotYet => {
                            self.state = State::Receiving { stream, poem };
                            return NotYet;
                        }
                    }
                }
                State::Over => panic!("a fetch is stepped after its end"),
            };
        }
    }
    // ANCHOR_END: receive
}
