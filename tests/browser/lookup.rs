//! Where a reader looks a thing up: the terms and the index.

use crate::book;
use crate::page::Page;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[test]
fn a_definition_and_its_entry_lead_to_each_other() {
    let Some(mut page) = Page::open() else { return };
    let mut led: BTreeMap<String, String> = BTreeMap::new();
    for url in book::chapters() {
        page.goto(&url);
        let links = page.eval("[...document.querySelectorAll('dfn[id]')].map(dfn => [dfn.id, dfn.querySelector('a').href])");
        for link in links.as_array().expect("an array") {
            let text = |at: usize| link[at].as_str().expect("a text");
            led.insert(text(1).to_owned(), format!("{url}#{}", text(0)));
        }
    }
    assert!(led.len() > 50, "{led:#?}");
    page.goto(&book::url("terms.html"));
    let entries = page.eval("[...document.querySelectorAll('main a.ref')].map(a => [location.href.split('#')[0] + '#' + a.id, a.href])");
    let entries: BTreeMap<String, String> =
        serde_json::from_value::<Vec<(String, String)>>(entries)
            .expect("pairs")
            .into_iter()
            .collect();
    assert_eq!(entries, led);
    // Where such a link has led, the keyboard is at the link back.
    let (entry, definition) = entries.first_key_value().expect("there are terms");
    page.goto(definition);
    page.goto(entry);
    assert_eq!(page.text("document.activeElement.href"), *definition);
}

#[test]
fn the_index_has_letters_and_as_many_columns_as_fit() {
    let Some(mut page) = Page::open() else { return };
    for (width, columns) in [(1400, 2), (390, 1)] {
        page.resize(width, 900);
        page.goto(&book::url("where-to-find.html"));
        let lists = page.eval(
            "[...document.querySelectorAll('.book-index .columns')].map(list =>
                new Set([...list.querySelectorAll('li')].map(item =>
                    Math.round(item.getBoundingClientRect().left))).size)",
        );
        assert_eq!(lists, json!([columns, columns, columns]), "{width} pixels");
        let letters = page.eval(
            "[...document.querySelectorAll('.letters a')].map(letter => {
                letter.click();
                const at = document.querySelector(letter.hash).getBoundingClientRect();
                const bar = document.querySelector('#mdbook-menu-bar').getBoundingClientRect();
                return [letter.textContent, document.querySelector(letter.hash).textContent,
                    at.top >= bar.bottom && at.bottom <= innerHeight];
            })",
        );
        let letters = letters.as_array().expect("an array");
        assert!(letters.len() > 10, "{letters:?}");
        for letter in letters {
            assert_eq!(letter[0], letter[1], "{width} pixels");
            assert_eq!(letter[2], Value::Bool(true), "{width} pixels: {letter} is out of sight");
        }
    }
}
