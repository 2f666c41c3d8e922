//! What stands beside the text: notes, and the way to its source.

use crate::page::Page;
use crate::small_book::SmallBook;

const CHAPTER: &str = "# Margin

<aside class=\"note\">

A note about the paragraph after it.

</aside>

The paragraph after it.
";

#[test]
fn a_note_stands_in_the_margin_where_there_is_one() {
    let Some(mut page) = Page::open() else { return };
    let book = SmallBook::new(CHAPTER, &[]);
    let holds = |page: &mut Page, condition: &str| {
        page.holds(&format!(
            "(() => {{
                const place = selector => document.querySelector(selector).getBoundingClientRect();
                const [note, text] = [place('aside.note'), place('main > p:last-of-type')];
                return {condition};
            }})()"
        ))
    };
    for (width, in_margin) in [(360, false), (900, false), (1300, true), (1900, true)] {
        page.resize(width, 900);
        page.goto(&book.url());
        let beside = "note.left > text.right && Math.abs(note.top - text.top) < 20";
        let above = "note.bottom <= text.top && note.left < text.right";
        assert!(holds(&mut page, if in_margin { beside } else { above }), "{width} wide");
        assert!(holds(&mut page, "note.right <= innerWidth"), "{width} wide");
    }
}

#[test]
fn a_page_leads_to_where_it_is_edited() {
    let Some(mut page) = Page::open() else { return };
    let book = SmallBook::new(CHAPTER, &[]);
    page.goto(&book.url());
    let link = page.text("document.querySelector('header a[rel=edit]').href");
    assert_eq!(link, "https://example.com/edit/src/chapter.md");
}
