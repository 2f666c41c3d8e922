//! A thread for each guest.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::{ANY, EMPTY, GREETING};
use crate::scene::Scene;

pub(super) fn serve(scene: &Scene) -> io::Result<()> {
    let listener = TcpListener::bind(ANY)?;
    scene.listens(listener.local_addr()?)?;
    let mut guests = Vec::new();
    for _ in 0..scene.count {
        let (stream, _) = listener.accept()?;
        guests.push(thread::spawn(|| echo(stream)));
    }
    scene.all_in()?;
    for guest in guests {
        guest.join().map_err(|_| io::Error::other("a thread panicked"))??;
    }
    Ok(())
}

fn echo(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(GREETING)?;
    let mut buffer = EMPTY;
    loop {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            count => stream.write_all(&buffer[..count])?,
        }
    }
}
