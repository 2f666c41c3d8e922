//! Fetches a poem, from a second server if the first one fails.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use callback_fetch::{Lanes, fetch};
use callback_loop::Reactor;
use deferred::{Deferred, Failure, Outcome, deferred};

const HELP: &str = "\
Counts the lines of a poem, which a second server sends if the first one fails.

Usage: deferred-client [OPTIONS] <HOST:PORT> <HOST:PORT>

Arguments:
  <HOST:PORT>   The first server, and the second one

Options:
  --limit <MS>  Give up a poem that is not whole after this time [default: 5000]
  --unhandled   Leave out the function for the error at the end
  -h, --help    Print this help
";

const DEFAULT_LIMIT: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let limit = arguments.milliseconds("--limit")?.unwrap_or(DEFAULT_LIMIT);
    let unhandled = arguments.flag("--unhandled");
    let servers = arguments.text_operands()?;
    let Ok([first, second]) = <[String; 2]>::try_from(servers) else {
        return Err(
            UsageError::new("needs two servers, as HOST:PORT each").into()
        );
    };
    let mut reactor = Reactor::new()?;
    let say = Rc::new(|line: &str| {
        // A callback has nobody to give an error to.
        let _ = writeln!(io::stdout(), "{line}");
    });
    let lines = count(&mut reactor, [first, second], limit, say.clone());
    if !unhandled {
        let its_say = say.clone();
        lines.handle(
            &mut reactor,
            move |_, lines| say(&format!("{lines} lines")),
            move |_, error| its_say(&format!("no poem: {error}")),
        );
    }
    reactor.run()?;
    Ok(())
}

// ANCHOR: count
/// The number of lines of the poem.
fn count(
    reactor: &mut Reactor,
    [first, second]: [String; 2],
    limit: Duration,
    say: Rc<impl Fn(&str) + 'static>,
) -> Deferred<usize> {
    begin(reactor, &first, limit)
        .or_else(reactor, move |reactor, error| {
            say(&format!("{first}: {error}"));
            begin(reactor, &second, limit)
        })
        .then(reactor, |_, poem| Deferred::from(lines(poem)))
}

fn lines(poem: Vec<u8>) -> Outcome<usize> {
    Ok(String::from_utf8(poem)?.lines().count())
}
// ANCHOR_END: count

// ANCHOR: begin
/// `fetch`, with a result in place of its last argument.
fn begin(
    reactor: &mut Reactor,
    server: &str,
    limit: Duration,
) -> Deferred<Vec<u8>> {
    let (resolver, poem) = deferred();
    let lanes = Lanes::of_poem(server);
    fetch(reactor, server, limit, lanes, |reactor, fetched| {
        resolver.resolve(reactor, fetched.map_err(Failure::from));
    });
    poem
}
// ANCHOR_END: begin

#[cfg(test)]
mod tests {
    use super::*;
    use slow_server::Pace;
    use std::cell::RefCell;
    use time_limit::within;

    /// Nobody listens on port 1.
    const NOBODY: &str = "127.0.0.1:1";

    fn slow(poem: &[u8]) -> String {
        let pace = Pace {
            bytes: 4.try_into().unwrap(),
            delay: Duration::from_millis(1),
            jitter: Duration::ZERO,
        };
        slow_server::start(poem, pace).unwrap().to_string()
    }

    /// The result for these two servers, and how often something was said.
    fn counted(servers: [String; 2]) -> (Result<usize, String>, usize) {
        within(Duration::from_secs(20), || {
            let mut reactor = Reactor::new().unwrap();
            let said = Rc::new(RefCell::new(0));
            let its_said = Rc::clone(&said);
            let say = Rc::new(move |_: &str| *its_said.borrow_mut() += 1);
            let end = Rc::new(RefCell::new(None));
            let its_end = Rc::clone(&end);
            count(&mut reactor, servers, DEFAULT_LIMIT, say).on_outcome(
                &mut reactor,
                move |_, lines| {
                    *its_end.borrow_mut() = Some(lines);
                },
            );
            reactor.run().unwrap();
            let end = end.take().unwrap();
            (end.map_err(|error| error.to_string()), said.take())
        })
    }

    #[test]
    fn the_first_server_is_enough() {
        let servers = [slow(b"Warte nur,\nbalde\n"), NOBODY.into()];
        assert_eq!(counted(servers), (Ok(2), 0));
    }

    #[test]
    fn the_second_server_helps_out() {
        let servers = [NOBODY.into(), slow(b"Ruhest du auch.\n")];
        assert_eq!(counted(servers), (Ok(1), 1));
    }

    #[test]
    fn if_both_fail_there_is_an_error_at_the_end() {
        let (end, said) = counted([NOBODY.into(), NOBODY.into()]);
        assert!(end.unwrap_err().starts_with("Connection refused"));
        assert_eq!(said, 1);
    }

    #[test]
    fn an_error_of_the_second_step_does_not_go_back_to_the_cure() {
        let servers = [slow(&[0xff]), slow(b"a\n")];
        let (end, said) = counted(servers);
        assert!(end.unwrap_err().contains("utf-8"));
        assert_eq!(said, 0);
    }

    #[test]
    fn there_must_be_two_servers() {
        let error = run(Arguments::new([NOBODY])).unwrap_err();
        assert!(error.is::<UsageError>());
    }

    #[test]
    fn the_help_names_the_default() {
        let default = format!("[default: {}]", DEFAULT_LIMIT.as_millis());
        assert!(HELP.contains(&default), "{default}");
    }
}
