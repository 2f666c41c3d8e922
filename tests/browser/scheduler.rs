//! The puzzles of "Be the scheduler".

use crate::book;
use crate::is_wrong;
use crate::page::Page;
use crate::small_book::SmallBook;
use serde_json::{Value, json};

/// Runs `test` on each puzzle of the book: its place on the page, and its data.
fn with_each_puzzle(page: &mut Page, test: impl Fn(&mut Page, usize, &Value)) {
    let mut found = 0;
    for url in book::chapters() {
        page.goto(&url);
        let puzzles = page.eval(
            "Array.from(document.querySelectorAll('.puzzle script'), data => JSON.parse(data.textContent))",
        );
        for (at, puzzle) in puzzles.as_array().expect("a list").iter().enumerate() {
            page.goto(&url);
            page.eval(&format!(
                "document.querySelectorAll('.puzzle')[{at}].id = 'puzzle';
                document.querySelectorAll('.puzzle')[{at}].previousElementSibling.tabIndex = -1;
                document.querySelectorAll('.puzzle')[{at}].previousElementSibling.focus()"
            ));
            test(page, at, puzzle);
            found += 1;
        }
    }
    assert!(found >= 4, "the book has {found} puzzles");
    let wrong: Vec<Value> = page.events().into_iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Lets these tasks run, by keyboard.
fn play(page: &mut Page, puzzle: &Value, picks: &Value) {
    let names: Vec<&Value> =
        puzzle["tasks"].as_array().expect("tasks").iter().map(|task| &task["name"]).collect();
    for pick in picks.as_array().expect("a list") {
        let task = names.iter().position(|name| *name == pick).expect("a task of the puzzle");
        let button = format!("#puzzle .task:nth-child({}) button", task + 1);
        // Back to the first one, then on: what a reader does without a mouse.
        page.eval("document.querySelector('#puzzle .task button').focus()");
        if task > 0 {
            page.tab_to(&button);
        }
        page.press("Enter");
        let kept = format!("document.activeElement.matches({button:?})");
        assert!(page.holds(&kept), "{pick} has lost the focus");
    }
}

fn said(page: &mut Page) -> String {
    page.text("document.querySelector('#puzzle [role=status]').textContent")
}

fn solved(page: &mut Page) -> bool {
    page.holds("document.querySelector('#puzzle').classList.contains('solved')")
}

#[test]
fn a_solution_solves_the_puzzle_and_another_play_does_not() {
    let Some(mut page) = Page::open() else { return };
    with_each_puzzle(&mut page, |page, at, puzzle| {
        page.tab_to("#puzzle .task:first-child button");
        assert!(!solved(page), "puzzle {at} is solved at its beginning");
        play(page, puzzle, &puzzle["solution"]);
        let end = said(page);
        assert!(solved(page) && end.ends_with("Solved."), "puzzle {at}: {end}");
        page.tab_to("#puzzle .buttons button:first-child");
        page.press("Enter");
        assert!(!solved(page), "puzzle {at} is solved before its last step: {}", said(page));
        page.tab_to("#puzzle .buttons button:nth-child(2)");
        page.press("Enter");
        assert!(said(page).contains("0 switches"), "puzzle {at}: {}", said(page));

        play(page, puzzle, &puzzle["wrong"]);
        let end = said(page);
        assert!(!solved(page) && end.contains("not the goal"), "puzzle {at}: {end}");

        page.tab_to("#puzzle .buttons button:nth-child(3)");
        page.press("Enter");
        assert!(solved(page), "puzzle {at}: {}", said(page));
    });
}

#[test]
fn only_who_is_ready_can_run() {
    let Some(mut page) = Page::open() else { return };
    with_each_puzzle(&mut page, |page, at, puzzle| {
        play(page, puzzle, &puzzle["solution"]);
        let end = said(page);
        let over = page.eval(
            "Array.from(document.querySelectorAll('#puzzle .task button'), button => {
                const disabled = button.getAttribute('aria-disabled');
                button.click();
                return disabled;
            })",
        );
        assert!(over.as_array().expect("a list").iter().all(|one| one == "true"), "puzzle {at}");
        assert!(said(page).contains("cannot run"), "puzzle {at}: {}", said(page));
        page.press("Escape");
        assert!(solved(page), "puzzle {at} has changed: {end}");
    });
}

#[test]
fn a_permit_is_used_once() {
    let Some(mut page) = Page::open() else { return };
    let puzzle = json!({
        "turn": "step", "pace": 1, "axis": 4,
        "goal": { "stuck": ["bee"] },
        "solution": ["ant", "bee", "bee"],
        "wrong": ["bee", "bee", "ant"],
        "tasks": [
            { "name": "ant", "steps": [{ "do": "unpark", "task": "bee" }] },
            { "name": "bee", "steps": [{ "do": "park" }, { "do": "park" }] },
        ],
    });
    let chapter = format!(
        "# Park\n\nTwice.\n\n<div class=\"puzzle\" id=\"puzzle\">\n\
         <script type=\"application/json\">{puzzle}</script>\n</div>\n"
    );
    let book = SmallBook::new(&chapter, &[]);
    page.goto(&book.url());
    play(&mut page, &puzzle, &puzzle["solution"]);
    assert!(solved(&mut page), "{}", said(&mut page));
}
