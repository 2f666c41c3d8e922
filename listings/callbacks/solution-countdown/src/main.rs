//! Counts down with a function that sets itself again, and looks at the stack.
//!
//! A place on the stack has an address. If the calls were one inside the other, each would have a
//! place of its own. Here each is called from the same line of the loop, and finds the same one
//! (but for the first, which was asked for by another closure).

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::rc::Rc;

use callback_loop::Reactor;

fn main() -> io::Result<()> {
    for from in [3, 100_000] {
        let places = by_the_loop(from)?;
        println!("{from} calls by the loop: {places} places on the stack");
    }
    // No more: each call of these is inside the one before it, and the stack is finite.
    println!("1000 calls of itself: {} places", by_itself(1000));
    Ok(())
}

type Places = Rc<RefCell<BTreeSet<usize>>>;

/// On how many places of the stack the function has stood, if the loop calls it `from` times.
fn by_the_loop(from: u32) -> io::Result<usize> {
    let (mut reactor, places) = (Reactor::new()?, Places::default());
    let its_places = Rc::clone(&places);
    reactor.call_soon(move |reactor| count_down(reactor, from, its_places));
    reactor.run()?;
    Ok(places.take().len())
}

fn count_down(reactor: &mut Reactor, left: u32, places: Places) {
    places.borrow_mut().insert(place(&left));
    if left > 1 {
        reactor.call_soon(move |it| count_down(it, left - 1, places));
    }
}

/// The same, for a function that calls itself.
fn by_itself(from: u32) -> usize {
    let mut places = BTreeSet::new();
    call_itself(from, &mut places);
    places.len()
}

fn call_itself(left: u32, places: &mut BTreeSet<usize>) {
    places.insert(place(&left));
    if left > 1 {
        call_itself(left - 1, places);
    }
    // After the call, lest the compiler make a jump of it.
    std::hint::black_box(&left);
}

fn place(local: &u32) -> usize {
    std::hint::black_box(local) as *const u32 as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use time_limit::within;

    #[test]
    fn the_stack_does_not_grow_with_the_calls() {
        let places = within(Duration::from_secs(60), || {
            [10, 50_000].map(|from| by_the_loop(from).unwrap())
        });
        assert!(places[0] <= 2);
        assert_eq!(places[0], places[1]);
    }

    #[test]
    fn calls_of_itself_stand_one_above_the_other() {
        assert_eq!(by_itself(100), 100);
    }
}
