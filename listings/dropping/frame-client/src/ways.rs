//! Four loops that read frames and do something else in between.

use std::io;
use std::pin::pin;

use rt_lock::net::TcpStream;
use rt_lock::{Either, channel, select, spawn};

use crate::{FrameReader, read_frame};

/// What a loop tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A frame has come.
    Frame(Vec<u8>),
    /// The other thing has happened.
    Beat,
}

// ANCHOR: local-bytes
/// The wrong way: what was read of a frame is dropped with its future.
pub async fn local_bytes(
    mut stream: TcpStream,
    mut beat: impl AsyncFnMut(),
    mut tell: impl FnMut(Event),
) -> io::Result<()> {
    loop {
        match select(read_frame(&mut stream), beat()).await {
            Either::Left(frame) => match frame? {
                Some(frame) => tell(Event::Frame(frame)),
                None => return Ok(()),
            },
            Either::Right(()) => tell(Event::Beat),
        }
    }
}
// ANCHOR_END: local-bytes

/// The bytes are kept in the reader. Futures come and go.
pub async fn kept_bytes(
    stream: TcpStream,
    mut beat: impl AsyncFnMut(),
    mut tell: impl FnMut(Event),
) -> io::Result<()> {
    let mut reader = FrameReader::new(stream);
    loop {
        match select(reader.next_frame(), beat()).await {
            Either::Left(frame) => match frame? {
                Some(frame) => tell(Event::Frame(frame)),
                None => return Ok(()),
            },
            Either::Right(()) => tell(Event::Beat),
        }
    }
}

// ANCHOR: kept-future
/// The future is kept, until it is ready. `select` only borrows it.
pub async fn kept_future(
    mut stream: TcpStream,
    mut beat: impl AsyncFnMut(),
    mut tell: impl FnMut(Event),
) -> io::Result<()> {
    loop {
        let mut next = pin!(read_frame(&mut stream));
        let frame = loop {
            match select(next.as_mut(), beat()).await {
                Either::Left(frame) => break frame?,
                Either::Right(()) => tell(Event::Beat),
            }
        };
        match frame {
            Some(frame) => tell(Event::Frame(frame)),
            None => return Ok(()),
        }
    }
}
// ANCHOR_END: kept-future

// ANCHOR: reader-task
/// A task reads, and is not dropped. What comes from it are whole frames.
pub async fn reader_task(
    mut stream: TcpStream,
    mut beat: impl AsyncFnMut(),
    mut tell: impl FnMut(Event),
) -> io::Result<()> {
    let (sender, mut frames) = channel(1);
    let reader = spawn(async move {
        while let Some(frame) = read_frame(&mut stream).await? {
            if sender.send(frame).await.is_err() {
                break;
            }
        }
        io::Result::Ok(())
    });
    loop {
        match select(frames.recv(), beat()).await {
            Either::Left(Some(frame)) => tell(Event::Frame(frame)),
            Either::Left(None) => break,
            Either::Right(()) => tell(Event::Beat),
        }
    }
    reader.await.map_err(io::Error::other)?
}
// ANCHOR_END: reader-task
