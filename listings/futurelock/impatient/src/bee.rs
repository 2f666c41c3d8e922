//! A task that loses patience, in four ways.

use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use tiny_rt::{Either, select, sleep, spawn_named};

use crate::{Page, write};

const PATIENCE: Duration = Duration::from_millis(20);
const LINE: &str = "Neither I nor you:";
const NOTE: &str = "(bee was here, and waits)";

// ANCHOR: keep
/// Waits for the page. After a while, leaves a note and goes on waiting.
pub(crate) async fn keep(page: Rc<Page>) {
    let mut line = pin!(write(&page, LINE));
    let first = select(&mut line, sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        write(&page, NOTE).await;
        line.await;
    }
}
// ANCHOR_END: keep

// ANCHOR: drop
/// Gives up its place in the line, and comes again.
pub(crate) async fn drop(page: Rc<Page>) {
    let first = select(write(&page, LINE), sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        write(&page, NOTE).await;
        write(&page, LINE).await;
    }
}
// ANCHOR_END: drop

// ANCHOR: spawn
/// Leaves the line to a task of its own.
pub(crate) async fn spawn(page: Rc<Page>) {
    let same = Rc::clone(&page);
    let line = async move { write(&same, LINE).await };
    let mut line = spawn_named("line", line);
    let first = select(&mut line, sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        write(&page, NOTE).await;
        if let Err(error) = line.await {
            println!("{error}");
        }
    }
}
// ANCHOR_END: spawn

// ANCHOR: join
/// Goes on polling the line while it waits with the note.
pub(crate) async fn join(page: Rc<Page>) {
    let mut line = pin!(write(&page, LINE));
    let first = select(&mut line, sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        tiny_rt::join(line, write(&page, NOTE)).await;
    }
}
// ANCHOR_END: join
