//! Files that would be written where they don't belong.

use super::attack::Attack;
use crate::small_book::SmallBook;

fn of_chapters(summary: &str, files: &[(&str, &str)]) -> Attack {
    let book = SmallBook::new(files);
    book.write("src/SUMMARY.md", summary);
    Attack::with(book)
}

#[test]
fn a_chapter_stays_below_the_source_folder() {
    for path in [
        "../../secret.md",
        "../secret.md",
        "sub/../../../secret.md",
        "/etc/hostname",
        "..\\..\\secret.md",
        "%2e%2e/%2e%2e/secret.md",
    ] {
        let attack = of_chapters(
            &format!("- [One](one.md)\n- [Two]({path})\n"),
            &[("src/one.md", "# One\n")],
        );
        attack.is_refused(&["SUMMARY.md"]);
    }
}

#[test]
fn two_chapters_are_two_pages() {
    let files = [("src/one.md", "# One\n"), ("src/README.md", "# R\n"), ("src/index.md", "# I\n")];
    of_chapters("- [R](README.md)\n- [I](index.md)\n", &files)
        .is_refused(&["SUMMARY.md:2", "`README.md` and `index.md` are one page, `index.html`"]);
    let twice = "- [One](one.md)\n- [Again](./one.md)\n";
    of_chapters(twice, &files).is_refused(&["SUMMARY.md"]);
    let endings = [("src/one.md", "# One\n"), ("src/one.markdown", "# One\n")];
    of_chapters("- [A](one.md)\n- [B](one.markdown)\n", &endings).is_refused(&["are one page"]);
    let cases = [("src/one.md", "# One\n"), ("src/One.md", "# Other\n")];
    of_chapters("- [A](one.md)\n- [B](One.md)\n", &cases)
        .is_harmless(&["SUMMARY.md:2", "`one.md` and `One.md` are one page on systems where case"]);
}

#[test]
fn a_redirect_is_a_page_of_the_book() {
    for from in ["/../../evil.html", "../evil.html", "a/../../evil.html"] {
        let toml = format!("[output.html.redirect]\n\"{from}\" = \"one.html\"\n");
        Attack::of("# One\n").configured(&toml).is_refused(&["book.toml:4", "outside the book"]);
    }
    let toml = "[output.html.redirect]\n\"/old/page.html\" = \"../one.html\"\n";
    let outcome = Attack::of("# One\n").configured(toml).is_harmless(&[]);
    assert!(outcome.files.contains_key("html/old/page.html"));
}

#[test]
fn the_editions_replace_nothing_outside_the_book() {
    let attack = Attack::of("# One\n").configured("[build]\nbuild-dir = '../private'\n");
    attack.is_refused(&["`build-dir` leads out of the book", "--dest-dir"]);
    let output = attack.book.bindery(&["clean"]);
    assert_eq!(output.status.code(), Some(1), "nor does `clean` remove it");
}

#[test]
fn the_title_is_no_path() {
    let attack = Attack::of("# One\n");
    attack
        .book
        .write("book.toml", "[book]\ntitle = '../../evil/\u{0}title'\n".replace('\u{0}', ""));
    let outcome = attack.is_harmless(&[]);
    assert!(outcome.files.contains_key("epub/evil-title.epub"), "{:?}", outcome.files.keys());
}
