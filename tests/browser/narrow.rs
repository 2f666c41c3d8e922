//! What a phone shows, and what it scrolls.

use crate::book;
use crate::page::Page;
use serde_json::json;

/// An expression: the elements that stand out over the right edge of the window, as HTML. What is
/// inside something that scrolls by itself, or hidden, doesn't.
const OVERFLOWING: &str = r#"Array.from(document.querySelectorAll('#mdbook-page-wrapper *'))
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .filter(element => !element.closest('pre > code, .table-wrapper > *, .figure > svg, .scrub'))
    .map(element => element.outerHTML.slice(0, 100))"#;

#[test]
fn nothing_overflows_on_a_phone_or_at_twice_the_size() {
    let Some(mut page) = Page::open() else { return };
    // A window of 1280 pixels at 200 % is 640 wide.
    let sizes = [(360, 740), (640, 450)];
    for (url, (width, height)) in book::pages().iter().flat_map(|url| sizes.map(|size| (url, size)))
    {
        page.resize(width, height);
        page.goto(url);
        page.eval(
            "document.querySelectorAll('details').forEach(details => details.open = true);
            document.querySelectorAll('.player [aria-label=Step]').forEach(step => step.click());
            document.querySelectorAll('.puzzle .buttons :last-child').forEach(show => show.click())",
        );
        assert_eq!(page.eval(OVERFLOWING), json!([]), "{url}, {width} wide");
        let root = "document.scrollingElement";
        assert!(page.holds(&format!("{root}.scrollWidth <= {root}.clientWidth")), "{url}");
    }
}

/// An expression: the size of the smallest text of a drawing, in pixels of the screen.
const SMALLEST: &str =
    "Math.min(...Array.from(document.querySelectorAll('main svg text'), text => {
    const drawing = text.ownerSVGElement;
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    return parseFloat(getComputedStyle(text).fontSize) * scale;
}))";

#[test]
fn the_words_of_a_drawing_can_be_read_on_a_phone() {
    let Some(mut page) = Page::open() else { return };
    page.resize(360, 740);
    let mut drawings = 0;
    for url in book::chapters() {
        page.goto(&url);
        page.eval("document.querySelectorAll('details').forEach(details => details.open = true)");
        if page.holds("document.querySelector('main svg text') === null") {
            continue;
        }
        drawings += 1;
        let smallest = page.eval(SMALLEST).as_f64().expect("a size");
        assert!(smallest >= 11.0, "{url}: {smallest}");
    }
    assert!(drawings > 0, "no page has a drawing");
}

#[test]
fn a_drawing_is_scrolled_by_key_while_its_words_stay() {
    let Some(mut page) = Page::open() else { return };
    let wide = "Array.from(document.querySelectorAll('main > .figure'))
        .filter(figure => figure.scrollWidth > figure.clientWidth)";
    let words = "Array.from(
        figure.querySelectorAll('figcaption, .player > .buttons, .player > .said'),
        words => words.getBoundingClientRect().left)";
    let mut found = 0;
    for url in book::chapters() {
        page.resize(1280, 900);
        page.goto(&url);
        assert_eq!(page.eval(&format!("{wide}.length")), json!(0), "{url} scrolls a desktop");
        page.resize(360, 740);
        page.goto(&url);
        if page.holds(&format!("{wide}.length === 0")) {
            continue;
        }
        found += 1;
        page.eval(&format!("window.figure = {wide}[0]"));
        page.wait_until("figure.tabIndex === 0");
        page.eval("figure.focus()");
        let places = page.eval(words);
        page.press("ArrowRight");
        page.wait_until("figure.scrollLeft > 20");
        assert_eq!(page.eval(words), places, "{url}: the words of a figure scroll away");
        assert_eq!(page.text("location.href"), url, "the arrow turned the page");
    }
    assert!(found > 0, "no page has a drawing that a phone scrolls");
}

#[test]
fn the_playhead_stays_in_sight() {
    let Some(mut page) = Page::open() else { return };
    page.resize(360, 740);
    page.goto(&book::url("three-tasks.html"));
    page.eval(
        "window.figure = document.querySelector('.figure:has(.fig-timeline)');
        figure.querySelector('[aria-label=Step]').focus()",
    );
    for (key, scrolled) in [("End", true), ("Home", false)] {
        page.press(key);
        let seen = "(() => {
            const line = figure.querySelector('.fig-now').getBoundingClientRect();
            return line.left >= 0 && line.right <= innerWidth;
        })()";
        assert!(page.holds(seen), "{key}: the playhead is out of sight");
        assert_eq!(page.holds("figure.scrollLeft > 20"), scrolled, "{key}");
    }
}

#[test]
fn the_copy_button_hides_no_code() {
    let Some(mut page) = Page::open() else { return };
    // The lines of code that lie under the buttons, when it has been scrolled to its end.
    let hidden = "Array.from(document.querySelectorAll('main pre > .buttons')).flatMap(buttons => {
        const code = buttons.parentElement.querySelector('code');
        code.scrollLeft = 10000;
        const [range, top] = [document.createRange(), buttons.getBoundingClientRect()];
        range.selectNodeContents(code);
        return Array.from(range.getClientRects())
            .filter(line => line.width > 0 && line.right > top.left + 1 && line.left < top.right
                && line.top + 4 < top.bottom && line.bottom > top.top)
            .map(() => code.textContent.split('\\n')[0]);
    })";
    for url in book::chapters() {
        for width in [360, 1280] {
            page.resize(width, 800);
            page.goto(&url);
            page.eval(
                "document.querySelectorAll('details').forEach(details => details.open = true)",
            );
            assert_eq!(page.eval(hidden), json!([]), "{url}, {width} wide");
        }
    }
}
