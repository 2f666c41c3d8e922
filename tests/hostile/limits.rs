//! More than any book needs.

use super::attack::Attack;
use crate::small_book::SmallBook;

/// A book whose chapter includes `0.md`, and `n` files each of which includes the next, `times`.
fn chain(n: usize, times: usize) -> Attack {
    let book = SmallBook::of("# One\n\n{{#include 0.md}}\n");
    for file in 0..n {
        let next = format!("{{{{#include {}.md}}}}\n", file + 1);
        book.write(&format!("src/{file}.md"), next.repeat(times));
    }
    book.write(&format!("src/{n}.md"), "the words at its end\n");
    Attack::with(book)
}

#[test]
fn includes_go_ten_files_deep() {
    let outcome = chain(8, 1).is_harmless(&[]);
    assert!(outcome.text("html/one.html").contains("the words at its end"));
    chain(12, 1).is_refused(&["files deep", "it is included by"]);
}

#[test]
fn includes_do_not_multiply() {
    // Ten to the ninth times the words: some twenty gigabytes.
    chain(9, 10).is_refused(&["src/one.md", "more than 8 MiB with all that it includes"]);
}

#[test]
fn includes_do_not_go_round() {
    let attack = chain(3, 1);
    attack.book.write("src/3.md", "{{#include 1.md}}\n".repeat(10));
    attack.is_refused(&["src/3.md:1", "`1.md` includes itself"]);
    let output = attack.book.bindery(&["build", "--keep-going"]);
    assert_eq!(output.status.code(), Some(1), "mdBook would follow them");
    Attack::of("# One\n\n{{#include one.md}}\n").is_refused(&["src/one.md:3", "includes itself"]);
}

#[test]
fn a_chapter_has_an_end() {
    let twenty = "Some words of prose. ".repeat(1_000_000);
    let attack = Attack::of(&format!("# One\n\n{twenty}\n"));
    attack.is_refused(&["SUMMARY.md:3", "`one.md` has more than 8 MiB"]);
    let outcome = attack.book.bindery(&["check"]);
    assert_eq!(outcome.status.code(), Some(1));
}

/// A thousand pages in one chapter are told before they take all memory.
#[test]
fn a_chapter_too_long_for_paper_is_an_error() {
    let six = "Some words of prose. ".repeat(20) + "\n\n";
    let attack = Attack::of(&format!("# One\n\n{}", six.repeat(15_000)));
    attack.is_refused(&["one.md", "too long to be set"]);
}

#[test]
fn ten_thousand_levels_are_set_without_their_nesting() {
    const DEEP: usize = 10_000;
    let around = |open: &str, close: &str| open.repeat(DEEP) + "innermost" + &close.repeat(DEEP);
    for (chapter, words) in [
        (around("> ", ""), "more than 120 elements"),
        (around("<div>", "</div>"), ""),
        (around("x <b>", "</b>"), ""),
        (around("<table><tr><td>", ""), ""),
        (around("<details><summary>s</summary>\n\n", ""), ""),
        (around("[", "]"), ""),
        (around("*a **", ""), ""),
        ((0..1000).map(|n| "  ".repeat(n) + "- innermost\n").collect(), "more than 120 elements"),
    ] {
        let attack = Attack::of(&format!("# One\n\n{chapter}\n"));
        let start: String = chapter.chars().take(20).collect();
        let outcome = attack.is_harmless(&[words]);
        assert!(outcome.text("one.xhtml").contains("innermost"), "{start}");
    }
    Attack::of(&format!("# One\n\n{}\n", around("[a](", ")"))).is_harmless(&[]);
}
