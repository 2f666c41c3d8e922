//! A guest of the proxy, and the fetch that it holds.

use std::collections::BTreeMap;
use std::io;
use std::mem;
use std::net::SocketAddr;
use std::rc::Rc;

use decoders::Lines;
use fetch_machine::Progress::{self, Done, NotYet};
use fetch_machine::{Fetch, LONGEST, Watched};
use mio::{Registry, Token};
use proxy_parts::{Answer, LONGEST_NAME, has_left, netstring, read_name};
use trace::{Task, Wait};
use write_queue::WriteQueue;

/// A guest, from its request to its answer.
#[derive(Debug)]
pub(crate) struct Guest {
    stream: Watched,
    state: State,
    /// The token of its socket, and of the socket of its fetch.
    token: Token,
    registry: Rc<Registry>,
    servers: Rc<BTreeMap<String, SocketAddr>>,
    lane: Task,
}

// ANCHOR: state
#[derive(Debug)]
enum State {
    Reading { lines: Lines },
    Fetching { fetch: Fetch },
    Writing { queue: WriteQueue },
    Over,
}
// ANCHOR_END: state

impl Guest {
    pub(crate) fn new(
        stream: Watched,
        token: Token,
        registry: Rc<Registry>,
        servers: Rc<BTreeMap<String, SocketAddr>>,
        lane: Task,
    ) -> Guest {
        let lines = Lines::new(LONGEST_NAME);
        Guest {
            stream,
            state: State::Reading { lines },
            token,
            registry,
            servers,
            lane,
        }
    }

    /// Does what can be done now, and tells the recorder.
    pub(crate) fn step(&mut self) -> Progress<io::Result<()>> {
        self.lane.run();
        let progress = self.go_on();
        match progress {
            NotYet => self.lane.wait(Wait::Socket(self.name())),
            Done(_) => self.lane.end(),
        }
        progress
    }

    // ANCHOR: go-on
    /// Reads a name, fetches the poem, writes it. Never waits.
    fn go_on(&mut self) -> Progress<io::Result<()>> {
        loop {
            self.state = match mem::replace(&mut self.state, State::Over) {
                State::Reading { mut lines } => {
                    match read_name(&mut self.stream, &mut lines) {
                        Done(Ok(name)) => self.begin(&name),
                        Done(Err(error)) => return Done(Err(error)),
                        NotYet => {
                            self.state = State::Reading { lines };
                            return NotYet;
                        }
                    }
                }
                State::Fetching { mut fetch } => match fetch.step() {
                    Done(Ok(poem)) => answering(&Ok(poem.into())),
                    Done(Err(error)) => {
                        answering(&Err(error.to_string().into()))
                    }
                    NotYet if has_left(&mut self.stream) => {
                        return Done(Ok(()));
                    }
                    NotYet => {
                        self.state = State::Fetching { fetch };
                        return NotYet;
                    }
                },
                // ANCHOR_END: go-on
                State::Writing { mut queue } => {
                    match queue.write_to(&mut self.stream) {
                        Ok(()) if queue.is_empty() => return Done(Ok(())),
                        Err(error) => return Done(Err(error)),
                        Ok(()) => {
                            self.state = State::Writing { queue };
                            return NotYet;
                        }
                    }
                }
                State::Over => panic!("a guest is stepped after its end"),
            };
        }
    }

    fn begin(&self, name: &str) -> State {
        match self.servers.get(name) {
            None => answering(&Err("no such poem".into())),
            Some(server) => {
                let fetch = Fetch::new(*server, &self.registry, self.token);
                State::Fetching { fetch }
            }
        }
    }

    fn name(&self) -> &'static str {
        match self.state {
            State::Reading { .. } => "name",
            State::Fetching { .. } => "poem",
            State::Writing { .. } => "room",
            State::Over => "nothing",
        }
    }
}

fn answering(answer: &Answer) -> State {
    // Room for the longest poem, and for what makes it a netstring.
    let mut queue = WriteQueue::new(LONGEST + 16);
    let pushed = queue.push(&netstring(answer));
    pushed.expect("a fetch gives no longer poem");
    State::Writing { queue }
}
