//! What a listing can show: a part of its file, all of it, and what changed.

use crate::book;
use crate::page::Page;
use std::fs;
use std::path::Path;

#[test]
fn a_listing_shows_its_whole_file_and_its_part_again() {
    let Some(mut page) = Page::open() else { return };
    let listings = Path::new(env!("CARGO_MANIFEST_DIR")).join("listings");
    let mut opened = 0;
    for url in book::chapters() {
        page.goto(&url);
        let files = page.eval(
            "Array.from(document.querySelectorAll('.whole-file'), button =>
                button.closest('.listing').dataset.file)",
        );
        for (at, file) in files.as_array().expect("a list").iter().enumerate() {
            let file = file.as_str().expect("a listing names its file");
            page.eval(&format!(
                "window.button = document.querySelectorAll('.whole-file')[{at}];
                window.code = button.closest('.listing').querySelector('pre > code');
                window.part = code.textContent;
                button.click()"
            ));
            page.wait_until("button.getAttribute('aria-pressed') === 'true'");
            let shown = page.text("code.textContent");
            let source = fs::read_to_string(listings.join(file)).expect("the listing is there");
            let source: Vec<&str> =
                source.lines().filter(|line| !line.contains("ANCHOR")).collect();
            assert_eq!(shown.trim(), source.join("\n").trim(), "{url}, {file}");
            page.eval("button.click()");
            page.wait_until("button.getAttribute('aria-pressed') === 'false'");
            assert!(page.holds("code.textContent === part"), "{url}, {file}");
            opened += 1;
        }
    }
    assert!(opened > 0, "no listing has a whole file");
}

#[test]
fn a_listing_shows_what_changed_or_what_it_has_become() {
    let Some(mut page) = Page::open() else { return };
    let listings = Path::new(env!("CARGO_MANIFEST_DIR")).join("listings");
    let mut changed = 0;
    for url in book::chapters() {
        page.goto(&url);
        let count = page.eval("document.querySelectorAll('.changes').length");
        for at in 0..count.as_u64().expect("a number") {
            page.eval(&format!(
                "window.button = document.querySelectorAll('.changes')[{at}];
                window.listing = button.closest('.listing');
                window.code = listing.querySelector('pre > code');
                window.part = code.textContent;
                listing.querySelector('.whole-file')?.click()"
            ));
            page.wait_until("!listing.querySelector('.whole-file') || code.textContent !== part");
            let wanted: Vec<String> = page
                .text("part")
                .lines()
                .filter(|line| !line.starts_with('-'))
                .map(|line| line.chars().skip(1).collect())
                .collect();
            page.eval("button.click()");
            let shown = page.text("code.textContent");
            assert_eq!(shown.trim_end(), wanted.join("\n").trim_end(), "{url}");
            let file = page.text("listing.dataset.file");
            let source = fs::read_to_string(listings.join(&file)).expect("the listing is there");
            let strange = shown.lines().find(|line| {
                line.trim() != "…" && !source.lines().any(|other| other.trim() == line.trim())
            });
            assert_eq!(strange, None, "{url}: not in {file}");
            page.eval("button.click()");
            assert!(page.holds("code.textContent === part"), "{url}, {file}");
            changed += 1;
        }
    }
    assert!(changed > 0, "no listing shows changes");
}

#[test]
fn the_player_marks_lines_only_where_their_numbers_hold() {
    let Some(mut page) = Page::open() else { return };
    page.goto(&book::url("three-tasks.html"));
    let switch = |page: &mut Page, pressed: &str| {
        page.eval("document.querySelectorAll('.whole-file').forEach(button => button.click())");
        page.wait_until(&format!(
            "Array.from(document.querySelectorAll('.whole-file'))
                .every(button => button.ariaPressed === '{pressed}')"
        ));
    };
    let marked = "document.querySelectorAll('.at-line').length > 0";
    page.eval("document.querySelector('.player [aria-label=Step]').focus()");
    page.press("ArrowRight");
    assert!(page.holds(marked), "no line is marked");
    switch(&mut page, "true");
    page.press("ArrowRight");
    assert!(!page.holds(marked), "a line of a whole file is marked by its number in a part");
    switch(&mut page, "false");
    page.press("ArrowRight");
    assert!(page.holds(marked), "no line is marked any more");
}
