//! A house with so many places: a limit on tasks.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use rt_tasks::caught::caught;
use rt_tasks::{LetterSender, letter};

/// So many places. Who wants one waits until there is one.
#[derive(Debug)]
pub struct Places {
    free: Cell<usize>,
    /// Those who wait, the first one first.
    waiting: RefCell<VecDeque<LetterSender<Place>>>,
    /// Whether places are given out just now.
    gives: Cell<bool>,
}

/// One place, until it is dropped.
#[derive(Debug)]
pub struct Place(Rc<Places>);

impl Places {
    /// So many places.
    pub fn new(count: usize) -> Rc<Places> {
        let (free, gives) = (Cell::new(count), Cell::new(false));
        Rc::new(Places { free, waiting: RefCell::default(), gives })
    }

    /// A place, when there is one. Who has asked first gets it first.
    pub async fn take(self: &Rc<Self>) -> Place {
        if let Some(left) = self.free.get().checked_sub(1) {
            self.free.set(left);
            return Place(Rc::clone(self));
        }
        let (sender, letter) = letter();
        self.waiting.borrow_mut().push_back(sender);
        letter.await.expect("whoever waits is sent a place, or waits on")
    }

    /// The first one who waits, if there is a place.
    fn next(&self) -> Option<LetterSender<Place>> {
        if self.free.get() == 0 {
            return None;
        }
        self.waiting.borrow_mut().pop_front()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let places = &self.0;
        places.free.update(|free| free + 1);
        // If the next one does not wait any more, the new place is dropped at
        // once, which comes here again; the loop gives it to the one behind.
        if !places.gives.replace(true) {
            while let Some(next) = places.next() {
                places.free.update(|free| free - 1);
                let place = Place(Rc::clone(places));
                // A waker that panics must not keep the others from theirs.
                let _ = caught(|| next.send(place));
            }
            places.gives.set(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    use rt_tasks::{block_on, spawn, yield_now};
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn there_are_never_more_tasks_than_places_and_all_have_their_turn() {
        within(LIMIT, || {
            block_on(async {
                let places = Places::new(3);
                let inside = Rc::new(Cell::new(0));
                let mut visits = Vec::new();
                let mut most = 0;
                for number in 0..10 {
                    let place = places.take().await;
                    let inside = Rc::clone(&inside);
                    inside.set(inside.get() + 1);
                    most = most.max(inside.get());
                    visits.push(spawn(async move {
                        let _place = place;
                        for _ in 0..=number {
                            yield_now().await;
                        }
                        inside.set(inside.get() - 1);
                    }));
                }
                for visit in visits {
                    visit.await.unwrap();
                }
                assert_eq!((most, inside.get()), (3, 0));
                assert_eq!(places.free.get(), 3);
            })
        });
    }

    #[test]
    fn the_first_who_waits_is_the_first_who_comes_in() {
        within(LIMIT, || {
            block_on(async {
                let places = Places::new(1);
                let order = Rc::new(RefCell::new(Vec::new()));
                let first = places.take().await;
                let waiting: Vec<_> = (0..3)
                    .map(|number| {
                        let places = Rc::clone(&places);
                        let order = Rc::clone(&order);
                        spawn(async move {
                            let _place = places.take().await;
                            order.borrow_mut().push(number);
                        })
                    })
                    .collect();
                yield_now().await;
                drop(first);
                for task in waiting {
                    task.await.unwrap();
                }
                assert_eq!(*order.borrow(), [0, 1, 2]);
            })
        });
    }

    #[test]
    fn a_place_for_one_who_has_gone_is_not_lost() {
        within(LIMIT, || {
            block_on(async {
                let places = Places::new(1);
                let place = places.take().await;
                {
                    let mut gone = pin!(places.take());
                    let once = poll_fn(|cx| {
                        assert!(gone.as_mut().poll(cx).is_pending());
                        Poll::Ready(())
                    });
                    once.await;
                }
                drop(place);
                places.take().await;
            })
        });
    }

    #[test]
    fn however_many_have_gone_the_place_comes_to_the_one_who_waits() {
        within(LIMIT, || {
            block_on(async {
                let places = Places::new(1);
                let held = places.take().await;
                let mut cx = Context::from_waker(Waker::noop());
                let gone = if cfg!(miri) { 10 } else { 100_000 };
                for _ in 0..gone {
                    assert!(pin!(places.take()).poll(&mut cx).is_pending());
                }
                let mut waits = pin!(places.take());
                assert!(waits.as_mut().poll(&mut cx).is_pending());
                drop(held);
                drop(waits.await);
                assert_eq!(places.free.get(), 1);
            });
        });
    }
}
