//! A poem that is fetched once: whoever asks first fetches it.

use std::cell::RefCell;
use std::pin::pin;
use std::time::Duration;

use tiny_rt::{Either, LetterSender, letter, select, sleep};

enum Poem {
    Unknown,
    /// Somebody fetches it; these wait for it.
    OnItsWay(Vec<LetterSender<&'static str>>),
    Here(&'static str),
}

// ANCHOR: errand
/// Asks for a poem, and asks again if it does not come soon.
pub async fn errand() -> [&'static str; 2] {
    let poem = RefCell::new(Poem::Unknown);
    let mut first = pin!(ask(&poem));
    match select(&mut first, sleep(Duration::from_millis(5))).await {
        Either::Left(first) => [first, ask(&poem).await],
        Either::Right(()) => {
            let second = ask(&poem).await;
            [first.await, second]
        }
    }
}

/// The poem. Whoever asks first fetches it, for all who ask meanwhile.
async fn ask(poem: &RefCell<Poem>) -> &'static str {
    let (sender, answer) = letter();
    let is_first = match &mut *poem.borrow_mut() {
        Poem::Here(text) => return text,
        Poem::OnItsWay(waiting) => {
            waiting.push(sender);
            false
        }
        unknown => {
            *unknown = Poem::OnItsWay(vec![sender]);
            true
        }
    };
    if is_first {
        fetch(poem).await;
    }
    answer.await.expect("whoever fetches it sends it")
}
// ANCHOR_END: errand

async fn fetch(poem: &RefCell<Poem>) {
    sleep(Duration::from_millis(20)).await;
    let text = "Ueber allen Gipfeln";
    if let Poem::OnItsWay(waiting) = poem.replace(Poem::Here(text)) {
        waiting.into_iter().for_each(|sender| sender.send(text));
    }
}
