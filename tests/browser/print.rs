//! A chapter on paper.

use crate::book;
use crate::page::Page;
use serde_json::json;

#[test]
fn paper_shows_all_text_in_black_and_nothing_to_press() {
    let Some(mut page) = Page::open() else { return };
    page.goto(&book::index());
    page.eval("localStorage.setItem('mdbook-theme', 'coal')");
    // As wide as A4 between its margins.
    page.resize(627, 900);
    page.command("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    for url in book::chapters() {
        page.goto(&url);
        let list = |page: &mut Page, selector: &str, which: &str| {
            page.eval(&format!(
                "Array.from(document.querySelectorAll({selector:?}))
                    .filter({which}).map(element => element.outerHTML.slice(0, 100))"
            ))
        };
        let shown = "element => element.checkVisibility({ visibilityProperty: true })";
        let pressed = "nav, header, .skip-link, .clip-button, .player, .download, .lab form, .view";
        assert_eq!(list(&mut page, pressed, shown), json!([]), "{url}");
        let folded = "element => !element.lastElementChild.checkVisibility()";
        assert_eq!(list(&mut page, "main details:not(.download)", folded), json!([]), "{url}");
        let cut = "code => code.scrollWidth > code.clientWidth";
        assert_eq!(list(&mut page, "main pre > code", cut), json!([]), "{url}");
        let pale = "element => getComputedStyle(element).color !== 'rgb(0, 0, 0)'";
        assert_eq!(list(&mut page, "main > p:not(.chapter-number)", pale), json!([]), "{url}");
        let ground = page.text("getComputedStyle(document.documentElement).backgroundColor");
        assert_eq!(ground, "rgb(255, 255, 255)", "{url}");
    }
}
