//! A task for each guest, on Tokio.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::spawn;

use super::{ANY, EMPTY, GREETING};
use crate::scene::Scene;

pub(super) fn serve_in_one_thread(scene: &Scene) -> io::Result<()> {
    serve(scene, Builder::new_current_thread().enable_all().build()?)
}

/// As many as there are processors.
pub(super) fn serve_with_workers(scene: &Scene) -> io::Result<()> {
    serve(scene, Builder::new_multi_thread().enable_all().build()?)
}

fn serve(scene: &Scene, runtime: Runtime) -> io::Result<()> {
    runtime.block_on(async {
        let listener = TcpListener::bind(ANY).await?;
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
