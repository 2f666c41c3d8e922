//! Boxes that move, and futures that stay where they are.

use std::error::Error;
use std::mem;
use std::pin::Pin;
use std::process::ExitCode;
use std::task::{Context, Waker};

use arguments::{Arguments, UsageError};
use rt_tasks::yield_now;

const HELP: &str = "\
Polls two futures, moves the boxes that they are in, and polls them again.

Usage: moving-boxes

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: recite
async fn recite(name: &str, line: [u8; 24]) {
    let last_word = &line[20..];
    println!("{name} begins; its line is at {:p}", &line);
    yield_now().await;
    println!("{name} goes on; its line is at {:p}", &line);
    println!("{name} says {}", last_word.escape_ascii());
}
// ANCHOR_END: recite

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    // ANCHOR: boxes
    let mut cx = Context::from_waker(Waker::noop());
    let mut ant = Box::pin(recite("ant", *b"But when the leaves hang"));
    let mut bee = Box::pin(recite("bee", *b"The wind is passing thro"));
    let _ = ant.as_mut().poll(&mut cx);
    let _ = bee.as_mut().poll(&mut cx);

    mem::swap(&mut ant, &mut bee);
    let both: Vec<Pin<Box<dyn Future<Output = ()>>>> = vec![ant, bee];
    for mut future in both {
        let _ = future.as_mut().poll(&mut cx);
    }
    // ANCHOR_END: boxes
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Its line lies in the future, and may not be elsewhere after the pause.
    async fn stay(line: [u8; 24]) {
        let place = line.as_ptr();
        yield_now().await;
        assert_eq!(place, line.as_ptr());
        assert_eq!(line, [b'a'; 24]);
    }

    #[test]
    fn a_future_stays_when_its_box_moves() {
        let mut cx = Context::from_waker(Waker::noop());
        let mut all: Vec<_> =
            (0..9).map(|_| Box::pin(stay([b'a'; 24]))).collect();
        for future in &mut all {
            assert!(future.as_mut().poll(&mut cx).is_pending());
        }
        all.reserve(1000);
        all.reverse();
        for future in &mut all {
            assert!(future.as_mut().poll(&mut cx).is_ready());
        }
    }

    #[test]
    fn the_figure_has_the_sizes() {
        let figure = include_str!("../../../../figures/pin-boxes.toml");
        let sizes = figure.split("size = ").skip(1).map(|rest| {
            let digits = rest.split(|it: char| !it.is_ascii_digit());
            digits.take(1).collect::<String>().parse().unwrap()
        });
        let boxed = Box::pin(stay([0; 24]));
        let forgets = size_of::<Pin<Box<dyn Future<Output = ()>>>>();
        let expected = [
            size_of_val(&boxed),
            b"But when the leaves ".len(),
            b"hang".len(),
            size_of::<&[u8]>(),
            forgets,
            forgets,
        ];
        assert_eq!(sizes.collect::<Vec<usize>>(), expected);
    }
}
