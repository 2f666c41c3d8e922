//! In which order the functions of timers are called.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use callback_loop::Reactor;

fn main() -> io::Result<()> {
    called()?.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// What the functions have to say, in the order in which they were called.
fn called() -> io::Result<Vec<String>> {
    let (mut reactor, lines) = (Reactor::new()?, Lines::default());
    set(&mut reactor, &lines);
    reactor.run()?;
    Ok(lines.take())
}

type Lines = Rc<RefCell<Vec<String>>>;

// ANCHOR: set
fn set(reactor: &mut Reactor, lines: &Lines) {
    let ms = Duration::from_millis;
    let at = Instant::now() + ms(100);
    reactor.call_later(ms(300), add(lines, "late"));
    reactor.call_at(at, add(lines, "first of two"));
    reactor.call_at(at, add(lines, "second of two"));
    let gone = reactor.call_later(ms(50), add(lines, "never"));
    reactor.cancel(gone);

    let its_lines = Rc::clone(lines);
    reactor.call_later(ms(200), move |reactor| {
        add(&its_lines, "parent begins")(reactor);
        reactor.call_later(Duration::ZERO, add(&its_lines, "child"));
        add(&its_lines, "parent returns")(reactor);
    });

    let (own, its_lines) = (Rc::new(Cell::new(None)), Rc::clone(lines));
    let its_own = Rc::clone(&own);
    own.set(Some(reactor.call_later(ms(400), move |reactor| {
        let late = its_own.get().is_some_and(|own| !reactor.cancel(own));
        let line = if late { "too late to cancel" } else { "cancelled" };
        add(&its_lines, line)(reactor);
    })));
}
// ANCHOR_END: set

fn add(lines: &Lines, line: &'static str) -> impl FnOnce(&mut Reactor) + use<> {
    let lines = Rc::clone(lines);
    move |_| lines.borrow_mut().push(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn the_order_is_that_of_the_chapter() {
        let lines = within(Duration::from_secs(20), || called().unwrap());
        assert_eq!(
            lines,
            [
                "first of two",
                "second of two",
                "parent begins",
                "parent returns",
                "child",
                "late",
                "too late to cancel",
            ]
        );
    }
}
