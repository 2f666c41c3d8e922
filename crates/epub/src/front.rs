//! The pages around the chapters: cover, title page, parts, answers, colophon.

use crate::content::Answer;
use crate::cover::Cover;
use crate::images::FOLDER;
use crate::xml::{Element, element};
use bindery_manuscript::{Info, Manuscript};
use bindery_words::{Words, around};

/// The page that shows the cover.
pub(crate) fn cover(cover: &Cover) -> Element {
    let image = element("img")
        .with("src", format!("../{FOLDER}/{}", cover.page.name))
        .with("alt", cover.text.clone())
        .with("role", "doc-cover");
    element("section").with("class", "cover").with("epub:type", "cover").child(image)
}

/// The page with title, subtitle, authors and publisher.
pub(crate) fn title_page(info: &Info, publisher: Option<&str>) -> Element {
    let mut page = element("section")
        .with("class", "title-page")
        .with("epub:type", "titlepage")
        .child(element("h1").with("epub:type", "title").text(&info.title));
    let line = |class: &'static str, text: &str| element("p").with("class", class).text(text);
    if let Some(subtitle) = &info.subtitle {
        page = page.child(line("subtitle", subtitle).with("role", "doc-subtitle"));
    }
    for author in &info.authors {
        page = page.child(line("author", author));
    }
    page.nodes(publisher.map(|publisher| line("publisher", publisher).into()))
}

/// The page with the title of a part.
pub(crate) fn part(title: &str) -> Element {
    element("section")
        .with("class", "part")
        .with("epub:type", "part")
        .with("role", "doc-part")
        .child(element("h1").text(title))
}

/// The answers, chapter by chapter.
pub(crate) fn answers(words: &Words, manuscript: &Manuscript, answers: Vec<Answer>) -> Element {
    let mut page = element("section").with("class", "answers");
    page = page.child(element("h1").text(&words.answers));
    let mut last = None;
    for answer in answers {
        if last != Some(answer.chapter) {
            let name = manuscript.chapters().nth(answer.chapter).map_or("", |c| c.name.as_str());
            page = page.child(element("h2").text(name));
            last = Some(answer.chapter);
        }
        page = page.child(answer.body);
    }
    page
}

/// What there is to say about the edition.
pub(crate) fn colophon(
    words: &'static Words,
    language: &str,
    info: &Info,
    numbers: Option<&str>,
) -> Element {
    let line = |text: String| element("p").text(text);
    let mut page = element("section")
        .with("class", "colophon")
        .with("epub:type", "colophon")
        .with("role", "doc-colophon");
    if !language.starts_with(&words.language) {
        page = page.with("lang", &words.language).with("xml:lang", &words.language);
    }
    page = page.child(element("h1").text(&words.colophon));
    let mut title = element("p").child(element("cite").text(&info.title));
    if !info.authors.is_empty() {
        title = title.text(format!(" · {}", info.authors.join(", ")));
    }
    page = page.child(title);
    if let Some(date) = &info.date {
        page = page.child(line(words.edition.replace("{}", date)));
    }
    if let Some(rights) = &info.rights {
        page = page.child(line(rights.clone()));
    }
    if let Some(repository) = &info.repository {
        let (before, after) = around(&words.source);
        let text = element("p").text(before);
        let text = match crate::content::url::external(repository) {
            Some(href) => text.child(element("a").with("href", href).text(repository)),
            None => text.text(repository),
        };
        page = page.child(text.text(after));
    }
    if let Some(numbers) = numbers {
        page = page.child(line(words.numbers.replace("{}", numbers)));
    }
    page
}
