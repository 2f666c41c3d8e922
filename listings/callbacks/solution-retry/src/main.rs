//! Tries again after a pause, which grows.

use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use callback_fetch::{Lanes, fetch};
use callback_loop::Reactor;
use deferred::{Deferred, Failure, deferred};

const HELP: &str = "\
Fetches a poem, and tries again after a pause if that fails.

Usage: solution-retry <HOST:PORT>

Arguments:
  <HOST:PORT>  The server

Options:
  -h, --help   Print this help
";

const LIMIT: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let servers = arguments.text_operands()?;
    let [server] = <[String; 1]>::try_from(servers)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    let mut reactor = Reactor::new()?;
    let begin = move |reactor: &mut Reactor| begin(reactor, &server);
    let plan = Plan { pause: Duration::from_millis(100), tries: 5 };
    retry(&mut reactor, plan, Rc::new(begin)).handle(
        &mut reactor,
        |_, poem| println!("{} bytes", poem.len()),
        |_, error| println!("no poem: {error}"),
    );
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

/// How often to try, and how long to wait before the second try. Each pause is twice the last one.
#[derive(Debug, Clone, Copy)]
struct Plan {
    pause: Duration,
    tries: u32,
}

/// The result of `begin`, which is called again after a pause if that was an error. It knows
/// nothing of poems, and nothing that it is built from knows of it.
fn retry<T: 'static>(
    reactor: &mut Reactor,
    plan: Plan,
    begin: Rc<impl Fn(&mut Reactor) -> Deferred<T> + 'static>,
) -> Deferred<T> {
    let first = begin(reactor);
    first.or_else(reactor, move |reactor, error| {
        if plan.tries <= 1 {
            return Deferred::from(Err(error));
        }
        let next = Plan { pause: plan.pause * 2, tries: plan.tries - 1 };
        pause(reactor, plan.pause)
            .then(reactor, move |reactor, ()| retry(reactor, next, begin))
    })
}

/// A result that comes after this time.
fn pause(reactor: &mut Reactor, time: Duration) -> Deferred<()> {
    let (resolver, over) = deferred();
    reactor.call_later(time, |it| resolver.resolve(it, Ok(())));
    over
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};
    use std::time::Instant;

    use slow_server::Pace;
    use time_limit::within;

    const PLAN: Plan = Plan { pause: Duration::from_millis(10), tries: 4 };

    /// How often something was tried that fails so many times, what came of it, and after how long.
    fn tried(failures: u32) -> (u32, Result<u32, String>, Duration) {
        within(Duration::from_secs(20), move || {
            let mut reactor = Reactor::new().unwrap();
            let count = Rc::new(Cell::new(0));
            let its_count = Rc::clone(&count);
            let try_it = move |_: &mut Reactor| {
                its_count.update(|count| count + 1);
                match its_count.get() {
                    count if count > failures => Deferred::from(Ok(count)),
                    count => Deferred::from(Err(format!("try {count}").into())),
                }
            };
            let (begin, end) = (Instant::now(), Rc::new(RefCell::new(None)));
            let its_end = Rc::clone(&end);
            retry(&mut reactor, PLAN, Rc::new(try_it)).on_outcome(
                &mut reactor,
                move |_, outcome| {
                    *its_end.borrow_mut() = Some(outcome);
                },
            );
            reactor.run().unwrap();
            let end = end.take().unwrap().map_err(|error| error.to_string());
            (count.get(), end, begin.elapsed())
        })
    }

    #[test]
    fn a_success_is_not_repeated() {
        let (tries, end, _) = tried(0);
        assert_eq!((tries, end), (1, Ok(1)));
    }

    #[test]
    fn it_pauses_longer_before_each_try() {
        let (tries, end, time) = tried(2);
        assert_eq!((tries, end), (3, Ok(3)));
        // 10 ms and 20 ms, at least.
        assert!(time >= Duration::from_millis(30), "{time:?}");
    }

    #[test]
    fn the_last_error_is_the_result() {
        let (tries, end, _) = tried(9);
        assert_eq!((tries, end), (4, Err("try 4".into())));
    }

    #[test]
    fn a_poem_comes_from_a_server_that_answers() {
        let pace = Pace {
            bytes: 4.try_into().unwrap(),
            delay: Duration::from_millis(1),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(b"Warte", pace).unwrap().to_string();
        within(Duration::from_secs(20), || {
            run(Arguments::new([server])).unwrap()
        });
    }

    #[test]
    fn there_must_be_one_server() {
        let error = run(Arguments::new([""; 0])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
