//! Files that are not the book's.

use super::attack::{Attack, SECRET};
use crate::small_book::SmallBook;
use std::fs;

const LIES_OUTSIDE: &str = "lies outside the book";

#[test]
fn an_include_from_outside_is_an_error() {
    let place = "src/one.md:3";
    for path in
        ["../../secret.txt", "./../x/../../secret.txt", "/etc/hostname", "../src/../../secret.txt"]
    {
        for directive in ["include", "rustdoc_include", "playground"] {
            let attack = Attack::of(&format!("# One\n\n{{{{#{directive} {path}}}}}\n"));
            attack.is_refused(&[place]);
        }
    }
    let attack = Attack::of("# One\n\n```text\n{{#include ../../secret.txt}}\n```\n");
    attack.is_refused(&["src/one.md:4", "is outside the book's folder"]);
    // Where there is none, nothing is told of what is there.
    Attack::of("# One\n\n{{#include ..\\..\\secret.txt}}\n").is_refused(&[place]);
    Attack::of("# One\n\n{{#include %2e%2e/%2e%2e/secret.txt}}\n").is_refused(&[place]);
}

#[test]
fn going_on_includes_nothing_from_outside_either() {
    let attack = Attack::of("# One\n\n{{#include ../../secret.txt}}\n");
    let output = attack.book.bindery(&["build", "--keep-going"]);
    assert!(output.status.success());
    let page = attack.book.root().join("book/html/one.html");
    let page = fs::read_to_string(page).expect("the page is there");
    assert!(page.contains("missing include") && !page.contains(SECRET), "{page}");
}

#[test]
fn a_folder_that_the_book_allows_is_open_and_its_neighbour_is_not() {
    let toml = "[preprocessor.bindery]\nallow = [\"../shared\"]\n";
    let book = || {
        let attack = Attack::of("# One\n\n{{#include ../../shared/words.txt}}\n").configured(toml);
        fs::create_dir(attack.book.outside().join("shared")).expect("a folder can be made");
        attack
    };
    let attack = book();
    let words = attack.book.outside().join("shared/words.txt");
    fs::write(&words, "words of us all").expect("a file can be written");
    let outcome = attack.is_harmless(&[]);
    assert!(outcome.text("html/one.html").contains("words of us all"));
    let attack = book();
    attack.book.write("src/one.md", "# One\n\n{{#include ../../private/secret.svg}}\n");
    attack.is_refused(&["is outside the book's folder", "allow"]);
    Attack::of("# One\n")
        .configured("[preprocessor.bindery]\nallow = true\n")
        .is_refused(&["allow"]);
}

#[test]
fn a_listing_or_a_figure_from_outside_is_an_error() {
    for directive in [
        "{{#listing ../../secret.txt id=\"a\" caption=\"A\"}}",
        "{{#listing /etc/hostname id=\"a\" caption=\"A\"}}",
        "{{#output ../../secret.txt}}",
        "{{#figure ../../secret caption=\"A\"}}",
        "{{#value ../../secret.a}}",
    ] {
        let toml = "[preprocessor.bindery]\n";
        let attack = Attack::of(&format!("# One\n\n{directive}\n")).configured(toml);
        attack.is_refused(&["src/one.md:3"]);
    }
}

#[test]
fn an_image_or_a_link_from_outside_is_its_words() {
    for path in [
        "../../private/secret.svg",
        "../private/secret.svg",
        "/../private/secret.svg",
        "%2e%2e/%2e%2e/private/secret.svg",
        "..%2f..%2fprivate/secret.svg",
        "..\\..\\private\\secret.svg",
        "..%5c..%5cprivate%5csecret.svg",
        "/etc/hostname",
        "file:///etc/hostname",
    ] {
        let attack = Attack::of(&format!("# One\n\n![its words]({path})\n\n[also]({path})\n"));
        let outcome = attack.is_harmless(&["src/one.md:3"]);
        let page = outcome.text("one.xhtml");
        assert!(page.contains("its words") && page.contains("also"), "{page}");
        assert!(!page.contains("<img") && !page.contains("secret"), "{page}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_the_outside_is_an_error_wherever_it_is() {
    use std::os::unix::fs::symlink;
    for (link, to) in [
        ("src/in.txt", "../../secret.txt"),
        ("src/in.svg", "../../private/secret.svg"),
        ("src/folder", "../../private"),
        ("src/round", "."),
        ("theme", "../private"),
        ("theme/head.hbs", "../../secret.txt"),
        ("listings/poem.txt", "../../secret.txt"),
        ("figures/delays.toml", "../../secret.txt"),
    ] {
        let attack = Attack::of("# One\n\n![](in.svg) ![](folder/secret.svg)\n");
        let at = attack.book.root().join(link);
        fs::create_dir_all(at.parent().expect("it is in a folder")).expect("a folder can be made");
        symlink(to, &at).expect("a link can be made");
        attack.is_refused(&[link, "symbolic link"]);
    }
}

#[cfg(unix)]
#[test]
fn a_chapter_that_is_a_link_to_the_outside_is_an_error() {
    let book = SmallBook::new(&[("src/SUMMARY.md", "- [One](one.md)\n")]);
    let attack = Attack::with(book);
    std::os::unix::fs::symlink("../../secret.md", attack.book.root().join("src/one.md"))
        .expect("a link can be made");
    attack.is_refused(&["symbolic link"]);
}

#[test]
fn book_toml_names_nothing_outside() {
    for (table, key, value) in [
        ("output.bindery-pdf", "template", "'../secret.txt'"),
        ("output.bindery-pdf", "fonts", "'../private'"),
        ("output.bindery-epub", "cover", "'../private/secret.svg'"),
        ("output.bindery-epub", "css", "'../secret.css'"),
        ("output.html", "theme", "'../private'"),
        ("output.html", "additional-css", "['../secret.css']"),
        ("output.html", "additional-js", "['/etc/hostname']"),
        ("output.html", "input-404", "'../../secret.md'"),
        ("build", "extra-watch-dirs", "['/']"),
    ] {
        let attack = Attack::of("# One\n").configured(&format!("[{table}]\n{key} = {value}\n"));
        attack.is_refused(&["book.toml:4", LIES_OUTSIDE, key]);
    }
    let attack = Attack::of("# One\n");
    attack.book.write("book.toml", "[book]\nsrc = '../private'\n");
    attack.is_refused(&["book.toml:2", LIES_OUTSIDE]);
}
