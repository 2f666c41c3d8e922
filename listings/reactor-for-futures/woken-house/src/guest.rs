//! What happens to a guest.

use std::io;

use decoders::{Decoder, Lines};
use rt_reactor::net::TcpStream;

use crate::librarian::Librarian;

/// The longest name, in bytes.
const LONGEST_NAME: usize = 80;

// ANCHOR: guest
/// Reads names, one a line, and sends the poems, each as a netstring.
pub(crate) async fn serve(
    mut stream: TcpStream,
    librarian: &Librarian,
) -> io::Result<()> {
    let mut names = Lines::new(LONGEST_NAME);
    let mut buffer = [0; 512];
    loop {
        while let Some(name) = names.next_frame().map_err(io::Error::other)? {
            let poem = librarian.poem(name).await.map_err(io::Error::other)?;
            stream.write_all(&netstring(&poem)).await?;
        }
        match stream.read(&mut buffer).await? {
            0 => return names.finish().map_err(io::Error::other),
            count => names.feed(&buffer[..count]),
        }
    }
}
// ANCHOR_END: guest

fn netstring(poem: &[u8]) -> Vec<u8> {
    let mut netstring = format!("{}:", poem.len()).into_bytes();
    netstring.extend_from_slice(poem);
    netstring.push(b',');
    netstring
}
