//! A task that loses patience, in four ways.

use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use tiny_rt::{Either, select, sleep, spawn_named};

use crate::{Page, write};

const PATIENCE: Duration = Duration::from_millis(20);
const VERSE: &str = "Neither I nor you:";
const NOTE: &str = "(bee was here, and waits)";

// ANCHOR: keep
/// Waits for the page. After a while, leaves a note and goes on waiting.
pub(crate) async fn keep(page: Rc<Page>) {
    let mut verse = pin!(write(&page, VERSE));
    let first = select(&mut verse, sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        write(&page, NOTE).await;
        verse.await;
    }
}
// ANCHOR_END: keep

// ANCHOR: drop
/// Gives up its place in the line, and comes again.
pub(crate) async fn drop(page: Rc<Page>) {
    let first = select(write(&page, VERSE), sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        write(&page, NOTE).await;
        write(&page, VERSE).await;
    }
}
// ANCHOR_END: drop

// ANCHOR: spawn
/// Leaves the verse to a task of its own.
pub(crate) async fn spawn(page: Rc<Page>) {
    let same = Rc::clone(&page);
    let verse = async move { write(&same, VERSE).await };
    let mut verse = spawn_named("verse", verse);
    let first = select(&mut verse, sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        write(&page, NOTE).await;
        if let Err(error) = verse.await {
            println!("{error}");
        }
    }
}
// ANCHOR_END: spawn

// ANCHOR: join
/// Goes on polling the verse while it waits with the note.
pub(crate) async fn join(page: Rc<Page>) {
    let mut verse = pin!(write(&page, VERSE));
    let first = select(&mut verse, sleep(PATIENCE)).await;
    if let Either::Right(()) = first {
        println!("bee has lost patience");
        tiny_rt::join(verse, write(&page, NOTE)).await;
    }
}
// ANCHOR_END: join
