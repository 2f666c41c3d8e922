//! What a guest says.

use std::io::{self, ErrorKind};

use decoders::{Decoder, Lines};
use fetch_machine::Progress::{self, Done, NotYet};
use fetch_machine::Watched;

/// The longest name of a poem.
pub const LONGEST_NAME: usize = 80;

/// How often a guest that should listen is read in one turn.
const BUDGET: usize = 8;

/// Reads the name of a poem. Never waits.
pub fn read_name(
    stream: &mut Watched,
    lines: &mut Lines,
) -> Progress<io::Result<String>> {
    let mut buffer = [0; 128];
    loop {
        match lines.next_frame() {
            Ok(Some(name)) => return Done(Ok(name)),
            Ok(None) => {}
            Err(fault) => return Done(Err(io::Error::other(fault))),
        }
        match stream.read(&mut buffer) {
            Done(Ok(0)) => return Done(Err(ErrorKind::UnexpectedEof.into())),
            Done(Ok(count)) => lines.feed(&buffer[..count]),
            Done(Err(error)) => return Done(Err(error)),
            NotYet => return NotYet,
        }
    }
}

// ANCHOR: has-left
/// Whether a guest that waits for its answer has closed its side. What it
/// says is not heard, and who talks without a break is taken to have left.
pub fn has_left(stream: &mut Watched) -> bool {
    let mut buffer = [0; 512];
    for _ in 0..BUDGET {
        match stream.read(&mut buffer) {
            NotYet => return false,
            Done(Ok(0) | Err(_)) => return true,
            Done(Ok(_)) => {}
        }
    }
    true
}
// ANCHOR_END: has-left

#[cfg(test)]
mod tests;
