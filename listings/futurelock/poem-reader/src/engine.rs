//! The runtime: all that this program has from it. No other module names it.

pub use tiny_rt::net::TcpStream;
pub use tiny_rt::spawn_named as spawn;
pub use tiny_rt::{LetterSender, Semaphore, letter};
pub use tiny_rt::{block_on, sleep, timeout};
