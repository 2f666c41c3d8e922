//! Talks that end in one way or another, and a peer that listens.

use std::io::{self, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread;
use std::time::Duration;

use rt_timeout::net::TcpStream;
use rt_timeout::{block_on, select, sleep, spawn, timeout};

use crate::stop::Stop;
use crate::talk::{AtDrop, Talk};

/// How long a talk goes on before something ends it.
const LIMIT: Duration = Duration::from_millis(20);
/// How long it would go on.
const AN_HOUR: Duration = Duration::from_secs(3600);

/// How a talk ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// By itself.
    Closed,
    /// It is dropped.
    Dropped,
    /// It is dropped, and its drop spawns a farewell.
    Spawned,
    /// The same, and `block_on` goes on for a while.
    SpawnedAndGoesOn,
    /// It is asked to stop.
    Asked,
}

/// What the peer of such a talk has heard in the end.
pub(crate) fn heard(end: End) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    // A thread of its own: it listens when the block_on is over, too.
    let peer = thread::spawn(move || {
        let mut heard = String::new();
        listener.accept()?.0.read_to_string(&mut heard)?;
        Ok(heard.trim_end().to_owned())
    });
    block_on(ended(address, end))?;
    peer.join().expect("it does not panic")
}

async fn ended(address: SocketAddr, end: End) -> io::Result<()> {
    let stream = TcpStream::connect(address).await?;
    match end {
        End::Closed => talk(stream, AtDrop::Close, LIMIT).await?,
        End::Dropped => {
            let talk = talk(stream, AtDrop::Close, AN_HOUR);
            let _ = timeout(LIMIT, talk).await;
        }
        End::Spawned | End::SpawnedAndGoesOn => {
            let talk = talk(stream, AtDrop::Spawn, AN_HOUR);
            let _ = timeout(LIMIT, talk).await;
            if end == End::SpawnedAndGoesOn {
                sleep(LIMIT).await;
            }
        }
        End::Asked => {
            let stop = Stop::default();
            let talk = spawn(talk_until(stream, stop.clone()));
            sleep(LIMIT).await;
            stop.ask();
            talk.await.map_err(io::Error::other)??;
        }
    }
    Ok(())
}

async fn talk(
    stream: TcpStream,
    at_drop: AtDrop,
    length: Duration,
) -> io::Result<()> {
    let talk = Talk::open(stream, at_drop).await?;
    sleep(length).await;
    talk.close().await
}

// ANCHOR: talk-until
/// Talks until it is over, or until it is asked to stop. Either way it says
/// goodbye.
async fn talk_until(stream: TcpStream, stop: Stop) -> io::Result<()> {
    let talk = Talk::open(stream, AtDrop::Close).await?;
    select(stop.asked(), sleep(AN_HOUR)).await;
    talk.close().await
}
// ANCHOR_END: talk-until
