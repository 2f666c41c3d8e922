//! Predictions with choices.

use crate::book;
use crate::is_wrong;
use crate::page::Page;
use serde_json::Value;

#[test]
fn a_choice_is_judged_and_unfolds_the_answer() {
    let Some(mut page) = Page::open() else { return };
    let mut asked = 0;
    for url in book::chapters() {
        page.goto(&url);
        let count = page.eval("document.querySelectorAll('.asked').length");
        for at in 0..count.as_u64().expect("a number") {
            page.goto(&url);
            let own = format!("document.querySelectorAll('.asked')[{at}]");
            page.eval(&format!(
                "window.own = {own}; own.id = 'own'; own.tabIndex = -1; own.focus()"
            ));
            let told = "own.querySelector('[role=status]').textContent";
            assert_eq!(page.text(told), "", "{url}, {at}: judged before anything was chosen");
            let open = "own.querySelector('details').open";
            assert!(!page.holds(open), "{url}, {at} gives the answer away");
            let right = page.text("own.querySelector('details .right-choice').textContent");
            let count = page.eval("own.querySelectorAll('.choices button').length");
            let count = count.as_u64().expect("a number");
            assert!((2..=4).contains(&count), "{url}, {at} has {count} choices");
            let mut found = 0;
            for choice in 1..=count {
                let button = format!("#own li:nth-child({choice}) button");
                page.tab_to(&button);
                page.press("Enter");
                let letter =
                    page.text(&format!("document.querySelector('{button} b').textContent"));
                let said = page.text(told);
                if letter == right {
                    found += 1;
                    assert_eq!(said, format!("✓ Yes: {right}"), "{url}, {at}");
                } else {
                    assert_eq!(said, format!("✗ No: the answer is {right}"), "{url}, {at}");
                }
                assert!(page.holds(open), "{url}, {at}: the answer stays folded");
                let pressed = "own.querySelectorAll('[aria-pressed=true]').length";
                assert_eq!(page.eval(pressed), 1, "{url}, {at}");
                assert!(page.holds(&format!("document.activeElement.matches('{button}')")));
            }
            assert_eq!(found, 1, "{url}, {at}: one choice is right");
            asked += 1;
        }
    }
    assert!(asked > 0, "no prediction has choices");
    let wrong: Vec<Value> = page.events().into_iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn without_scripts_the_choices_stand_below_the_question() {
    let Some(mut page) = Page::open() else { return };
    page.command("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }));
    let mut asked = 0;
    for url in book::chapters() {
        page.goto(&url);
        let hidden = "Array.from(document.querySelectorAll('.choice'))
            .filter(choice => !choice.checkVisibility() || choice.closest('summary') === null).length";
        assert_eq!(page.eval(hidden), 0, "{url}");
        let all = page.eval("document.querySelectorAll('.choice').length");
        asked += all.as_u64().expect("a number");
    }
    assert!(asked > 0, "no prediction has choices");
}
