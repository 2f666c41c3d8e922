//! The command line of the impatient writers.

use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use impatient::{Page, Way, evening};
use tiny_rt::{block_on, dump, timeout};

const HELP: &str = "\
Three tasks write on one page, and bee loses patience.

Usage: impatient [WAY]

Arguments:
  [WAY]       What bee does with the verse that it waits to write: keep, drop,
              spawn or join [default: keep]

Options:
  -h, --help  Print this help
";

/// For so long it looks on.
const LIMIT: Duration = Duration::from_millis(300);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let way = match &arguments.text_operands()?[..] {
        [] => Way::Keep,
        [way] => way
            .parse()
            .map_err(|()| UsageError::new(format!("{way} is no way")))?,
        _ => return Err(UsageError::new("needs one way").into()),
    };
    let page = Rc::new(Page::named("the page", Vec::new()));
    block_on(watch(way, page));
    Ok(())
}

// ANCHOR: watch
/// Looks on, and tells what there is to see when the time is over.
async fn watch(way: Way, page: Rc<Page>) {
    if timeout(LIMIT, evening(way, Rc::clone(&page))).await.is_ok() {
        let verses = page.lock().await;
        verses.iter().for_each(|verse| println!("    {verse}"));
        return;
    }
    println!("nothing happens any more:");
    for task in dump() {
        println!("    {task}");
    }
    println!("    the page: {}", page.holder());
}
// ANCHOR_END: watch
