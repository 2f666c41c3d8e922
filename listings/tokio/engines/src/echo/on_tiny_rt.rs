//! A task for each guest, on `tiny-rt`.

use std::io;

use tiny_rt::net::{TcpListener, TcpStream};
use tiny_rt::{block_on, spawn};

use super::{ANY, EMPTY, GREETING};
use crate::scene::Scene;

pub(super) fn serve(scene: &Scene) -> io::Result<()> {
    block_on(async {
        let mut listener = TcpListener::bind(ANY)?;
        scene.listens(listener.local_addr()?)?;
        let mut guests = Vec::new();
        for _ in 0..scene.count {
            let (stream, _) = listener.accept().await?;
            guests.push(spawn(echo(stream)));
        }
        scene.all_in()?;
        for guest in guests {
            guest.await.map_err(io::Error::other)??;
        }
        Ok(())
    })
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(GREETING).await?;
    let mut buffer = EMPTY;
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            count => stream.write_all(&buffer[..count]).await?,
        }
    }
}
