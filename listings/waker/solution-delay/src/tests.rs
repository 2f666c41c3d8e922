//! Early polls, many polls, and another thread.

use std::future::poll_fn;
use std::task::Waker;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn poll(delay: &mut Delay) -> Poll<()> {
    Pin::new(delay).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn it_is_not_ready_before_its_time() {
    let time = Duration::from_millis(30);
    let begin = Instant::now();
    within(LIMIT, move || block_on(Delay::New(time)));
    assert!(begin.elapsed() >= time);
}

#[test]
fn it_begins_with_the_first_poll_and_only_once() {
    let mut delay = Delay::New(Duration::from_secs(3600));
    assert!(matches!(delay, Delay::New(_)));
    assert!(poll(&mut delay).is_pending());
    let Delay::Runs(letter) = &delay else { panic!("it has not begun") };
    let first = format!("{letter:p}");
    assert!(poll(&mut delay).is_pending());
    let Delay::Runs(letter) = &delay else { panic!("it has begun twice") };
    assert_eq!(format!("{letter:p}"), first);
}

#[test]
fn the_waker_of_the_last_poll_is_woken() {
    let polls = within(LIMIT, || {
        let mut delay = Delay::New(Duration::from_millis(30));
        // This one will not be woken.
        assert!(poll(&mut delay).is_pending());
        let mut polls = 0;
        block_on(poll_fn(|cx| {
            polls += 1;
            Pin::new(&mut delay).poll(cx)
        }));
        polls
    });
    assert!(polls <= 2, "{polls}");
}

#[test]
fn two_run_at_the_same_time() {
    // What one thread would add up.
    let time = Duration::from_millis(400);
    let begin = Instant::now();
    within(LIMIT, move || {
        let four = join(
            join(Delay::New(time), Delay::New(time)),
            join(Delay::New(time), Delay::New(time)),
        );
        block_on(four)
    });
    assert!(begin.elapsed() >= time);
}

#[test]
fn the_help_names_the_constants() {
    let time = format!("for {} ms", TIME.as_millis());
    assert!(HELP.contains(&time), "{time}");
}

#[test]
fn operands_are_refused() {
    assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
}
