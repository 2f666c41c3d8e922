//! Sockets whose calls are futures.
//!
//! A call borrows its socket as mutable: no two tasks can wait for the same
//! direction of one socket, where only one waker has a place.

mod connect;
mod halves;
mod listener;
mod stream;
mod udp;

pub use connect::Connect;
pub use halves::{ReadHalf, WriteHalf};
pub use listener::TcpListener;
pub use stream::TcpStream;
pub use udp::UdpSocket;
