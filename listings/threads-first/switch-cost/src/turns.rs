use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Hands the turn over through a channel each way.
// ANCHOR: channel
pub fn by_channel(rounds: usize) -> io::Result<Duration> {
    let (to_bee, ant_has_called) = mpsc::channel();
    let (to_ant, bee_has_called) = mpsc::channel();
    let bee = thread::Builder::new().spawn(move || {
        for () in ant_has_called {
            to_ant.send(()).expect("ant waits for it");
        }
    })?;
    let begin = Instant::now();
    for _ in 0..rounds {
        to_bee.send(()).expect("bee waits for it");
        bee_has_called.recv().expect("bee answers each call");
    }
    let time = begin.elapsed();
    drop(to_bee);
    bee.join().expect("bee does not panic");
    Ok(time)
}
// ANCHOR_END: channel

/// Hands it over with `park` and `unpark`.
pub fn by_park(rounds: usize) -> io::Result<Duration> {
    // Even: it is the ant's turn. Odd: it is the bee's.
    let turn = AtomicUsize::new(0);
    let last = 2 * rounds;
    thread::scope(|scope| {
        let ant = thread::current();
        let turn = &turn;
        let begin = Instant::now();
        let bee = thread::Builder::new().spawn_scoped(scope, move || {
            for mine in (1..last).step_by(2) {
                wait_for(turn, mine);
                turn.store(mine + 1, Ordering::Release);
                ant.unpark();
            }
        })?;
        for mine in (0..last).step_by(2) {
            wait_for(turn, mine);
            turn.store(mine + 1, Ordering::Release);
            bee.thread().unpark();
        }
        wait_for(turn, last);
        Ok(begin.elapsed())
    })
}

/// `park` may return without a reason, so what counts is the turn.
fn wait_for(turn: &AtomicUsize, mine: usize) {
    while turn.load(Ordering::Acquire) != mine {
        thread::park();
    }
}

/// Hands it over as a byte in a pipe.
pub fn by_pipe(rounds: usize) -> io::Result<Duration> {
    let (mut ant_has_called, mut to_bee) = io::pipe()?;
    let (mut bee_has_called, mut to_ant) = io::pipe()?;
    let bee = thread::Builder::new().spawn(move || -> io::Result<()> {
        let mut byte = [0];
        while ant_has_called.read(&mut byte)? == 1 {
            to_ant.write_all(&byte)?;
        }
        Ok(())
    })?;
    let begin = Instant::now();
    let mut byte = [0];
    for _ in 0..rounds {
        to_bee.write_all(&byte)?;
        bee_has_called.read_exact(&mut byte)?;
    }
    let time = begin.elapsed();
    drop(to_bee);
    bee.join().expect("bee returns its errors")?;
    Ok(time)
}

/// No threads: a loop calls two tasks in turn, and a task hands over by returning.
pub fn by_return(rounds: usize) -> Duration {
    let mut turns = [0_usize; 2];
    let [ant, bee] = &mut turns;
    let tasks: [Box<dyn FnMut()>; 2] =
        [Box::new(|| *ant += 1), Box::new(|| *bee += 1)];
    let mut ready = VecDeque::from(tasks);
    let begin = Instant::now();
    for _ in 0..2 * rounds {
        if let Some(mut task) = ready.pop_front() {
            task();
            ready.push_back(task);
        }
    }
    let time = begin.elapsed();
    drop(ready);
    assert_eq!(turns, [rounds; 2], "each task has had its turns");
    time
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn every_way_comes_to_its_end() {
        for way in [by_channel, by_park, by_pipe] {
            for rounds in [0, 1, 100] {
                within(Duration::from_secs(20), move || way(rounds).unwrap());
            }
        }
        by_return(100);
    }
}
