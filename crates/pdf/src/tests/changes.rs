//! A book that was printed, changed, and is printed again: the pages are those that it has alone.

use typst::utils::hash128;

use super::*;
use crate::layout;
use crate::memory::Memory;
use crate::world::BookWorld;

/// A book that speaks of its own pages: contents, heads, references with numbers of pages, an index.
fn book_with(opening: &str, name: &str, paragraphs: usize) -> Manuscript {
    let see = |name: &str| {
        let link = el("a", &[("href", &format!("{name}.html"))], vec![text(name)]);
        el("p", &[], vec![text("See "), link, text(", of "), el("dfn", &[], vec![text("pages")])])
    };
    let words = |n: usize| p(&format!("Paragraph {n}. {}", "Some words of prose. ".repeat(20)));
    let mut first = vec![p(opening), see("Omega"), see("Alpha")];
    first.extend((0..paragraphs).map(words));
    let second = vec![see("Alpha"), h(2, name), p("Words.")];
    let third = (0..9).map(words).chain([see(&name.replace(' ', "-"))]).collect();
    book(vec![
        chapter(&[1], "Alpha", first),
        chapter(&[2], name, second),
        chapter(&[3], "Omega", third),
    ])
}

#[test]
fn a_changed_book_ends_where_it_ends_from_its_beginning() {
    let before = document(&book_with("So it begins.", "Beta", 8));
    for (changed, pages) in [
        (book_with("So it began.", "Beta", 8), 0),
        (book_with("So it begins.", "Another Name", 8), 0),
        (book_with("So it begins.", "Beta", 40), 4),
        (book_with("So it begins.", "Beta", 0), -1),
        (one(vec![p("All is gone.")]), -5),
    ] {
        let alone = document(&changed);
        let walked = PRESS.walk(&changed, &mut Report::default()).unwrap();
        let world = BookWorld { files: &walked.files, fonts: &PRESS.fonts };
        let again = layout::from(&world, &before).expect("it ends soon");
        let more = alone.pages().len() as i32 - before.pages().len() as i32;
        assert_eq!(more, pages, "pages more than before");
        assert_eq!(hash128(&again), hash128(&alone));
    }
}

#[test]
fn pages_are_kept_for_the_next_change_of_the_same_book() {
    let walked = |manuscript: &Manuscript| PRESS.walk(manuscript, &mut Report::default()).unwrap();
    let memory = Memory::new();
    let mut manuscript = book_with("So it begins.", "Beta", 8);
    let files = walked(&manuscript).files;
    assert!(memory.last(&files).is_none());
    let pages = document(&manuscript);
    memory.keep(&files, Some(pages.clone()));
    manuscript.items.pop();
    memory.keep(&walked(&manuscript).files, None);
    let last = memory.last(&walked(&manuscript).files);
    assert_eq!(
        last.map(|last| hash128(&last)),
        Some(hash128(&pages)),
        "changed, and in error once"
    );
    manuscript.info.title = "Another".to_owned();
    assert!(memory.last(&walked(&manuscript).files).is_none(), "another book");
}
