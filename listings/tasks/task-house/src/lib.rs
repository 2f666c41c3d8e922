//! A house of poems, with a task for each guest.
//!
//! A guest sends the names of poems, one a line, and gets each poem as a netstring: an empty one if
//! the house has no such poem.

mod poems;

use std::error::Error;
use std::io;
use std::rc::Rc;

use decoders::{Decoder, Lines};
use rt_tasks::net::{TcpListener, TcpStream};
use rt_tasks::spawn_named;

pub use poems::Poems;

/// The longest name.
const LONGEST_NAME: usize = 80;

// ANCHOR: serve
/// Lets guests in, for ever: each is a task.
///
/// # Errors
///
/// When no more guests can be let in.
pub async fn serve(mut door: TcpListener, poems: Rc<Poems>) -> io::Result<()> {
    for number in 1_u64.. {
        let (stream, _) = door.accept().await?;
        let poems = Rc::clone(&poems);
        let name = format!("guest {number}");
        // The handle is dropped here: nobody waits for the end of a visit.
        spawn_named(&name.clone(), async move {
            if let Err(error) = welcome(stream, &poems).await {
                eprintln!("{name}: {error}");
            }
        });
    }
    Ok(())
}
// ANCHOR_END: serve

// ANCHOR: welcome
/// One visit, from the first name to the end.
async fn welcome(
    mut stream: TcpStream,
    poems: &Poems,
) -> Result<(), Box<dyn Error>> {
    let mut names = Lines::new(LONGEST_NAME);
    let mut buffer = [0; 512];
    loop {
        while let Some(name) = names.next_frame()? {
            stream.write_all(&poems.netstring(&name)).await?;
        }
        match stream.read(&mut buffer).await? {
            // The end may have cut a name: then it is no request.
            0 => return Ok(()),
            count => names.feed(&buffer[..count]),
        }
    }
}
// ANCHOR_END: welcome

#[cfg(test)]
mod tests;
