//! Reads frames, with something else to do in between: a wrong way, and three
//! right ones.

mod frame;
mod frame_reader;
mod ways;

pub use frame::read_frame;
pub use frame_reader::FrameReader;
pub use ways::{Event, kept_bytes, kept_future, local_bytes, reader_task};

#[cfg(test)]
mod tests;
