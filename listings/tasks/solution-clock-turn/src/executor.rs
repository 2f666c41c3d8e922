//! Who polls, and in which order.

use std::pin::pin;
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use rt_tasks::reactor::Reactor;
use rt_tasks::tasks::Tasks;
use rt_tasks::wake::TaskWaker;

/// After so many polls the reactor is asked, even if tasks are ready.
const POLLS_A_TURN: usize = 64;

/// It is asked after so much time, too, if a poll ends then.
const TIME_A_TURN: Duration = Duration::from_millis(5);

/// Polls a future, and the tasks that it spawns, until the future is ready.
/// Then all tasks that are left are dropped.
///
/// # Panics
///
/// Inside of another `block_on`; and if the OS gives no reactor.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let reactor = Reactor::enter();
    let tasks = Tasks::enter(reactor.bell());
    let mut main = pin!(future);
    let main_waker = TaskWaker::new(Tasks::MAIN, tasks.queue(), "main");
    loop {
        let turn = Instant::now();
        for _ in 0..POLLS_A_TURN {
            match tasks.queue().pop() {
                None => break,
                Some(Tasks::MAIN) => {
                    let polled = main_waker.poll(main.as_mut());
                    if let Poll::Ready(output) = polled {
                        return output;
                    }
                }
                Some(id) => tasks.poll(id),
            }
            if turn.elapsed() >= TIME_A_TURN {
                break;
            }
        }
        wait(&reactor, &tasks);
    }
}

/// Waits until a task is ready; if one is, looks at the sockets only.
fn wait(reactor: &Reactor, tasks: &Tasks) {
    let asleep = tasks.queue().falls_asleep();
    let timeout = if asleep { None } else { Some(Duration::ZERO) };
    let wakers = reactor.wait(timeout);
    tasks.queue().is_awake();
    wakers.into_iter().for_each(Waker::wake);
}
