//! So many at a time.

use std::cell::Cell;
use std::rc::Rc;

use super::*;

#[test]
fn there_are_as_many_places_as_it_says() {
    in_time(|| async {
        let semaphore = Rc::new(Semaphore::named("three places", 3));
        let [inside, most] = [(); 2].map(|()| Rc::new(Cell::new(0)));
        let tasks: Vec<_> = (0..10)
            .map(|_| {
                let semaphore = semaphore.clone();
                let (inside, most) = (inside.clone(), most.clone());
                spawn(async move {
                    let _place = semaphore.acquire().await;
                    inside.set(inside.get() + 1);
                    most.set(inside.get().max(most.get()));
                    yield_now().await;
                    inside.set(inside.get() - 1);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!((inside.get(), most.get()), (0, 3));
    });
}

#[test]
fn whoever_waits_for_a_place_stands_in_line() {
    let semaphore = Semaphore::named("one place", 1);
    let mut first = semaphore.acquire();
    let Poll::Ready(place) = poll_once(&mut first) else { panic!() };
    let (mut second, mut third) = (semaphore.acquire(), semaphore.acquire());
    assert!(poll_once(&mut second).is_pending());
    assert!(poll_once(&mut third).is_pending());
    drop(place);
    assert!(poll_once(&mut third).is_pending());
    drop(second);
    assert!(poll_once(&mut third).is_ready());
}
