//! What is wrong with an input, and where.

use std::error::Error;
use std::fmt;

/// What is wrong with an input, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// How many bytes of the input come before the place.
    pub at: u64,
    /// What is wrong there.
    pub what: What,
}

/// What can be wrong with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The input ends inside a frame.
    Ended,
    /// The frame is longer than this limit, in bytes.
    TooLong(usize),
    /// These bytes are no UTF-8, whatever comes after them.
    NotUtf8,
    /// A length must be a number, without a zero in front.
    NotALength,
    /// The frame must end here.
    NoEnd,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: ", self.at)?;
        match self.what {
            What::Ended => f.write_str("the input ends inside a frame"),
            What::TooLong(limit) => write!(f, "more than {limit} bytes"),
            What::NotUtf8 => f.write_str("not UTF-8"),
            What::NotALength => f.write_str("not a length"),
            What::NoEnd => f.write_str("the frame does not end here"),
        }
    }
}

impl Error for Fault {}
