//! Where the keyboard is, and where headings lead.

use crate::book;
use crate::page::Page;
use serde_json::json;

#[test]
fn the_focus_is_seen_wherever_it_goes() {
    let Some(mut page) = Page::open() else { return };
    let look = "(() => {
        const element = document.activeElement;
        const seen = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
            && element.matches(':focus-visible');
        const box = element.getBoundingClientRect();
        return seen(getComputedStyle(element)) && box.width > 0 && box.height > 0
            ? null : element.outerHTML.slice(0, 200);
    })()";
    for url in book::chapters() {
        page.goto(&url);
        page.eval("document.querySelectorAll('details').forEach(details => details.open = true)");
        // The contents, the bar, and the beginning of the text.
        for stop in 0..30 {
            page.press("Tab");
            assert_eq!(page.eval(look), json!(null), "{url}, stop {stop}");
        }
    }
}

#[test]
fn each_heading_is_a_link_to_itself() {
    let Some(mut page) = Page::open() else { return };
    for url in book::chapters() {
        page.goto(&url);
        let without = page.eval(
            "Array.from(document.querySelectorAll('main :is(h1, h2, h3, h4)'))
                .filter(heading => !heading.closest('details') && heading.id !== ''
                    && heading.querySelector('a.header')?.hash !== '#' + heading.id)
                .map(heading => heading.outerHTML)",
        );
        assert_eq!(without, json!([]), "{url}");
        assert!(page.holds("document.querySelector('main a.header') !== null"), "{url}");
    }
}
