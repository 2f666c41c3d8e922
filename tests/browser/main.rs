//! The HTML edition as its readers have it: opened from the file system, in a browser.
//!
//! The tests are skipped where there is no Chromium. `BOOK_HTML=<folder>` tests an edition that is
//! built already.

mod accessibility;
mod book;
mod devtools;
mod downloads;
mod keyboard;
mod kinds;
mod lab;
mod listings;
mod lookup;
mod margin;
mod narrow;
mod page;
mod player;
mod predictions;
mod print;
mod scheduler;
mod small_book;

use page::Page;
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_search_finds_a_term_and_goes_there() {
    let Some(mut page) = Page::open() else { return };
    for target in book::pages().iter().filter(|page| !page.ends_with("/index.html")) {
        page.goto(target);
        // All the words of a heading: no other page has them.
        let term = page.text(
            "document.querySelector('main h2, main h1').textContent.toLowerCase()
                .match(/[a-z]{3,}/g).join(' ')",
        );
        page.goto(&book::index());
        page.press("s");
        page.wait_until("document.activeElement.id === 'mdbook-searchbar'");
        // The index is loaded by then, or it takes up what has been typed when it is.
        page.type_text(&term);
        let file = target.rsplit('/').next().expect("an address has a file name");
        let link = format!("#mdbook-searchresults a[href*='{file}?']");
        page.wait_until(&format!("document.querySelector({link:?}) !== null"));
        page.click(&link);
        page.loaded();
        assert_eq!(&page.text("location.origin + location.pathname"), target, "{term}");
        let marked = page.text("document.querySelector('main mark').textContent").to_lowercase();
        assert!(term.split(' ').any(|word| word == marked), "{term}: {marked}");
    }
}

#[test]
fn a_theme_stays_chosen() {
    let Some(mut page) = Page::open() else { return };
    let pages = book::pages();
    let ground = "getComputedStyle(document.body.parentElement).backgroundColor";
    page.goto(&book::index());
    let mut grounds = vec![page.text(ground)];
    for theme in ["rust", "coal", "navy", "ayu"] {
        page.goto(&book::index());
        page.click("#mdbook-theme-toggle");
        page.click(&format!("#mdbook-theme-{theme}"));
        let chosen = page.text(ground);
        assert!(!grounds.contains(&chosen), "{theme} looks like another theme: {chosen}");
        page.goto(pages.last().expect("there are pages"));
        assert!(page.holds(&format!("document.documentElement.classList.contains('{theme}')")));
        assert_eq!(page.text(ground), chosen, "{theme} on the next page");
        grounds.push(chosen);
    }
}

#[test]
fn answers_unfold_and_fold() {
    let Some(mut page) = Page::open() else { return };
    let answer = "document.querySelector('details.prediction').lastElementChild.checkVisibility()";
    let mut found = false;
    // Without scripts, too: it is HTML that does it.
    for disabled in [false, true] {
        page.command("Emulation.setScriptExecutionDisabled", json!({ "value": disabled }));
        for url in book::pages() {
            page.goto(&url);
            if !page.holds("document.querySelector('details.prediction') !== null") {
                continue;
            }
            found = true;
            assert!(!page.holds(answer), "{url} gives the answer away");
            page.click("details.prediction > summary");
            assert!(page.holds(answer), "{url}, by the mouse");
            page.press("Enter");
            assert!(!page.holds(answer), "{url}, by the keyboard");
        }
    }
    assert!(found, "no page has a prediction");
}

#[test]
fn eighty_columns_of_code_fit_a_desktop() {
    let Some(mut page) = Page::open() else { return };
    let scrolling = r#"Array.from(document.querySelectorAll('main .listing code[class*="language-"]'))
        .filter(code => code.scrollWidth > code.clientWidth)
        .map(code => code.closest('figure').id)"#;
    let measure = "(() => {
        const one = kind => document.querySelector(`main > ${kind} > code`);
        const all = ['.listing pre', '.output pre', 'pre'].map(one).filter(code => code !== null);
        all.forEach(code => { code.textContent = 'x'.repeat(80); });
        return all.every(code => code.scrollWidth <= code.clientWidth);
    })()";
    for url in book::pages() {
        page.goto(&url);
        assert_eq!(page.eval(scrolling), json!([]), "{url}");
        assert!(page.holds(measure), "{url} has no room for 80 columns");
    }
}

#[test]
fn pages_ask_nobody_and_complain_about_nothing() {
    let Some(mut page) = Page::open() else { return };
    for url in book::pages() {
        page.goto(&url);
        let wrong: Vec<Value> = page.events().into_iter().filter(is_wrong).collect();
        assert!(wrong.is_empty(), "{url}: {wrong:#?}");
    }
}

/// Whether an event is a request that leaves the file system, or a complaint.
fn is_wrong(event: &Value) -> bool {
    let params = &event["params"];
    match event["method"].as_str().unwrap_or_default() {
        "Network.requestWillBeSent" => {
            let url = params["request"]["url"].as_str().unwrap_or_default();
            !["file:", "data:", "blob:"].iter().any(|own| url.starts_with(own))
        }
        "Network.webSocketCreated" | "Network.loadingFailed" | "Runtime.exceptionThrown" => true,
        "Runtime.consoleAPICalled" => params["type"] == "error" || params["type"] == "warning",
        "Log.entryAdded" => params["entry"]["level"] == "error",
        _ => false,
    }
}

#[test]
fn a_page_is_light() {
    const MOST: u64 = 500_000;
    let Some(mut page) = Page::open() else { return };
    for url in book::pages() {
        page.goto(&url);
        let events = page.events();
        let files = events.iter().filter_map(|event| event["params"]["request"]["url"].as_str());
        let sizes: Vec<(u64, &str)> = files
            .filter_map(|file| {
                Some((fs::metadata(file.strip_prefix("file://")?).ok()?.len(), file))
            })
            .collect();
        let total: u64 = sizes.iter().map(|(size, _)| size).sum();
        assert!(sizes.len() > 1, "{url} asked for no files: {sizes:?}");
        assert!(total <= MOST, "{url} weighs {total} bytes: {sizes:#?}");
    }
}

#[test]
fn a_copy_has_no_prompt_and_no_hidden_line() {
    let Some(mut page) = Page::open() else { return };
    let mut transcripts = 0;
    for url in book::pages() {
        page.goto(&url);
        page.eval(
            "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }",
        );
        let blocks = page.eval("document.querySelectorAll('main pre .clip-button').length");
        for block in 0..blocks.as_u64().unwrap_or_default() {
            page.eval(&format!(
                "window.copied = null;
                window.block = document.querySelectorAll('main pre .clip-button')[{block}].closest('pre');
                window.block.querySelector('.clip-button').click()"
            ));
            let copied = page.text("window.copied");
            let shown = page.text("window.block.querySelector('code').innerText");
            let console = page.holds("window.block.querySelector('.language-console') !== null");
            if console && shown.contains("$ ") {
                transcripts += 1;
                assert_eq!(copied, typed(&shown), "{url}");
            } else if !page.holds("window.block.querySelector('.language-diff') !== null") {
                assert_eq!(copied.trim_end(), shown.trim_end(), "{url}");
            }
        }
    }
    assert!(transcripts > 0, "no page has a transcript");
}

/// What was typed in a transcript.
fn typed(transcript: &str) -> String {
    let mut typed = String::new();
    for line in transcript.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            typed += &format!("{command}\n");
        } else if typed.ends_with("\\\n") {
            typed += &format!("{}\n", line.strip_prefix("> ").unwrap_or(line));
        }
    }
    typed
}

#[test]
fn the_keyboard_reaches_the_text_and_the_contents() {
    let Some(mut page) = Page::open() else { return };
    let focused = |page: &mut Page, selector: &str| {
        page.holds(&format!("document.activeElement.matches({selector:?})"))
    };
    page.goto(&book::index());
    page.press("Tab");
    assert!(focused(&mut page, ".skip-link"), "the first stop is the skip link");
    page.press("Enter");
    page.press("Tab");
    assert!(focused(&mut page, "#mdbook-content *"), "after it comes the text");

    let shown =
        "document.getElementById('mdbook-sidebar').checkVisibility({ visibilityProperty: true })";
    page.eval("document.getElementById('mdbook-sidebar-toggle').focus()");
    assert!(page.holds(shown), "the contents are shown at first");
    page.press("Enter");
    page.wait_until(&format!("!{shown}"));
    page.press(" ");
    page.wait_until(shown);
    assert!(focused(&mut page, "#mdbook-sidebar a"), "opened, the contents have the focus");
    page.press("Escape");
    page.wait_until(&format!("!{shown}"));
    assert!(focused(&mut page, "#mdbook-sidebar-toggle"), "closed, they give it back");
}

#[test]
fn arrows_scroll_code_and_turn_pages_elsewhere() {
    let Some(mut page) = Page::open() else { return };
    page.resize(360, 740);
    let scrolls = "Array.from(document.querySelectorAll('main pre > code[tabindex]'))
        .find(code => code.scrollWidth > code.clientWidth + 40)";
    let next = "document.querySelector('.nav-chapters.next')";
    let mut found = false;
    for url in book::pages() {
        page.goto(&url);
        if !page.holds(&format!("({scrolls}) !== undefined && {next} !== null")) {
            continue;
        }
        found = true;
        page.eval(&format!("window.code = {scrolls}; window.code.focus()"));
        page.press("ArrowRight");
        page.wait_until("window.code.scrollLeft > 0");
        let target = page.text(&format!("{next}.href"));
        page.eval("window.code.blur()");
        page.press("ArrowRight");
        page.loaded();
        assert_eq!(page.text("location.href"), target);
    }
    assert!(found, "no page has code that a phone scrolls");
}
