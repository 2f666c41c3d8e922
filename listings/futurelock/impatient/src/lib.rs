//! Three tasks write on one page, and one of them loses patience.

mod bee;

use std::rc::Rc;
use std::str::FromStr;
use std::time::Duration;

use tiny_rt::{Mutex, sleep, spawn_named};

// ANCHOR: page
/// A page, for one writer at a time.
pub type Page = Mutex<Vec<&'static str>>;

/// Waits for the page, and writes a verse on it.
async fn write(page: &Page, verse: &'static str) {
    let mut verses = page.lock().await;
    verses.push(verse);
}

/// Has the page for a while, and needs it all that time.
async fn ant(page: Rc<Page>) {
    let mut verses = page.lock().await;
    println!("ant has the page");
    sleep(Duration::from_millis(50)).await;
    verses.push("Who has seen the wind?");
    println!("ant gives it back");
}
// ANCHOR_END: page

async fn cat(page: Rc<Page>) {
    write(&page, "But when the leaves").await;
}

/// What bee does when it has lost its patience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Writes a note, and keeps the future of its verse meanwhile.
    Keep,
    /// Has dropped that future before.
    Drop,
    /// Has left that future to the executor before.
    Spawn,
    /// Polls that future and the note.
    Join,
}

impl FromStr for Way {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "keep" => Ok(Way::Keep),
            "drop" => Ok(Way::Drop),
            "spawn" => Ok(Way::Spawn),
            "join" => Ok(Way::Join),
            _ => Err(()),
        }
    }
}

/// All three write on the page; this is ready when they have ended.
pub async fn evening(way: Way, page: Rc<Page>) {
    let tasks = [
        spawn_named("ant", ant(Rc::clone(&page))),
        match way {
            Way::Keep => spawn_named("bee", bee::keep(Rc::clone(&page))),
            Way::Drop => spawn_named("bee", bee::drop(Rc::clone(&page))),
            Way::Spawn => spawn_named("bee", bee::spawn(Rc::clone(&page))),
            Way::Join => spawn_named("bee", bee::join(Rc::clone(&page))),
        },
        spawn_named("cat", cat(page)),
    ];
    for task in tasks {
        if let Err(error) = task.await {
            println!("{error}");
        }
    }
}

#[cfg(test)]
mod tests;
