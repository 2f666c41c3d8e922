//! Programs that hang, each for another reason.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::sync::mpsc;
use std::task::Poll;
use std::time::Duration;

use tiny_rt::{JoinError, JoinHandle, Mutex, Sender, channel, join};
use tiny_rt::{select, sleep, spawn_named};

const NAP: Duration = Duration::from_millis(10);

/// Waits for all of these tasks.
async fn all<const N: usize>(tasks: [JoinHandle<()>; N]) {
    for task in tasks {
        match task.await {
            Ok(()) | Err(JoinError::Aborted) => {}
            Err(error) => println!("{error}"),
        }
    }
}

// ANCHOR: room
/// A channel with room for one, and a sender that keeps a send.
pub async fn room() {
    let (sender, mut receiver) = channel(1);
    let ant = spawn_named("ant", async move {
        sleep(NAP * 5).await;
        while let Some(number) = receiver.recv().await {
            println!("received {number}");
        }
    });
    let bee = spawn_named("bee", async move {
        send(&sender, 1).await;
        let mut second = pin!(send(&sender, 2));
        select(&mut second, sleep(NAP)).await;
        send(&sender, 3).await;
        second.await;
    });
    all([ant, bee]).await;
}

async fn send(sender: &Sender<u32>, number: u32) {
    if sender.send(number).await.is_ok() {
        println!("sent {number}");
    }
}
// ANCHOR_END: room

// ANCHOR: same-task
/// One task sends and receives. It does the one after the other.
pub async fn same_task() {
    let (sender, mut receiver) = channel(2);
    let ant = spawn_named("ant", async move {
        for number in 1..=3 {
            send(&sender, number).await;
        }
        drop(sender);
        while receiver.recv().await.is_some() {}
    });
    all([ant]).await;
}
// ANCHOR_END: same-task

// ANCHOR: same-task-join
/// One task sends and receives. It does both at once.
pub async fn same_task_join() {
    let (sender, mut receiver) = channel(2);
    let sends = async move {
        for number in 1..=3 {
            send(&sender, number).await;
        }
        drop(sender);
    };
    let receives = async { while receiver.recv().await.is_some() {} };
    join(receives, sends).await;
}
// ANCHOR_END: same-task-join

/// Two tasks take the same two locks, in different orders.
pub async fn order() {
    let pen = Rc::new(Mutex::named("the pen", ()));
    let ink = Rc::new(Mutex::named("the ink", ()));
    let copy = async |first: Rc<Mutex<()>>, second: Rc<Mutex<()>>| {
        let _first = first.lock().await;
        sleep(NAP).await;
        let _second = second.lock().await;
    };
    let ant = spawn_named("ant", copy(Rc::clone(&pen), Rc::clone(&ink)));
    let bee = spawn_named("bee", copy(ink, pen));
    all([ant, bee]).await;
}

// ANCHOR: guard
/// Two tasks use the standard library's mutex, across a wait.
#[expect(clippy::await_holding_lock, reason = "it is what is shown")]
pub async fn guard() {
    let page = Rc::new(std::sync::Mutex::new(0));
    let [ant, bee] = ["ant", "bee"].map(|name| {
        let page = Rc::clone(&page);
        spawn_named(name, async move {
            let mut count = page.lock().expect("nobody panics");
            sleep(NAP).await;
            *count += 1;
        })
    });
    all([ant, bee]).await;
}
// ANCHOR_END: guard

// ANCHOR: blocked
/// A task waits for another one, by a call that blocks.
pub async fn blocked() {
    let (sender, receiver) = mpsc::channel();
    let ant = spawn_named("ant", async move {
        let number: u32 = receiver.recv().expect("bee sends");
        println!("ant has received {number}");
    });
    let bee = spawn_named("bee", async move {
        sender.send(1).expect("ant receives");
    });
    all([ant, bee]).await;
}
// ANCHOR_END: blocked

// ANCHOR: lost
/// A future that leaves no waker with the one who will change the flag.
pub async fn lost() {
    let flag = Rc::new(Cell::new(false));
    let seen = Rc::clone(&flag);
    let ant = spawn_named("ant", async move {
        poll_fn(|_| match seen.get() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
    });
    let bee = spawn_named("bee", async move { flag.set(true) });
    all([ant, bee]).await;
}
// ANCHOR_END: lost
