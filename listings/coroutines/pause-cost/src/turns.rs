//! Three ways to go on with a function that waits, and come back.

use std::hint::black_box;
use std::io::{self, Read, Write, pipe};
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};

use machine::machine;
use stackful::{Coroutine, STACK};

machine! {
    /// Pauses so often, and returns how often that was.
    fn Pauses(left: u32) -> u32 {
        let count: u32 = 0;
        let asked: bool = false;
        while (left > 0) {
            let more: u32 = pause!(second_time(&mut asked));
            count += more;
            left -= 1;
        }
        count
    }
}

/// 1, but only to those who ask twice.
fn second_time(asked: &mut bool) -> Poll<u32> {
    *asked = !*asked;
    if *asked { Poll::Pending } else { Poll::Ready(1) }
}

/// So many rounds by calling a machine, which returns.
pub fn by_step(rounds: u32) -> Duration {
    let mut machine = Pauses::new(rounds);
    let begin = Instant::now();
    while black_box(&mut machine).step().is_pending() {}
    begin.elapsed()
}

/// So many rounds by switching to another stack, and back.
///
/// # Errors
/// When there is no stack.
pub fn by_switch(rounds: u32) -> io::Result<Duration> {
    let mut coroutine = Coroutine::new(STACK, |pause| {
        for _ in 0..rounds {
            pause.pause();
        }
    })?;
    let begin = Instant::now();
    while black_box(&mut coroutine).resume().is_pending() {}
    Ok(begin.elapsed())
}

/// So many rounds by waking another thread, and waiting until it wakes us. Each has a pipe, and
/// reads a byte from it when it may go on.
///
/// # Errors
/// When there is no pipe or no thread.
pub fn by_thread(rounds: u32) -> io::Result<Duration> {
    let (mut from_us, mut to_other) = pipe()?;
    let (mut from_other, mut to_us) = pipe()?;
    let other = thread::Builder::new().spawn(move || -> io::Result<()> {
        for _ in 0..rounds {
            from_us.read_exact(&mut [0])?;
            to_us.write_all(&[0])?;
        }
        Ok(())
    })?;
    let begin = Instant::now();
    for _ in 0..rounds {
        to_other.write_all(&[0])?;
        from_other.read_exact(&mut [0])?;
    }
    let time = begin.elapsed();
    other.join().map_err(|_| io::Error::other("the thread panicked"))??;
    Ok(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_pauses_as_often_as_it_should() {
        let mut machine = Pauses::new(3);
        for _ in 0..3 {
            assert_eq!(machine.step(), Poll::Pending);
        }
        assert_eq!(machine.step(), Poll::Ready(3));
    }

    #[test]
    fn all_three_come_back() {
        by_step(10);
        by_switch(10).unwrap();
        by_thread(10).unwrap();
    }
}
