//! The two ways of asking three sockets until each has brought a byte.

use std::cell::Cell;
use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::pin::Pin;
use std::task::{Context, Poll};

use rt_spin::{block_on, join, read};

/// The loop of *Never block*.
pub fn by_loop(streams: &[TcpStream; 3]) -> io::Result<u64> {
    let mut questions = 0;
    let mut buffer = [0];
    let mut is_waiting = [true; 3];
    while is_waiting.contains(&true) {
        for (mut stream, is_waiting) in streams.iter().zip(&mut is_waiting) {
            if *is_waiting {
                questions += 1;
                *is_waiting = is_not_yet(stream.read(&mut buffer))?;
            }
        }
    }
    Ok(questions)
}

fn is_not_yet(result: io::Result<usize>) -> io::Result<bool> {
    match result {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(true),
        Err(error) => Err(error),
    }
}

/// Three futures, joined.
pub fn by_futures(streams: &[TcpStream; 3]) -> io::Result<u64> {
    let questions = Cell::new(0);
    let ask = async |stream: &TcpStream| {
        let mut buffer = [0];
        Counted { polls: &questions, future: read(stream, &mut buffer) }.await
    };
    let [one, two, three] = streams;
    let all = join(ask(one), join(ask(two), ask(three)));
    let (one, (two, three)) = block_on(all);
    one.and(two).and(three)?;
    Ok(questions.get())
}

/// Counts the polls of a future.
struct Counted<'a, F> {
    polls: &'a Cell<u64>,
    future: F,
}

impl<F: Future + Unpin> Future for Counted<'_, F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.polls.set(self.polls.get() + 1);
        Pin::new(&mut self.future).poll(cx)
    }
}
