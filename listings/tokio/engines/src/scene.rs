//! One measurement: an engine here, and the peer in another process.

use std::env;
use std::io;
use std::net::SocketAddr;
use std::process::{Child, Command};
use std::sync::{OnceLock, mpsc};

use crate::cost::{Cost, Moment};
use crate::echo::Engine;
use crate::peer;

/// What an engine is told, and what it tells while it serves.
pub(crate) struct Scene {
    /// How many connections there will be.
    pub(crate) count: usize,
    /// Sends the guests to an address.
    bring: Box<dyn Fn(SocketAddr) -> io::Result<()>>,
    all_in: OnceLock<Moment>,
}

impl Scene {
    pub(crate) fn new(
        count: usize,
        bring: impl Fn(SocketAddr) -> io::Result<()> + 'static,
    ) -> Self {
        Scene { count, bring: Box::new(bring), all_in: OnceLock::new() }
    }

    /// What it costs an engine to serve so many.
    pub(crate) fn play(engine: Engine, count: usize) -> io::Result<Cost> {
        let (sender, peers) = mpsc::channel();
        let scene = Scene::new(count, move |address| {
            let peer = start_peer(address, count)?;
            sender.send(peer).map_err(io::Error::other)
        });
        let begin = Moment::now()?;
        engine(&scene)?;
        let end = Moment::now()?;
        for mut peer in peers.try_iter() {
            peer.wait()?;
        }
        let all_in = scene.all_in.get();
        let all_in = all_in.ok_or_else(|| io::Error::other("not all came"))?;
        Ok(Cost::between(&begin, all_in, &end, count, peer::rounds(count)))
    }

    /// Here the engine listens: the peer may come.
    pub(crate) fn listens(&self, address: SocketAddr) -> io::Result<()> {
        (self.bring)(address)
    }

    /// All connections are there.
    pub(crate) fn all_in(&self) -> io::Result<()> {
        let twice = self.all_in.set(Moment::now()?);
        twice.map_err(|_| io::Error::other("more came than all"))
    }
}

fn start_peer(address: SocketAddr, count: usize) -> io::Result<Child> {
    Command::new(env::current_exe()?)
        .args(["--peer", &address.to_string(), "--count", &count.to_string()])
        .spawn()
}
