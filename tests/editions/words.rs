//! Every word: what a reader of the HTML reads, a reader of the PDF and the EPUB reads too.

use crate::corpus::{Built, books};
use crate::tools::PDFTOTEXT;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Elements of a page that say nothing, or say it to machines.
const UNSEEN: [&str; 6] = ["script", "style", "svg", "button", "nav", "math"];
const VOID: [&str; 10] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"];

/// The words in the `main` of a page, hidden lines of code left out.
pub fn of_main(html: &str) -> Vec<String> {
    split(&without_formulas(&text(main_of(html))))
}

/// The `main` of a page.
pub fn main_of(html: &str) -> &str {
    let main = html.find("<main").map_or("", |start| &html[start..]);
    &main[..main.find("</main>").unwrap_or(main.len())]
}

/// The text without what MathJax would set: the other editions have set it already.
fn without_formulas(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")] {
        while let Some(at) = text.find(open) {
            let Some(end) = text[at + open.len()..].find(close) else { break };
            text.replace_range(at..at + open.len() + end + close.len(), " ");
        }
    }
    text
}

/// The text of HTML that a machine wrote: each tag is whole.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    let mut skipping: Option<(String, usize)> = None;
    while let Some(at) = rest.find('<') {
        if skipping.is_none() {
            out.push_str(&rest[..at]);
        }
        let tag = &rest[at..];
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 2)
        } else {
            tag.find('>')
        };
        let Some(end) = end else { break };
        let (tag, after) = tag.split_at(end + 1);
        rest = after;
        let closing = tag.starts_with("</");
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        let empty = tag.ends_with("/>") || VOID.contains(&name.as_str());
        match &mut skipping {
            Some((skipped, depth)) if *skipped == name => {
                match closing {
                    true => *depth -= 1,
                    false if !empty => *depth += 1,
                    false => {}
                }
                if *depth == 0 {
                    skipping = None;
                }
            }
            Some(_) => {}
            None => {
                let hidden = tag.contains("class=\"boring\"") || tag.contains("backlink");
                if !closing && !empty && (UNSEEN.contains(&name.as_str()) || hidden) {
                    skipping = Some((name.clone(), 1));
                }
                // Words in two blocks are two words; marks inside a word leave it whole.
                let inline =
                    ["a", "b", "code", "em", "i", "kbd", "span", "strong", "sub", "mark", "dfn"];
                if !inline.contains(&name.as_str()) {
                    out.push(' ');
                }
            }
        }
    }
    if skipping.is_none() {
        out.push_str(rest);
    }
    unescape(&out)
}

pub fn unescape(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", " "),
    ];
    let text = named.iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c));
    text.replace("&amp;", "&")
}

/// Runs of letters and digits. Ligatures and look-alikes that PDF readers give back are undone.
pub fn split(text: &str) -> Vec<String> {
    let plain = [('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬀ', "ff"), ('ﬃ', "ffi"), ('ﬄ', "ffl")];
    let text = plain.iter().fold(text.to_owned(), |text, (from, to)| text.replace(*from, to));
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The chapters' pages of the HTML edition, in no special order.
pub fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the edition can be read") {
        let path = entry.expect("the edition can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let other = ["404.html", "print.html", "toc.html", "index.html"].contains(&name.as_str());
        if path.is_dir() {
            pages(&path, found);
        } else if name.ends_with(".html") && !other {
            let text = fs::read_to_string(&path).expect("the page can be read");
            // A redirect has no chapter in it.
            if text.contains("<main") {
                found.push(path);
            }
        }
    }
}

/// The text of each XHTML file of an EPUB.
fn epub_words(book: &Built) -> Vec<String> {
    let file = File::open(book.file("epub")).expect("the EPUB is there");
    let mut archive = zip::ZipArchive::new(file).expect("the EPUB is an archive");
    let mut words = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("the entry is there");
        if entry.name().is_ok_and(|name| name.ends_with(".xhtml")) {
            let mut page = String::new();
            entry.read_to_string(&mut page).expect("XHTML is text");
            let body = page.find("<body").map_or("", |start| &page[start..]);
            words.extend(split(&text(body)));
        }
    }
    words
}

/// The words that the end of a line may have divided, whole again: by a hyphen, or in code.
fn divided(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let ends: Vec<(String, String)> = lines
        .iter()
        .map(|line| {
            let words = split(line);
            let (first, last) = (words.first().cloned(), words.last().cloned());
            (first.unwrap_or_default(), last.unwrap_or_default())
        })
        .collect();
    let two = ends.windows(2).map(|pair| format!("{}{}", pair[0].1, pair[1].0));
    let three = ends.windows(3).map(|all| format!("{}{}{}", all[0].1, all[1].0, all[2].0));
    two.chain(three).collect()
}

/// The words that a hyphen of their own joins across two lines: pdftotext joins them as if the end of
/// the line had divided one, unless it is asked for raw lines.
fn joined(raw: &str) -> Vec<String> {
    let lines: Vec<&str> = raw.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[0].ends_with('-'));
    pairs
        .flat_map(|pair| [split(pair[0]).pop(), split(pair[1]).into_iter().next()])
        .flatten()
        .collect()
}

/// The words that a footnote's number follows, without it.
fn noted(words: &[String]) -> Vec<String> {
    let plain = words.iter().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let noted = plain.zip(words).filter(|(plain, word)| plain.len() > 3 && plain != word);
    noted.map(|(plain, _)| plain.to_owned()).collect()
}

/// What the page with the index has, in whose place the PDF has an index with page numbers.
pub const INDEX_PAGE: &str = "class=\"book-index\"";

type Grams<'a> = HashMap<&'a [String], usize>;

fn grams(words: &[String], length: usize) -> Grams<'_> {
    let mut grams = Grams::new();
    for gram in words.windows(length) {
        *grams.entry(gram).or_default() += 1;
    }
    grams
}

/// The share of the pages' runs of `length` words that the edition has, as often as the pages do;
/// and what is lost from the worst page. A page with `omitted` in it is in other editions only.
fn kept(book: &Built, edition: &[String], length: usize, omitted: Option<&str>) -> (f64, String) {
    let mut found = Vec::new();
    pages(&book.folder.join("html"), &mut found);
    assert!(!found.is_empty(), "{} has pages", book.name);
    let mut left = grams(edition, length);
    let (mut all, mut lost) = (0usize, BTreeMap::new());
    for page in &found {
        let html = fs::read_to_string(page).expect("the page can be read");
        if omitted.is_some_and(|page| html.contains(page)) {
            continue;
        }
        let words = of_main(&html);
        for gram in words.windows(length) {
            all += 1;
            match left.get_mut(gram) {
                Some(count) if *count > 0 => *count -= 1,
                _ => lost.entry(page).or_insert_with(Vec::new).push(gram.join(" ")),
            }
        }
    }
    let total: usize = lost.values().map(Vec::len).sum();
    let worst = lost.iter().max_by_key(|(_, grams)| grams.len());
    let worst = worst
        .map(|(page, grams)| format!("{}: {:?}", page.display(), &grams[..grams.len().min(40)]));
    (1.0 - total as f64 / all.max(1) as f64, worst.unwrap_or_default())
}

/// No word is lost, and nearly all stand in their order. What moves on purpose parts some that
/// follow each other: page ends, footnotes, answers at the back, "page 7" behind a reference.
fn judge(book: &Built, edition: &str, words: &[String], in_order: f64, omitted: Option<&str>) {
    let (share, worst) = kept(book, words, 1, omitted);
    let (order, worst_order) = kept(book, words, 3, omitted);
    eprintln!(
        "{}: {share:.5} of the words, {order:.5} of the 3-grams are in the {edition}",
        book.name
    );
    assert!(share > 0.9995, "{}: {share:.5} of the words; {worst}", book.name);
    assert!(order > in_order, "{}: {order:.5} of the 3-grams; {worst_order}", book.name);
}

#[test]
fn the_epub_has_every_word() {
    for book in books() {
        judge(book, "EPUB", &epub_words(book), 0.995, None);
    }
}

#[test]
fn the_pdf_has_every_word() {
    for book in books() {
        // The text is written beside the PDF, where other tests compare what a build has written.
        let folder = tempfile::tempdir().expect("a folder can be made");
        let pdf = folder.path().join("book.pdf");
        fs::copy(book.file("pdf"), &pdf).expect("the PDF can be copied");
        let mut texts = Vec::new();
        for args in [&["-enc", "UTF-8", "-q"][..], &["-enc", "UTF-8", "-q", "-raw"]] {
            let Some(output) = PDFTOTEXT.run(args, &pdf) else { return };
            assert!(output.status.success());
            let text = fs::read_to_string(pdf.with_extension("txt"));
            texts.push(text.expect("pdftotext has written it"));
        }
        let mut words = split(&texts[0]);
        words.extend(divided(&texts[0]));
        words.extend(joined(&texts[1]));
        words.extend(noted(&words));
        judge(book, "PDF", &words, 0.95, Some(INDEX_PAGE));
    }
}
