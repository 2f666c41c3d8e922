//! The kinds of figures that few chapters have, in a small book of their own: all can be played.

use crate::is_wrong;
use crate::page::Page;
use crate::small_book::SmallBook;
use serde_json::{Value, json};

/// Presses the right arrow until the end, and returns for each step what the player says, and what
/// is faint and strong in the drawing.
fn steps(page: &mut Page, id: &str) -> Vec<(String, Value)> {
    page.eval(&format!("document.querySelector('#{id} [aria-label=Step]').focus()"));
    let mut steps = Vec::new();
    let more = format!(
        "document.querySelector('#{id} [aria-label=Step]').getAttribute('aria-disabled') !== 'true'"
    );
    while page.holds(&more) {
        page.press("ArrowRight");
        let said = page.text(&format!("document.querySelector('#{id} .said').textContent"));
        let look = page.eval(&format!(
            "['.fig-faint', '.fig-now-said'].map(name => Array.from(
                document.querySelectorAll('#{id} ' + name), part => part.textContent.trim()))"
        ));
        steps.push((said, look));
    }
    steps
}

#[test]
fn a_sequence_a_queue_and_a_wait_graph_are_played() {
    let Some(mut page) = Page::open() else { return };
    let ids = ["one-wake", "turns", "deadlock-run"];
    let figures = ids.map(|id| format!("\n{{{{#figure {id} caption=\"A figure\"}}}}\n"));
    let book = SmallBook::new(&format!("# Kinds\n{}", figures.concat()), &ids);
    page.goto(&book.url());

    let talk = steps(&mut page, "one-wake");
    let messages = page.eval("document.querySelectorAll('#one-wake .fig-message').length");
    assert_eq!(messages, talk.len());
    for (at, (said, look)) in talk.iter().enumerate() {
        assert!(said.starts_with(&format!("Step {} of {}, ", at + 1, talk.len())), "{said}");
        let (faint, now) = (&look[0], &look[1]);
        assert_eq!(faint.as_array().map(Vec::len), Some(talk.len() - at - 1), "{said}");
        let now = now[0].as_str().expect("one message stands out");
        let what = now.split_once(": ").expect("its tooltip says when").1;
        let what = what.lines().next().unwrap_or_default();
        assert!(said.contains(what.split(": ").next().expect("who to whom")), "{said} {what}");
    }
    page.press("Escape");
    assert_eq!(page.eval("document.querySelectorAll('.fig-faint').length"), 0);

    let queue = steps(&mut page, "turns");
    assert!(queue.len() > 3 && queue[0].0.starts_with("Step 1 of "), "{queue:?}");
    assert!(page.holds("document.querySelector('#turns .fig-now') !== null"));

    let graph = steps(&mut page, "deadlock-run");
    let faint = |at: usize| graph[at].1[0].as_array().map_or(0, Vec::len);
    let all = page.eval("document.querySelectorAll('#deadlock-run .fig-edge').length");
    assert_eq!(faint(0), all, "at first nobody waits");
    assert!((0..graph.len()).any(|at| faint(at) == 0), "the whole circle is there once");

    let wrong: Vec<Value> = page.events().into_iter().filter(is_wrong).collect();
    assert_eq!(json!(wrong), json!([]));
}
