//! An executor that can poll the youngest wake first, and whom that starves.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Wake, Waker};

/// Who is polled next, of those that are ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Who has been ready for longest.
    Oldest,
    /// Who has become ready last.
    Youngest,
}

/// A task, before it is polled.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

type Ready = Arc<Mutex<VecDeque<usize>>>;

struct TaskWaker {
    task: usize,
    ready: Ready,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        let mut ready =
            self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        // Once only: it looks through the queue, where rt-tasks has a flag.
        if !ready.contains(&self.task) {
            ready.push_back(self.task);
        }
    }
}

/// Polls so often, or until nobody is ready. Returns who was polled, in order.
pub fn run(tasks: Vec<Task>, next: Next, polls: usize) -> Vec<usize> {
    let mut tasks: BTreeMap<_, _> = tasks.into_iter().enumerate().collect();
    let ready = Ready::new(Mutex::new(tasks.keys().copied().collect()));
    let pop = || {
        let mut ready = ready.lock().unwrap_or_else(PoisonError::into_inner);
        match next {
            Next::Oldest => ready.pop_front(),
            Next::Youngest => ready.pop_back(),
        }
    };
    let mut polled = Vec::new();
    while polled.len() < polls
        && let Some(number) = pop()
    {
        let Some(task) = tasks.get_mut(&number) else { continue };
        polled.push(number);
        let waker =
            Arc::new(TaskWaker { task: number, ready: Arc::clone(&ready) });
        let waker = Waker::from(waker);
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            tasks.remove(&number);
        }
    }
    polled
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;

    use super::*;

    /// Gives way so often, and then ends.
    fn giving_way(mut times: usize) -> Task {
        Box::pin(poll_fn(move |cx| {
            if times == 0 {
                return Poll::Ready(());
            }
            times -= 1;
            cx.waker().wake_by_ref();
            cx.waker().wake_by_ref();
            Poll::Pending
        }))
    }

    fn three(times: usize) -> Vec<Task> {
        (0..3).map(|_| giving_way(times)).collect()
    }

    #[test]
    fn the_oldest_first_gives_everybody_a_turn() {
        let polled = run(three(1), Next::Oldest, 100);
        assert_eq!(polled, [0, 1, 2, 0, 1, 2]);
    }

    #[test]
    fn the_youngest_first_goes_on_until_it_ends() {
        let polled = run(three(1), Next::Youngest, 100);
        assert_eq!(polled, [2, 2, 1, 1, 0, 0]);
    }

    #[test]
    fn one_that_always_gives_way_starves_all_others() {
        assert_eq!(run(three(100), Next::Youngest, 50), [2; 50]);
        let polled = run(three(100), Next::Oldest, 51);
        let turns = |task| polled.iter().filter(|it| **it == task).count();
        assert_eq!([turns(0), turns(1), turns(2)], [17, 17, 17]);
    }

    #[test]
    fn who_has_ended_is_not_polled_again() {
        let ends = Box::pin(poll_fn(|cx| {
            cx.waker().wake_by_ref();
            Poll::Ready(())
        }));
        assert_eq!(run(vec![ends], Next::Oldest, 9), [0]);
    }

    #[test]
    fn who_is_not_woken_is_not_polled() {
        let never = Box::pin(std::future::pending());
        assert_eq!(run(vec![never], Next::Oldest, 9), [0]);
    }
}
