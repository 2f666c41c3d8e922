//! A writer that does what a socket may do, when it is told to.

use std::io::{self, ErrorKind, Write};

/// How a call of `write` is answered.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    /// It takes so many bytes, or fewer if there are fewer.
    Takes(usize),
    /// It would have to wait.
    WouldBlock,
    /// A signal came.
    Interrupted,
}

/// A writer that answers as it was told, and then takes everything.
#[derive(Debug)]
pub struct Fussy<A> {
    answers: A,
    /// What it has taken.
    pub taken: Vec<u8>,
}

impl<A: Iterator<Item = Answer>> Fussy<A> {
    /// A writer that will give these answers.
    pub fn new(answers: impl IntoIterator<IntoIter = A>) -> Self {
        Fussy { answers: answers.into_iter(), taken: Vec::new() }
    }
}

impl<A: Iterator<Item = Answer>> Write for Fussy<A> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.answers.next().unwrap_or(Answer::Takes(usize::MAX)) {
            Answer::Takes(most) => {
                let count = most.min(bytes.len());
                self.taken.extend_from_slice(&bytes[..count]);
                Ok(count)
            }
            Answer::WouldBlock => Err(ErrorKind::WouldBlock.into()),
            Answer::Interrupted => Err(ErrorKind::Interrupted.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
