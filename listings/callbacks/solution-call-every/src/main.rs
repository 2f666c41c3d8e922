//! Calls a function again and again, without drifting, until it says that it is enough.

use std::io;
use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

use callback_loop::Reactor;

/// How long each call takes.
const WORK: Duration = Duration::from_millis(30);
const PERIOD: Duration = Duration::from_millis(100);

fn main() -> io::Result<()> {
    for (name, drifts) in [("call_later", true), ("call_every", false)] {
        let mut reactor = Reactor::new()?;
        let (begin, mut count) = (Instant::now(), 0);
        let work = move |_: &mut Reactor| {
            count += 1;
            println!("{name}: {:.0} ms", begin.elapsed().as_secs_f64() * 1e3);
            thread::sleep(WORK);
            if count < 5 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        match drifts {
            true => after_each(&mut reactor, PERIOD, work),
            false => call_every(&mut reactor, PERIOD, work),
        }
        reactor.run()?;
    }
    Ok(())
}

/// A pause after each call: the time that the calls take adds up.
fn after_each(
    reactor: &mut Reactor,
    pause: Duration,
    mut function: impl FnMut(&mut Reactor) -> ControlFlow<()> + 'static,
) {
    reactor.call_later(pause, move |reactor| {
        if function(reactor).is_continue() {
            after_each(reactor, pause, function);
        }
    });
}

/// Calls `function` one `period` from now, and then each time that another period has passed,
/// until it breaks. Calls for which the loop came too late are left out.
fn call_every(
    reactor: &mut Reactor,
    period: Duration,
    function: impl FnMut(&mut Reactor) -> ControlFlow<()> + 'static,
) {
    call_from(reactor, Instant::now() + period, period, function);
}

fn call_from(
    reactor: &mut Reactor,
    due: Instant,
    period: Duration,
    mut function: impl FnMut(&mut Reactor) -> ControlFlow<()> + 'static,
) {
    reactor.call_at(due, move |reactor| {
        if function(reactor).is_continue() {
            let due = next_due(due, period, Instant::now());
            call_from(reactor, due, period, function);
        }
    });
}

/// The first moment after `now` that is a whole number of periods after `due`.
fn next_due(due: Instant, period: Duration, now: Instant) -> Instant {
    let late = now.saturating_duration_since(due).as_nanos();
    let periods = late / period.as_nanos() + 1;
    due + period * u32::try_from(periods).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;
    use time_limit::within;

    #[test]
    fn the_next_call_counts_from_the_deadline_and_not_from_the_call() {
        let due = Instant::now();
        let ms = Duration::from_millis;
        for (late, next) in
            [(0, 100), (30, 100), (99, 100), (100, 200), (250, 300)]
        {
            let found = next_due(due, ms(100), due + ms(late));
            assert_eq!(found, due + ms(next), "{late}");
        }
        // The clock of a timer may be a little early in the eyes of the next look.
        assert_eq!(next_due(due + ms(1), ms(100), due), due + ms(101));
    }

    #[test]
    fn the_function_can_end_it_from_inside() {
        for drifts in [true, false] {
            let count = within(Duration::from_secs(20), move || {
                let mut reactor = Reactor::new().unwrap();
                let count = Rc::new(RefCell::new(0));
                let its_count = Rc::clone(&count);
                let step = move |_: &mut Reactor| {
                    *its_count.borrow_mut() += 1;
                    match *its_count.borrow() {
                        3 => ControlFlow::Break(()),
                        _ => ControlFlow::Continue(()),
                    }
                };
                let period = Duration::from_millis(1);
                match drifts {
                    true => after_each(&mut reactor, period, step),
                    false => call_every(&mut reactor, period, step),
                }
                reactor.run().unwrap();
                count.take()
            });
            assert_eq!(count, 3);
        }
    }

    #[test]
    fn each_call_comes_at_a_whole_number_of_periods_or_later() {
        within(Duration::from_secs(20), || {
            let mut reactor = Reactor::new().unwrap();
            let (begin, mut count) = (Instant::now(), 0);
            let period = Duration::from_millis(20);
            call_every(&mut reactor, period, move |_| {
                count += 1;
                assert!(begin.elapsed() >= period * count);
                if count < 4 {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
            reactor.run().unwrap();
        });
    }
}
