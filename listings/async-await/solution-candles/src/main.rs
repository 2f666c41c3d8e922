//! Which candles go out at which await, and in which order.

use std::cell::RefCell;
use std::error::Error;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Drops a future at its start, at each await and at its end.

Usage: solution-candles

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// What has gone out, in its order.
type Dark = Rc<RefCell<Vec<&'static str>>>;

struct Candle {
    name: &'static str,
    dark: Dark,
}

impl Drop for Candle {
    fn drop(&mut self) {
        self.dark.borrow_mut().push(self.name);
    }
}

impl Candle {
    fn is_lit(&self) -> bool {
        !self.dark.borrow().contains(&self.name)
    }
}

/// Pending once.
#[derive(Default)]
struct Pause {
    is_over: bool,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match std::mem::replace(&mut self.is_over, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

// ANCHOR: evening
async fn evening(door: Candle, dark: Dark) {
    let light = |name| Candle { name, dark: Rc::clone(&dark) };
    let _hall = light("hall");
    {
        let _stairs = light("stairs");
        Pause::default().await;
    }
    let _ = light("cellar");
    match light("kitchen").is_lit() {
        true => Pause::default().await,
        false => unreachable!("it has just been lit"),
    }
    drop(door);
    Pause::default().await;
}
// ANCHOR_END: evening

/// What goes out, and when: a list for each poll, and for the drop.
fn after(polls: usize) -> Vec<Vec<&'static str>> {
    let dark = Dark::default();
    let door = Candle { name: "door", dark: Rc::clone(&dark) };
    let mut evening = Box::pin(evening(door, Rc::clone(&dark)));
    let mut cx = Context::from_waker(Waker::noop());
    let mut went_out = Vec::new();
    for _ in 0..polls {
        let _ = pin!(&mut evening).poll(&mut cx);
        went_out.push(dark.take());
    }
    drop(evening);
    went_out.push(dark.take());
    went_out
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    for polls in 0..=4 {
        println!("polls: {polls}, and then the drop");
        let went_out = after(polls);
        for (at, names) in (1..=polls).zip(&went_out) {
            println!("    poll {at}: {}", names.join(", "));
        }
        println!("    drop: {}", went_out[polls].join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drop_ends_the_function_where_it_is() {
        let second = vec!["stairs", "cellar"];
        let third = vec!["kitchen", "door"];
        assert_eq!(after(0), [vec!["door"]]);
        assert_eq!(after(1), [vec![], vec!["stairs", "hall", "door"]]);
        let at_the_match = vec!["kitchen", "hall", "door"];
        assert_eq!(after(2), [vec![], second.clone(), at_the_match]);
        let rest = vec!["hall"];
        let expected = [vec![], second.clone(), third.clone(), rest.clone()];
        assert_eq!(after(3), expected);
        assert_eq!(after(4), [vec![], second, third, rest, vec![]]);
    }

    #[test]
    fn it_takes_no_operand() {
        let error = run(Arguments::new(["late"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
