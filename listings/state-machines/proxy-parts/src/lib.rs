//! What the proxies of this chapter have in common.
//!
//! A guest sends the name of a poem as a line, and keeps its side open: a guest that closes has
//! left. It gets one netstring, whose first byte is `+` before a poem and `-` before the reason why
//! there is none, and then the end of the connection.

mod answers;
mod door;
mod line;

pub use answers::{Answer, netstring, servers, understood};
pub use door::Door;
pub use line::{LONGEST_NAME, has_left, read_name};
