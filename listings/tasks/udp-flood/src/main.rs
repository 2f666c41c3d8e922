//! A task whose socket is always ready, and its neighbour.

mod bounce;

use std::cell::Cell;
use std::error::Error;
use std::io;
use std::process::ExitCode;
use std::rc::Rc;

use arguments::{Arguments, UsageError};
use bounce::Bounce;
use rt_tasks::{block_on, spawn, yield_now};

const HELP: &str = "\
A task sends datagrams to itself, so that its socket is always ready. Another
task says when it has its turn.

Usage: udp-flood [OPTIONS]

Options:
  --no-budget  Use the sockets of the step before, which have no budget
  -h, --help   Print this help
";

/// How many datagrams are sent.
const DATAGRAMS: u32 = 1000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let no_budget = arguments.flag("--no-budget");
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    let turns = match no_budget {
        true => turns_beside(rt_reactor::net::UdpSocket::bind),
        false => turns_beside(rt_tasks::net::UdpSocket::bind),
    }?;
    for (n, datagrams) in turns.iter().enumerate().take(3) {
        println!("turn {} of the neighbour: {datagrams} datagrams", n + 1);
    }
    println!("turns in all: {}", turns.len());
    Ok(())
}

/// How many datagrams have come at each turn of the neighbour.
fn turns_beside<S: Bounce + 'static>(
    bind: fn(std::net::SocketAddr) -> io::Result<S>,
) -> Result<Vec<u32>, Box<dyn Error>> {
    block_on(async {
        let mut socket = bind(([127, 0, 0, 1], 0).into())?;
        let come = Rc::new(Cell::new(0));
        let seen = Rc::clone(&come);
        // ANCHOR: tasks
        let flood = spawn(async move {
            while come.get() < DATAGRAMS {
                socket.bounce().await?;
                come.set(come.get() + 1);
            }
            io::Result::Ok(())
        });
        let neighbour = spawn(async move {
            let mut turns = vec![seen.get()];
            while seen.get() < DATAGRAMS {
                yield_now().await;
                turns.push(seen.get());
            }
            turns
        });
        // ANCHOR_END: tasks
        flood.await??;
        Ok(neighbour.await?)
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rt_tasks::budget::CALLS_A_POLL;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn without_a_budget_the_neighbour_has_to_wait_for_the_last_datagram() {
        let turns = within(LIMIT, || {
            turns_beside(rt_reactor::net::UdpSocket::bind).unwrap()
        });
        assert_eq!(turns, [DATAGRAMS]);
    }

    #[test]
    fn with_a_budget_it_has_a_turn_after_so_many_calls() {
        let turns = within(LIMIT, || {
            turns_beside(rt_tasks::net::UdpSocket::bind).unwrap()
        });
        // A datagram is two calls.
        let expected: Vec<_> = (1..)
            .map(|turn| turn * CALLS_A_POLL / 2)
            .take_while(|datagrams| *datagrams < DATAGRAMS)
            .chain([DATAGRAMS])
            .collect();
        assert_eq!(turns, expected);
    }
}
