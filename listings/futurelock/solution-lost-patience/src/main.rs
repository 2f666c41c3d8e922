//! The three writers, with any patience and in two orders.

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use tiny_rt::{Either, Mutex, block_on, select, sleep, spawn_named, timeout};

/// For so long `ant` has the page.
const LONG: Duration = Duration::from_millis(50);
/// For so long somebody looks on.
const LIMIT: Duration = Duration::from_millis(500);

type Names = Rc<RefCell<Vec<&'static str>>>;

struct Evening {
    page: Mutex<()>,
    /// Who has written, in order.
    names: Names,
}

impl Evening {
    async fn write(&self, name: &'static str) {
        let _page = self.page.lock().await;
        self.names.borrow_mut().push(name);
    }

    async fn ant(&self) {
        let _page = self.page.lock().await;
        sleep(LONG).await;
        self.names.borrow_mut().push("ant");
    }

    async fn bee(&self, patience: Duration) {
        let mut verse = pin!(self.write("bee"));
        let first = select(&mut verse, sleep(patience)).await;
        if let Either::Right(()) = first {
            self.write("a note").await;
            verse.await;
        }
    }
}

/// Who has written when all have ended, or when nothing happens any more.
fn names(patience: u64, bee_first: bool) -> Vec<&'static str> {
    let patience = Duration::from_millis(patience);
    let names = Names::default();
    let evening =
        Rc::new(Evening { page: Mutex::new(()), names: Rc::clone(&names) });
    let [first, second, third] = [(); 3].map(|()| Rc::clone(&evening));
    block_on(async {
        let ant = async move { first.ant().await };
        let bee = async move { second.bee(patience).await };
        let cat = async move { third.write("cat").await };
        let (ant, bee) = if bee_first {
            let bee = spawn_named("bee", bee);
            (spawn_named("ant", ant), bee)
        } else {
            let ant = spawn_named("ant", ant);
            (ant, spawn_named("bee", bee))
        };
        let cat = spawn_named("cat", cat);
        // The names tell whether all have come to their end.
        let _ = timeout(LIMIT, async {
            for task in [ant, bee, cat] {
                let _ = task.await;
            }
        })
        .await;
    });
    let names = names.borrow();
    names.clone()
}

fn main() {
    println!("20 ms: {:?}", names(20, false));
    println!("60 ms: {:?}", names(60, false));
    println!("50 ms: {:?}", names(50, false));
    println!("20 ms, bee is first: {:?}", names(20, true));
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::names;

    fn check(patience: u64, bee_first: bool, expected: &[&str]) {
        let names = within(LIMIT, move || names(patience, bee_first));
        assert_eq!(names, expected);
    }

    const LIMIT: std::time::Duration = std::time::Duration::from_secs(20);

    #[test]
    fn too_little_patience_is_a_hang() {
        check(20, false, &["ant"]);
    }

    #[test]
    fn whoever_waits_long_enough_leaves_no_note() {
        check(1000, false, &["ant", "bee", "cat"]);
    }

    #[test]
    fn in_one_turn_the_verse_is_asked_before_the_sleep() {
        check(50, false, &["ant", "bee", "cat"]);
    }

    #[test]
    fn whoever_is_first_waits_for_nobody() {
        check(20, true, &["bee", "ant", "cat"]);
    }
}
