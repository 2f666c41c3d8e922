//! Who waits for which socket.

use super::*;

/// A socket in the table.
#[derive(Default)]
pub(crate) struct Socket {
    readable: Listener,
    writable: Listener,
}

// ANCHOR: listener
/// Who waits for one direction of a socket.
#[derive(Default)]
enum Listener {
    /// Nobody, and nothing has happened.
    #[default]
    Nobody,
    /// Nobody, and an event has come that will not come again.
    Missed,
    /// This function.
    Waits(Callback),
}
// ANCHOR_END: listener

#[derive(Debug, Clone, Copy)]
pub(crate) enum Direction {
    Readable,
    Writable,
}

impl Socket {
    fn listener(&mut self, direction: Direction) -> &mut Listener {
        match direction {
            Direction::Readable => &mut self.readable,
            Direction::Writable => &mut self.writable,
        }
    }
}

impl Reactor {
    /// Takes a socket into the table. The caller keeps the socket itself.
    ///
    /// # Errors
    /// If the system refuses to watch it.
    pub fn add(&mut self, source: &mut impl Source) -> io::Result<Token> {
        let token = self.sockets.insert(Socket::default());
        let both = Interest::READABLE | Interest::WRITABLE;
        let registered = self.poll.registry().register(source, token, both);
        if registered.is_err() {
            self.sockets.remove(token);
        }
        registered.map(|()| token)
    }

    /// Takes a socket out of the table. Who waited for it is never called.
    ///
    /// # Errors
    /// If the system did not watch it.
    pub fn remove(
        &mut self,
        token: Token,
        source: &mut impl Source,
    ) -> io::Result<()> {
        self.sockets.remove(token);
        self.poll.registry().deregister(source)
    }

    // ANCHOR: tell
    /// An event has come: calls whoever waits for it.
    pub(crate) fn tell(&mut self, token: Token, direction: Direction) {
        let Some(socket) = self.sockets.get_mut(token) else {
            return; // it was removed, perhaps by the function called before
        };
        let listener = socket.listener(direction);
        // Taken out first. The function may change the whole table, and ask
        // for the same event again.
        match std::mem::take(listener) {
            Listener::Waits(callback) => callback(self),
            Listener::Nobody | Listener::Missed => *listener = Listener::Missed,
        }
    }
    // ANCHOR_END: tell

    pub(crate) fn when(
        &mut self,
        token: Token,
        direction: Direction,
        callback: Callback,
    ) {
        let Some(socket) = self.sockets.get_mut(token) else { return };
        let waits = Listener::Waits(callback);
        let before = std::mem::replace(socket.listener(direction), waits);
        if let Listener::Missed = before {
            self.call_soon(move |reactor| reactor.tell(token, direction));
        }
    }
}
