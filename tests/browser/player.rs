//! The player below the figures.

use crate::book;
use crate::is_wrong;
use crate::page::Page;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The ids of the figures that can be played on the page, and have a line that moves with time.
const PLAYABLE: &str = "Array.from(document.querySelectorAll('.figure:has(.fig-playhead)'), \
                        figure => figure.id)";

/// Runs `test` on each figure of the book that can be played, on a page of its own.
fn with_each_figure(page: &mut Page, test: impl Fn(&mut Page, &str)) {
    let mut found = false;
    for url in book::chapters() {
        page.goto(&url);
        for id in page.eval(PLAYABLE).as_array().expect("a list") {
            page.goto(&url);
            found = true;
            test(page, id.as_str().expect("a figure has an id"));
        }
    }
    assert!(found, "no figure can be played");
}

/// What the player of the figure says, what its table does, and where its line stands.
fn shown(page: &mut Page, id: &str) -> (String, Value, Value) {
    let mut shown = page.eval(&format!(
        "(() => {{
            const figure = document.getElementById({id:?});
            return [
                figure.querySelector('.said').textContent,
                Array.from(figure.querySelectorAll('.player tbody tr'),
                    row => Array.from(row.cells, cell => cell.textContent.trim())),
                Number(figure.querySelector('.fig-now').getAttribute('d').match(/^M([\\d.]+)/)[1]),
            ];
        }})()"
    ));
    let said = shown[0].as_str().expect("a text").to_owned();
    (said, shown[1].take(), shown[2].take())
}

#[test]
fn a_run_is_stepped_through_by_keyboard() {
    let Some(mut page) = Page::open() else { return };
    with_each_figure(&mut page, |page, id| {
        let Some(events) = book::steps(id) else { return };
        let address = page.text("location.pathname");
        page.eval(&format!("document.querySelector('#{id} .scrub input').focus()"));
        let (_, _, start) = shown(page, id);
        let mut last = 0.0;
        let mut running = BTreeSet::new();
        for (at, event) in events.iter().enumerate() {
            page.press("ArrowRight");
            let (said, table, line) = shown(page, id);
            assert!(said.starts_with(&format!("Step {} of {}, ", at + 1, events.len())), "{said}");
            let name = event["shown"].as_str().expect("an event has a task").to_owned();
            assert!(said.contains(&format!(": {name} ")), "{id}: {said} is about {name}");
            let kind = event["event"].as_str().expect("an event has a kind");
            let does = match kind {
                "run" | "poll" => "runs",
                // Whoever is woken while it runs goes on.
                "wake" if running.contains(&name) => "runs",
                "wait" => "waits (",
                "end" => "ended",
                "drop" => "cut short",
                _ => "ready",
            };
            match does {
                "runs" => running.insert(name.clone()),
                _ => running.remove(&name),
            };
            let rows = table.as_array().expect("a table");
            let row = rows.iter().find(|row| row[0] == *name).expect("a row for the task");
            assert!(row[1].as_str().expect("a state").starts_with(does), "{said} {row}");
            let line = line.as_f64().expect("a place");
            assert!(line >= last, "{id}: time runs backwards at {said}");
            last = line;
        }
        page.press("ArrowRight");
        assert!(shown(page, id).0.starts_with(&format!("Step {0} of {0}", events.len())), "{id}");
        page.press("ArrowLeft");
        let before = format!("Step {} of {}", events.len() - 1, events.len());
        assert!(shown(page, id).0.starts_with(&before), "{id}");
        page.press("Home");
        let (said, table, line) = shown(page, id);
        assert_eq!((said.as_str(), &line), ("Nothing has happened yet.", &start), "{id}");
        assert_eq!(table[0][1], "has not begun", "{id}");
        page.press("ArrowLeft");
        page.press("End");
        assert!(shown(page, id).0.starts_with(&format!("Step {0} of {0}", events.len())), "{id}");
        page.press("Escape");
        let fresh = format!("document.querySelector('#{id} .player.fresh .said') !== null");
        assert!(page.holds(&fresh), "{id} is played still");
        let half = events.last().expect("a trace has events")["us"].as_f64().expect("a time") / 2.0;
        page.eval(&format!(
            "(() => {{
                const scrub = document.querySelector('#{id} .scrub input');
                scrub.value = {};
                scrub.dispatchEvent(new Event('input', {{ bubbles: true }}));
            }})()",
            half / 1000.0
        ));
        let past = events.iter().filter(|event| event["us"].as_f64() <= Some(half)).count();
        let said = shown(page, id).0;
        assert!(said.starts_with(&format!("Step {past} of ")), "{id}, half way: {said}");
        assert_eq!(page.text("location.pathname"), address, "the arrows turned the page");
    });
    let wrong: Vec<Value> = page.events().into_iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Steps through a run, and returns for each step what the player says, where its line stands, whether it links to a
/// listing, and which lines are marked: the listing and the line of each.
fn walk(page: &mut Page, id: &str) -> Vec<Value> {
    let seen = page.eval(&format!(
        "(() => {{
            const figure = document.getElementById({id:?});
            const step = figure.querySelector('[aria-label=Step]');
            const seen = [];
            while (step.getAttribute('aria-disabled') !== 'true') {{
                step.click();
                const now = figure.querySelector('.fig-now').getAttribute('d');
                seen.push({{
                    said: figure.querySelector('.said').textContent,
                    line: Number(now.match(/^M([\\d.]+)/)[1]),
                    linked: figure.querySelector('.said a') !== null,
                    marks: Array.from(document.querySelectorAll('.at-line'), code => {{
                        const line = code.textContent.split('\\n')[code.style.getPropertyValue('--line')];
                        return [code.closest('figure').id, line.replace(/^[-+ ]/, '').trim()];
                    }}),
                }});
            }}
            return seen;
        }})()"
    ));
    seen.as_array().expect("a list").clone()
}

#[test]
fn the_line_stands_at_the_edges_of_boxes() {
    let Some(mut page) = Page::open() else { return };
    with_each_figure(&mut page, |page, id| {
        // Only lanes of tasks have a box that begins with each run.
        let begins = page.eval(&format!(
            "Array.from(document.querySelectorAll(
                '#{id} .fig-lane .fig-run:not([class*=task]) :is(rect, path:not(.fig-texture))',
            )).flatMap(box => box.tagName === 'rect' ? [box.getAttribute('x')]
                : Array.from(box.getAttribute('d').matchAll(/M([\\d.]+)/g), start => start[1])).map(Number)"
        ));
        for step in walk(page, id) {
            let said = step["said"].as_str().expect("a text");
            let line = step["line"].as_f64().expect("a place");
            let at = |x: &Value| (x.as_f64().expect("a place") - line).abs() < 0.1;
            if said.contains(" runs") && !said.contains(" still ") && begins != json!([]) {
                let any = begins.as_array().expect("a list").iter().any(at);
                assert!(any, "{id}: no box begins at {line}, where {said}");
            }
        }
    });
}

#[test]
fn the_line_of_code_is_marked_where_it_is_shown() {
    let Some(mut page) = Page::open() else { return };
    let listings = Path::new(env!("CARGO_MANIFEST_DIR")).join("listings");
    let found = Cell::new(0);
    with_each_figure(&mut page, |page, id| {
        for (event, step) in book::steps(id).unwrap_or_default().iter().zip(walk(page, id)) {
            let Some(file) = event["file"].as_str() else { continue };
            let code = fs::read_to_string(listings.join(file)).expect("the listing is there");
            let line = event["line"].as_u64().expect("a file has a line") as usize - 1;
            let line = code.lines().nth(line).expect("the file has the line").trim();
            let marks = step["marks"].as_array().expect("a list");
            for mark in marks {
                assert_eq!(mark[1], line, "{id} marks another line in {}", mark[0]);
            }
            let said = step["said"].as_str().expect("a text");
            assert_eq!(step["linked"], !marks.is_empty(), "{id}: {said}");
            assert!(said.contains(&format!(":{}", event["line"])), "{id}: {said}");
            found.set(found.get() + marks.len());
        }
    });
    assert!(found.get() > 0, "no line was marked anywhere");
}

#[test]
fn a_run_is_played_to_its_end() {
    let Some(mut page) = Page::open() else { return };
    with_each_figure(&mut page, |page, id| {
        page.eval(&format!("document.querySelector('#{id} select').value = 1"));
        page.eval(&format!("document.querySelector('#{id} [aria-label=Play]').focus()"));
        page.press("Enter");
        let again = format!("document.querySelector('#{id} [aria-label=Pause]') === null");
        page.wait_until(&again);
        let (said, _, line) = shown(page, id);
        let events = book::steps(id).unwrap_or_default().len();
        assert!(said.starts_with(&format!("Step {events} of {events}, ")), "{id}: {said}");
        page.eval(&format!("document.querySelector('#{id} select').value = 1000"));
        page.press("Enter");
        page.press(" ");
        assert!(page.holds(&again), "{id} can't be stopped");
        assert_ne!(shown(page, id).2, line, "{id} doesn't begin again");
    });
}

#[test]
fn who_wants_no_motion_steps() {
    let Some(mut page) = Page::open() else { return };
    let less = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
    page.command("Emulation.setEmulatedMedia", json!({ "features": less }));
    with_each_figure(&mut page, |page, id| {
        let plays = format!("document.querySelector('#{id} [aria-label=Play]').checkVisibility()");
        assert!(!page.holds(&plays), "{id} can be played");
        page.eval(&format!("document.querySelector('#{id} [aria-label=Step]').focus()"));
        page.press("Enter");
        assert!(shown(page, id).0.starts_with("Step 1 of "), "{id} can't be stepped through");
    });
}

#[test]
fn without_scripts_the_figures_stand_there() {
    let Some(mut page) = Page::open() else { return };
    page.command("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    let mut figures = 0;
    for url in book::chapters() {
        page.goto(&url);
        assert!(page.holds("document.querySelector('.player, .lab form, .board') === null"));
        let hidden = "Array.from(document.querySelectorAll('.figure > svg'))
            .filter(svg => !svg.checkVisibility() || svg.getBoundingClientRect().width < 200).length";
        assert_eq!(page.eval(hidden), 0, "{url}");
        let all = page.eval("document.querySelectorAll('.figure > svg').length");
        figures += all.as_u64().unwrap_or_default();
        let data = "document.querySelector('main').innerText.includes('\"events\"')";
        assert!(!page.holds(data), "{url} shows its data");
    }
    assert!(figures > 0, "no page has a figure");
}
