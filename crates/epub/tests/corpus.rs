//! Whole books. `BINDERY_CORPUS` names a folder with an mdBook in each of its folders, if it isn't
//! the one beside the checkout; where there is none, the test says so and passes.
//!
//! `BINDERY_KEEP` names a folder to put the editions into, to look at them.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod support;

use bindery_diagnostic::Report;
use bindery_manuscript::{Manuscript, Node, Target, text_of};
use mdbook_driver::MDBook;
use std::path::{Path, PathBuf};
use std::{env, fs};
use support::{CORPUS, edition, squeeze, words_of_page};

#[test]
fn whole_books_are_valid_and_complete() {
    let corpus = env::var_os("BINDERY_CORPUS").map_or_else(|| CORPUS.into(), PathBuf::from);
    let Ok(entries) = fs::read_dir(&corpus) else {
        eprintln!("skipped: the books of the corpus are not beside this checkout");
        return;
    };
    let folders = entries.map(|entry| entry.unwrap().path());
    let mut books: Vec<PathBuf> = folders.filter(|path| path.join("book.toml").exists()).collect();
    books.sort();
    assert!(!books.is_empty());
    for root in books {
        eprintln!("{}", root.display());
        check(&root);
    }
}

fn check(root: &Path) {
    let mut report = Report::default();
    let manuscript = load(root, &mut report);
    let (edition, found) = edition(&manuscript, None);
    let (again, _) = support::edition(&manuscript, None);
    assert!(edition.bytes == again.bytes, "not the same bytes twice");
    report.append(found);
    report.diagnostics().iter().for_each(|diagnostic| eprintln!("{diagnostic}"));
    if let Some(folder) = env::var_os("BINDERY_KEEP").map(PathBuf::from) {
        let name = root.file_name().unwrap().to_string_lossy().into_owned() + ".epub";
        fs::write(folder.join(name), &edition.bytes).unwrap();
    }
    let pages: Vec<String> = edition
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".xhtml"))
        .map(|(_, text)| words_of_page(std::str::from_utf8(text).unwrap()))
        .collect();
    let all = pages.join("\n");
    for chapter in manuscript.chapters() {
        for node in &chapter.body {
            if has_formula(node) {
                continue;
            }
            let words = squeeze(&text_of(std::slice::from_ref(node)));
            assert!(all.contains(&words), "{}: lost: {words}", chapter.name);
        }
    }
    let linked: usize = manuscript
        .chapters()
        .map(|chapter| {
            let notes = chapter.footnotes.iter().map(|note| links(&note.body)).sum::<usize>();
            links(&chapter.body) + notes
        })
        .sum();
    let texts = edition.files.iter().filter(|(path, _)| path.starts_with("EPUB/text/"));
    let written: usize =
        texts.map(|(_, page)| links_of_page(std::str::from_utf8(page).unwrap())).sum();
    eprintln!("{linked} links between chapters");
    assert_eq!(written, linked, "links were lost");
    // That each leads to an element which is there, epubcheck says.
    edition.check();
}

/// How many links to chapters there are in the nodes.
fn links(nodes: &[Node]) -> usize {
    let below = nodes.iter().map(|node| match node {
        Node::Element(element) => {
            let is_link = matches!(element.target, Some(Target::Chapter { .. }));
            usize::from(is_link && element.name == "a") + links(&element.children)
        }
        _ => 0,
    });
    below.sum()
}

/// How many links to chapters an author has made on the page.
fn links_of_page(xhtml: &str) -> usize {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(xhtml, options).unwrap();
    let is_link = |node: &roxmltree::Node<'_, '_>| {
        let inside = node.attribute("href").is_some_and(|href| !href.contains(':'));
        node.has_tag_name(("http://www.w3.org/1999/xhtml", "a"))
            && inside
            && node.attribute("role").is_none()
    };
    document.descendants().filter(is_link).count()
}

/// The book at `root` with mdBook's own preprocessors, as far as they can be had.
fn load(root: &Path, report: &mut Report) -> Manuscript {
    let book = MDBook::load(root).unwrap();
    let (processed, _) =
        book.preprocess_book(&mdbook_driver::builtin_renderers::MarkdownRenderer::new()).unwrap();
    Manuscript::new(root, &book.config, &processed, report)
}

/// Whether there is mathematics in the node, whose words are others in MathML.
fn has_formula(node: &Node) -> bool {
    match node {
        Node::Math(_) => true,
        Node::Element(element) => element.children.iter().any(has_formula),
        _ => false,
    }
}
