//! Every link: what leads from place to place in the HTML does so in the PDF.

use crate::corpus::{Built, books, docs};
use crate::tools::PDFTOHTML;
use crate::words;
use std::cmp::Reverse;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// How many letters and digits of a place tell it from others.
const ENOUGH: usize = 24;

/// A link of the HTML edition to a place in the book.
struct Link {
    page: PathBuf,
    href: String,
    words: String,
    /// What is read where it leads to.
    place: String,
}

/// What links of the PDF to one page say, one after the other.
struct Annotations {
    to: usize,
    words: String,
}

/// The letters and digits of a text.
fn squeezed(text: &str) -> String {
    words::split(text).concat()
}

/// The links in the `main` of a page that lead to a page of the book, and how many lead nowhere.
fn links_of(root: &Path, page: &Path, html: &str, links: &mut Vec<Link>) -> usize {
    let main = words::main_of(html);
    let mut dead = 0;
    for (at, _) in main.match_indices("<a ") {
        let Some(end) = main[at..].find('>') else { continue };
        let tag = &main[at..at + end];
        let text = &main[at + end + 1..];
        let text = &text[..text.find("</a>").unwrap_or(text.len())];
        let Some(href) = attribute(tag, "href") else { continue };
        // A heading's link to itself is for whoever wants its address; notes stand on the page of
        // their marks.
        let note = href.starts_with("#fr-") || href.starts_with("#footnote-");
        // In print, nothing leads from a definition to its entry.
        let quiet =
            [r#"class="header""#, r#"class="term""#].iter().any(|class| tag.contains(class));
        if href.contains("://") || quiet || note {
            continue;
        }
        let (file, id) = href.split_once('#').unwrap_or((&href, ""));
        let words = squeezed(&words::text(text));
        if words.is_empty() || !(file.is_empty() || file.ends_with(".html")) {
            continue;
        }
        let file = match file {
            "" => page.to_owned(),
            file => page.parent().expect("a page is in a folder").join(file),
        };
        // Beside the book on its site is nothing of the book.
        if !plain(&file).starts_with(root) {
            continue;
        }
        match place(&file, id, 0) {
            Some(place) => links.push(Link { page: page.to_owned(), href, words, place }),
            None => dead += 1,
        }
    }
    dead
}

/// The path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// What is read at an id of a page, redirects followed; `None` if there is no such page.
fn place(file: &Path, id: &str, redirects: usize) -> Option<String> {
    let html = fs::read_to_string(file).ok()?;
    if !html.contains("<main") {
        let to = html.split("URL=").nth(1)?;
        let to = to.split(['"', '\'']).next()?;
        let (to, own) = to.split_once('#').unwrap_or((to, ""));
        let id = if own.is_empty() { id } else { own };
        return (redirects < 9).then(|| place(&file.parent()?.join(to), id, redirects + 1))?;
    }
    if html.contains(words::INDEX_PAGE) {
        return Some("index".to_owned());
    }
    let main = words::main_of(&html);
    let name = |quote| format!("id={quote}{id}{quote}");
    // An id that isn't there leads to the page's beginning.
    let at = if id.is_empty() { None } else { main.find(&name('"')).or(main.find(&name('\''))) };
    let from = at.and_then(|at| Some(at + main[at..].find('>')? + 1)).unwrap_or(0);
    // What follows a paragraph may stand on the next page, below its head.
    let rest = &main[from..];
    let ends = rest.match_indices("</p>").chain(rest.match_indices("</h")).map(|(end, _)| end);
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    let read = |to: usize| squeezed(&words::text(&rest[..to]));
    let text = ends.into_iter().chain([rest.len()]).map(read).find(|text| !text.is_empty());
    Some(text.unwrap_or_default().chars().take(ENOUGH).collect())
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(words::unescape(value.split('"').next()?))
}

/// What each page of the PDF says, and what its links say, page by page.
fn read_pdf(xml: &str) -> (Vec<String>, Vec<Vec<Annotations>>) {
    let (mut pages, mut links) = (Vec::new(), Vec::new());
    for page in xml.split("<page ").skip(1) {
        pages.push(squeezed(&words::text(page)));
        let mut here: Vec<Annotations> = Vec::new();
        for link in page.split("<a href=\"").skip(1) {
            let Some((href, rest)) = link.split_once("\">") else { continue };
            let to = href.rsplit_once(".html#").and_then(|(_, page)| page.parse().ok());
            let Some(to) = to else { continue };
            let said = squeezed(&words::text(rest.split("</a>").next().unwrap_or_default()));
            match here.iter_mut().find(|known| known.to == to) {
                Some(known) => known.words.push_str(&said),
                None => here.push(Annotations { to, words: said }),
            }
        }
        links.push(here);
    }
    (pages, links)
}

/// The links of the HTML that the PDF hasn't got, or that lead elsewhere in it.
fn lost(mut links: Vec<Link>, xml: &str) -> Vec<String> {
    let (pages, mut annotations) = read_pdf(xml);
    let reads = |to: usize, place: &str| {
        // What begins at the foot of a page may go on at the head of the next.
        let both: String = pages.iter().skip(to.saturating_sub(1)).take(2).cloned().collect();
        both.contains(place)
    };
    let fits = |known: &Annotations, link: &Link| {
        known.words.contains(&link.words) && reads(known.to, &link.place)
    };
    // "a short read" before "read", which stands in it; and before a chapter, whose title heads all
    // its pages, a section on one of them.
    links.sort_by_cached_key(|link| {
        let choices = annotations.iter().flatten().filter(|known| fits(known, link)).count();
        (Reverse(link.words.len()), choices)
    });
    let mut lost = Vec::new();
    for link in links {
        match annotations.iter_mut().flatten().find(|known| fits(known, &link)) {
            // Each link of the PDF stands for one of the HTML.
            Some(known) => known.words = known.words.replacen(&link.words, "|", 1),
            None => lost.push(format!(
                "{}: `{}` ({}) to `{}`",
                link.page.display(),
                link.href,
                link.words,
                link.place
            )),
        }
    }
    lost
}

fn check(book: &Built) {
    let mut pages = Vec::new();
    let root = book.folder.join("html");
    words::pages(&root, &mut pages);
    pages.sort();
    let (mut links, mut dead) = (Vec::new(), 0);
    for page in &pages {
        let html = fs::read_to_string(page).expect("the page can be read");
        if html.contains(words::INDEX_PAGE) {
            continue;
        }
        dead += links_of(&root, page, &html, &mut links);
    }
    let warned = book.said.matches("isn't in the book").count();
    assert!(dead <= warned, "{}: {dead} dead links, {warned} warnings", book.name);
    let args = ["-xml", "-i", "-stdout"];
    let Some(output) = PDFTOHTML.run(&args, &book.file("pdf")) else { return };
    let count = links.len();
    let lost = lost(links, &String::from_utf8_lossy(&output.stdout));
    eprintln!("{}: {count} links, {} lost, {dead} dead", book.name, lost.len());
    assert!(count > 5, "{} has links", book.name);
    assert!(lost.is_empty(), "{}: {count} links, lost:\n{}", book.name, lost.join("\n"));
}

#[test]
fn the_pdf_has_every_link() {
    books().iter().chain([docs()]).for_each(check);
}
