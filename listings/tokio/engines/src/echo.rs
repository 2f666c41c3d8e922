//! The same server, five times: it greets each guest, and sends back what
//! comes, until all guests have gone.

mod in_mio;
mod in_threads;
mod on_tiny_rt;
mod on_tokio;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use crate::scene::Scene;

/// Serves the guests of a scene.
pub(crate) type Engine = fn(&Scene) -> io::Result<()>;

/// The engines, by name.
pub(crate) const ENGINES: [(&str, Engine); 5] = [
    ("threads", in_threads::serve),
    ("mio", in_mio::serve),
    ("tiny-rt", on_tiny_rt::serve),
    ("current-thread", on_tokio::serve_in_one_thread),
    ("multi-thread", on_tokio::serve_with_workers),
];

/// The engine of this name.
pub(crate) fn engine(name: &str) -> Option<Engine> {
    let found = ENGINES.iter().find(|(other, _)| *other == name);
    found.map(|(_, engine)| *engine)
}

/// Any port of this machine.
const ANY: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

const GREETING: &[u8] = b"!";

/// Room for a message.
type Buffer = [u8; 64];
const EMPTY: Buffer = [0; 64];
