//! Asks two servers, and takes the poem that comes first.

use std::cell::RefCell;
use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use callback_fetch::{Lanes, fetch};
use callback_loop::Reactor;
use deferred::{Deferred, Failure, deferred};

const HELP: &str = "\
Asks two servers, and takes the poem that comes first.

Usage: solution-first-wins <HOST:PORT> <HOST:PORT>

Arguments:
  <HOST:PORT>  The servers

Options:
  -h, --help   Print this help
";

const LIMIT: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let servers = arguments.text_operands()?;
    let servers = <[String; 2]>::try_from(servers)
        .map_err(|_| UsageError::new("needs two servers, as HOST:PORT"))?;
    let mut reactor = Reactor::new()?;
    let poems = servers.map(|server| begin(&mut reactor, &server));
    first_of(&mut reactor, poems).handle(
        &mut reactor,
        |_, poem| println!("{} bytes", poem.len()),
        |_, error| println!("no poem: {error}"),
    );
    // The loop runs until the loser is done, too: nobody has told it to stop.
    reactor.run()?;
    Ok(())
}

fn begin(reactor: &mut Reactor, server: &str) -> Deferred<Vec<u8>> {
    let (resolver, poem) = deferred();
    fetch(reactor, server, LIMIT, Lanes::of_poem(server), |it, fetched| {
        resolver.resolve(it, fetched.map_err(Failure::from));
    });
    poem
}

/// The value that comes first. An error, if both fail: the later one.
fn first_of<T: 'static>(
    reactor: &mut Reactor,
    both: [Deferred<T>; 2],
) -> Deferred<T> {
    let (resolver, first) = deferred();
    // Two functions may be the one that resolves. Whoever comes takes it.
    let resolver = Rc::new(RefCell::new(Some(resolver)));
    for one in both {
        let resolver = Rc::clone(&resolver);
        one.on_outcome(reactor, move |reactor, outcome| {
            // An error waits for the other one, as long as that has a share.
            if outcome.is_err() && Rc::strong_count(&resolver) > 1 {
                return;
            }
            if let Some(resolver) = resolver.take() {
                resolver.resolve(reactor, outcome);
            }
        });
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use slow_server::Pace;
    use time_limit::within;

    /// In how many milliseconds something comes, and what.
    type Plan = (u64, Result<u32, &'static str>);

    /// The result, and how often there was one.
    fn first(plans: [Plan; 2]) -> Vec<Result<u32, String>> {
        within(Duration::from_secs(20), move || {
            let mut reactor = Reactor::new().unwrap();
            let both = plans.map(|(ms, outcome)| {
                let (resolver, deferred) = deferred();
                let pause = Duration::from_millis(ms);
                reactor.call_later(pause, move |reactor| {
                    resolver.resolve(reactor, outcome.map_err(Failure::from));
                });
                deferred
            });
            let ends = Rc::new(RefCell::new(Vec::new()));
            let its_ends = Rc::clone(&ends);
            first_of(&mut reactor, both).on_outcome(
                &mut reactor,
                move |_, outcome| {
                    let outcome = outcome.map_err(|error| error.to_string());
                    its_ends.borrow_mut().push(outcome);
                },
            );
            reactor.run().unwrap();
            ends.take()
        })
    }

    #[test]
    fn the_first_value_wins_whatever_its_place() {
        assert_eq!(first([(200, Ok(1)), (1, Ok(2))]), [Ok(2)]);
        assert_eq!(first([(1, Ok(1)), (200, Ok(2))]), [Ok(1)]);
    }

    #[test]
    fn an_error_waits_for_the_other_one() {
        assert_eq!(first([(1, Err("lost")), (100, Ok(2))]), [Ok(2)]);
        assert_eq!(first([(100, Ok(1)), (1, Err("lost"))]), [Ok(1)]);
    }

    #[test]
    fn an_error_after_the_value_changes_nothing() {
        assert_eq!(first([(1, Ok(1)), (100, Err("lost"))]), [Ok(1)]);
    }

    #[test]
    fn if_both_fail_the_later_error_is_the_result() {
        let both = [(1, Err("lost")), (100, Err("late"))];
        assert_eq!(first(both), [Err("late".into())]);
    }

    #[test]
    fn the_poem_of_either_server_will_do() {
        let pace = Pace {
            bytes: 4.try_into().unwrap(),
            delay: Duration::from_millis(1),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(b"Warte", pace).unwrap().to_string();
        within(Duration::from_secs(20), || {
            run(Arguments::new([server, "127.0.0.1:1".into()])).unwrap();
        });
    }

    #[test]
    fn there_must_be_two_servers() {
        let error = run(Arguments::new(["a:1"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
