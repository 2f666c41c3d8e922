//! A runtime's third step: sockets wake futures.
//!
//! What always holds here:
//!
//! - A socket is registered once, for both directions, from its creation to
//!   its drop, whatever errors come in between.
//! - A direction counts as ready until a call says `WouldBlock`; only then
//!   does a future leave its waker there, one for each direction.
//! - No other socket gets the token of a socket that is gone.
//! - The reactor is asked after each poll: a future that wakes itself again
//!   and again does not keep the sockets waiting.
//! - No part of the reactor is borrowed while a waker is woken or dropped.

mod current;
mod executor;
pub mod net;
pub mod observed;
pub mod reactor;
mod source;
mod sync;

pub use current::Entered;
pub use executor::block_on;
pub use rt_park::{Join, Letter, LetterSender, Lost, join, letter};

#[cfg(test)]
mod tests;
