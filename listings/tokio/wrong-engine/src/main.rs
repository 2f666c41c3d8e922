//! Futures of one runtime on another.

use std::error::Error;
use std::io;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use tokio::runtime::Builder;

const HELP: &str = "\
Polls futures of one runtime on another: a letter, and a sleep.

Usage: wrong-engine <ENGINE>

Arguments:
  <ENGINE>    Who polls: tokio or tiny-rt

Options:
  -h, --help  Print this help
";

const NAP: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [engine] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one engine"))?;
    match engine.as_str() {
        "tokio" => on_tokio()?,
        "tiny-rt" => on_tiny_rt(),
        other => {
            let why = format!("there is no engine {other:?}");
            return Err(UsageError::new(why).into());
        }
    }
    Ok(())
}

// ANCHOR: engines
/// What `tiny-rt` has, polled by Tokio.
fn on_tokio() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (sender, letter) = tiny_rt::letter();
        let letters = async {
            tiny_rt::join(letter, async { sender.send("hello") }).await.0
        };
        println!("the letter: {:?}", letters.await);
        tiny_rt::sleep(NAP).await;
        println!("the sleep is over");
    });
    Ok(())
}

/// What Tokio has, polled by `tiny-rt`.
fn on_tiny_rt() {
    tiny_rt::block_on(async {
        let (sender, letter) = tokio::sync::oneshot::channel();
        let letters =
            async { tokio::join!(letter, async { sender.send("hello") }).0 };
        println!("the letter: {:?}", letters.await);
        tokio::time::sleep(NAP).await;
        println!("the sleep is over");
    });
}
// ANCHOR_END: engines
