//! The edition in real reading systems: epub.js in Chromium, and Calibre.
//!
//! `EPUBJS` may name the folder of `npm install epubjs` (else `target/tools/npm`), `CHROMIUM` the
//! browser. What isn't there is skipped with a message, in CI it fails; Calibre, half a gigabyte,
//! may be missing there, too.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod browser;
#[path = "../support/mod.rs"]
mod support;

use bindery_epub::{Page, PageList, Settings};
use bindery_manuscript::{Footnote, Item, Manuscript};
use std::fs;
use std::path::Path;
use std::process::Command;
use support::{Edition, book, chapter, edition_with, nodes};

/// A book with all that a reader's menus show.
fn with_everything() -> (Manuscript, PageList) {
    let mut manuscript = book(&[
        "<p>a<MARK note='0' n='1'/> and <a to='1#s'>there</a></p>",
        "<h2 id='s'>Section</h2><p>b</p><p>c<MARK note='0' n='1'/></p>",
    ]);
    for (index, text) in ["Ängstlich &amp; first", "second"].into_iter().enumerate() {
        let body = nodes(&format!("<p>{text}</p>"));
        chapter(&mut manuscript, index).footnotes =
            vec![Footnote { name: "n".into(), marks: 1, body }];
    }
    manuscript.items.insert(1, Item::Part("A part".into()));
    let page = |label: &str, chapter, node| Page { label: label.into(), chapter, node, id: None };
    let pages = vec![page("ii", 0, 0), page("1", 0, 1), page("2", 1, 2)];
    (manuscript, PageList { source: "urn:isbn:9783161484100".into(), pages })
}

fn everything() -> Edition {
    let (manuscript, pages) = with_everything();
    let settings = Settings { sections: true, ..Settings::default() };
    let (edition, _) = edition_with(&manuscript, &settings, Some(&pages));
    edition.check();
    edition
}

#[test]
fn contents_pages_and_notes_work_in_epub_js() {
    let Some(said) = browser::read(&everything().bytes) else { return };
    let expected = [
        "title\tA test",
        "cover\t/EPUB/images/cover.png",
        "toc\t0\t1 Chapter 1\t1 Chapter 1",
        "toc\t0\tA part\tA part",
        "toc\t1\t2 Chapter 2\t2 Chapter 2",
        "toc\t2\tSection\tSection",
        "toc\t0\tAbout this edition\tAbout this edition",
        "landmark\tcover\ttext/cover.xhtml",
        "landmark\ttitlepage\ttext/title-page.xhtml",
        "landmark\ttoc\tnav.xhtml",
        "landmark\tbodymatter\ttext/chapter-1.xhtml",
        "landmark\tcolophon\ttext/colophon.xhtml",
        "page\ttext/chapter-1.xhtml#page-ii\tii",
        "page\ttext/chapter-1.xhtml#page-1\t1",
        "page\ttext/chapter-2.xhtml#page-2\t2",
        "note\tmark-1-1\t1. Ängstlich & first ↩\t#mark-1-1",
        "note\tmark-1-1\t1. second ↩\t#mark-1-1",
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}

/// What `program` prints, with its settings kept out of the user's; `None` if it isn't there.
fn calibre(program: &str, args: &[&Path], folder: &Path) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .env("CALIBRE_CONFIG_DIRECTORY", folder.join("settings"))
        .env("LC_ALL", "C.UTF-8")
        .output();
    let Ok(output) = output else {
        eprintln!(
            "skipped: there is no {program} here; to have this tested: apt-get install calibre"
        );
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Some(said)
}

#[test]
fn calibre_finds_the_cover_and_converts_every_word() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("book.epub"), everything().bytes).unwrap();
    let cover = format!("--get-cover={}", at("cover").display());
    let args = [&at("book.epub"), Path::new(&cover)];
    let Some(said) = calibre("ebook-meta", &args, folder.path()) else { return };
    // Calibre writes `&` between authors, so `&&` in a name.
    for line in ["Title               : A test", "Author(s)           : Ada && Bob"] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert!(fs::read(at("cover")).unwrap().starts_with(b"\x89PNG"));
    // The way to a Kindle, and back into words.
    calibre("ebook-convert", &[&at("book.epub"), &at("book.azw3")], folder.path()).unwrap();
    calibre("ebook-convert", &[&at("book.azw3"), &at("book.txt")], folder.path()).unwrap();
    let text = fs::read_to_string(at("book.txt")).unwrap();
    for words in ["1 Chapter 1", "Section", "Ängstlich & first", "second", "About this edition"] {
        assert!(text.contains(words), "{words} in {text}");
    }
}
