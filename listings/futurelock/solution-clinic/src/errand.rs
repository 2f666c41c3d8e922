//! A poem that is fetched once: a task fetches it for all who ask.

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use tiny_rt::{Either, LetterSender, letter, select, sleep, spawn};

enum Poem {
    Unknown,
    /// Somebody fetches it; these wait for it.
    OnItsWay(Vec<LetterSender<&'static str>>),
    Here(&'static str),
}

/// Asks for a poem, and asks again if it does not come soon.
pub async fn errand() -> [&'static str; 2] {
    let poem = Rc::new(RefCell::new(Poem::Unknown));
    let mut first = pin!(ask(&poem));
    match select(&mut first, sleep(Duration::from_millis(5))).await {
        Either::Left(first) => [first, ask(&poem).await],
        Either::Right(()) => {
            let second = ask(&poem).await;
            [first.await, second]
        }
    }
}

/// The poem. Whoever asks first has it fetched, for all who ask meanwhile.
async fn ask(poem: &Rc<RefCell<Poem>>) -> &'static str {
    let (sender, answer) = letter();
    match &mut *poem.borrow_mut() {
        Poem::Here(text) => return text,
        Poem::OnItsWay(waiting) => waiting.push(sender),
        unknown => {
            *unknown = Poem::OnItsWay(vec![sender]);
            // The mend: the executor polls it, whoever else does not.
            drop(spawn(fetch(Rc::clone(poem))));
        }
    }
    answer.await.expect("whoever fetches it sends it")
}

async fn fetch(poem: Rc<RefCell<Poem>>) {
    sleep(Duration::from_millis(20)).await;
    let text = "Ueber allen Gipfeln";
    if let Poem::OnItsWay(waiting) = poem.replace(Poem::Here(text)) {
        waiting.into_iter().for_each(|sender| sender.send(text));
    }
}
