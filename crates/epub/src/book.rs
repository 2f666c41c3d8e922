//! The book put together: its pages in reading order, its table of contents, its files.

use crate::content::{self, Shop, language_tag};
use crate::contents::Contents;
use crate::cover::{self, Cover};
use crate::front;
use crate::images::Images;
use crate::links::{self, Survey};
use crate::names::FileNames;
use crate::options::Settings;
use crate::pages::PageList;
use crate::xml::{Element, Node, element};
use bindery_diagnostic::Report;
use bindery_manuscript::{Chapter, Item, Manuscript};
use bindery_words::{Words, words};

/// The book as all parts of the package need it.
pub(crate) struct Book<'a> {
    /// What it was made from.
    pub manuscript: &'a Manuscript,
    /// What the author wants.
    pub settings: &'a Settings,
    /// The book's language, as a valid tag.
    pub language: String,
    /// What the edition says itself.
    pub words: &'static Words,
    /// The pages in reading order; the table of contents is one of them.
    pub pages: Vec<Page>,
    /// What was found in the pages, in the same order.
    pub surveys: Vec<Survey>,
    /// The table of contents.
    pub contents: Contents,
    /// The images that the pages show.
    pub images: Images,
    /// The image of the cover.
    pub cover: Cover,
    /// The edition whose page numbers are marked in the text; `None` if none are.
    pub numbered_like: Option<&'a str>,
}

/// A file of text.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What it is.
    pub kind: PageKind,
    /// Its name in the folder of the texts; the table of contents is not in there.
    pub file: String,
    /// Its title; not empty.
    pub title: String,
    /// What stands in its `body`.
    pub body: Vec<Node>,
}

/// What a page is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// The cover.
    Cover,
    /// The page with title and authors.
    Title,
    /// The table of contents.
    Contents,
    /// The title of a part.
    Part,
    /// A chapter, by its place among the manuscript's chapters.
    #[default]
    Chapter,
    /// The answers that were moved to the back.
    Answers,
    /// What there is to say about the edition.
    Colophon,
}

/// The folder of the texts in the archive, beside the package document.
const TEXTS: &str = "text";
/// The navigation document. It stands beside the package document, since some readers (epub.js)
/// take its links for relative to that.
const NAVIGATION: &str = "nav.xhtml";

impl Page {
    /// Its path, as seen from the package document.
    pub(crate) fn path(&self) -> String {
        match self.kind {
            PageKind::Contents => NAVIGATION.to_owned(),
            _ => format!("{TEXTS}/{}", self.file),
        }
    }

    /// The way from its folder to that of the package document.
    pub(crate) fn way_up(&self) -> &'static str {
        if self.kind == PageKind::Contents { "" } else { "../" }
    }
}

impl Book<'_> {
    /// The identifier of the edition.
    pub(crate) fn identifier(&self) -> &str {
        self.settings.identifier.as_deref().unwrap_or(&self.manuscript.info.identifier)
    }
}

/// Makes the book of the manuscript.
pub(crate) fn make<'a>(
    manuscript: &'a Manuscript,
    settings: &'a Settings,
    pages: Option<&'a PageList>,
    report: &mut Report,
) -> Book<'a> {
    let language = language_tag(&manuscript.info.language).unwrap_or_else(|| "und".into());
    let words = words(&language);
    let cover = cover::make(manuscript, settings, &language, report);
    let shop = Shop {
        manuscript,
        pages,
        words,
        images: Images::beside(&cover.page.name),
        answers: Vec::new(),
        report: Report::default(),
    };
    let mut binder = Binder {
        shop,
        settings,
        names: FileNames::default(),
        pages: Vec::new(),
        contents: Contents::default(),
        chapters: Vec::new(),
    };
    binder.front(&cover);
    for item in &manuscript.items {
        match item {
            Item::Part(title) => binder.part(title),
            Item::Separator => {}
            Item::Chapter(chapter) => binder.chapter(chapter),
        }
    }
    binder.back(&language);
    let Binder { mut pages, mut contents, chapters, shop, .. } = binder;
    report.append(shop.report);
    let images = shop.images;
    let numbered_like = shop.pages.map(|list| list.source.as_str());
    let surveys = links::resolve(&mut pages, &chapters);
    contents.finish();
    let numbered_like = numbered_like.filter(|_| surveys.iter().any(|s| !s.breaks.is_empty()));
    Book {
        manuscript,
        settings,
        language,
        words,
        pages,
        surveys,
        contents,
        images,
        cover,
        numbered_like,
    }
}

/// Puts the pages together.
struct Binder<'a, 's> {
    shop: Shop<'s>,
    settings: &'a Settings,
    names: FileNames,
    pages: Vec<Page>,
    contents: Contents,
    chapters: Vec<links::Chapter>,
}

impl<'a> Binder<'_, 'a> {
    fn front(&mut self, cover: &Cover) {
        let words = self.shop.words;
        let info = &self.shop.manuscript.info;
        self.page(PageKind::Cover, "cover", &words.cover, vec![front::cover(cover).into()]);
        let title_page = front::title_page(info, self.settings.publisher.as_deref());
        self.page(PageKind::Title, "title-page", &words.title_page, vec![title_page.into()]);
        // What stands on it is known when all pages are.
        self.page(PageKind::Contents, "contents", &words.contents, Vec::new());
    }

    fn part(&mut self, title: &str) {
        let body = front::part(title);
        let page = self.page(PageKind::Part, &format!("part-{title}"), title, vec![body.into()]);
        self.contents.part(title, page);
    }

    fn chapter(&mut self, chapter: &'a Chapter) {
        let index = self.chapters.len();
        let number = chapter.number.as_deref().map(dotted);
        let title = match &number {
            Some(number) => format!("{number} {}", chapter.name),
            None => chapter.name.clone(),
        };
        let Some(path) = &chapter.path else {
            self.chapters.push(links::Chapter::default());
            self.contents.chapter(chapter, &title, None);
            return;
        };
        let mut text = content::chapter(&mut self.shop, chapter, index);
        if let (Some(number), Some(h1)) = (&number, first(&mut text.body, "h1")) {
            let label = element("span").with("class", "number").text(number.clone());
            h1.children.splice(0..0, [label.into(), Node::Text(" ".into())]);
        }
        let sections = if self.settings.sections { sections(&text.body) } else { Vec::new() };
        let mut body = element("section").with("class", "chapter").with("epub:type", "chapter");
        if number.is_some() {
            body = body.with("role", "doc-chapter");
        }
        let stem = path.with_extension("").to_string_lossy().replace(['/', '\\'], "-");
        let page = self.page(PageKind::Chapter, &stem, &title, vec![body.nodes(text.body).into()]);
        self.chapters.push(links::Chapter { page: Some(page), anchors: text.anchors });
        self.contents.chapter(chapter, &title, Some(page));
        self.contents.sections(page, sections);
    }

    fn back(&mut self, language: &str) {
        let words = self.shop.words;
        if !self.shop.answers.is_empty() {
            let answers = std::mem::take(&mut self.shop.answers);
            let body = front::answers(words, self.shop.manuscript, answers);
            let page = self.page(PageKind::Answers, "answers", &words.answers, vec![body.into()]);
            self.contents.back(&words.answers, page);
        }
        let numbers = self.shop.pages.map(|list| list.source.as_str());
        let body = front::colophon(words, language, &self.shop.manuscript.info, numbers);
        let page = self.page(PageKind::Colophon, "colophon", &words.colophon, vec![body.into()]);
        self.contents.back(&words.colophon, page);
    }

    /// Adds a page and returns its place.
    fn page(&mut self, kind: PageKind, stem: &str, title: &str, body: Vec<Node>) -> usize {
        let title = Some(title.trim()).filter(|title| !title.is_empty());
        let title = title.unwrap_or(&self.shop.manuscript.info.title).to_owned();
        let file = self.names.give(&format!("{stem}.md"), "xhtml");
        self.pages.push(Page { kind, file, title, body });
        self.pages.len() - 1
    }
}

/// The number of a chapter as it is read: `1.2`.
fn dotted(number: &[u32]) -> String {
    number.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

/// The first element called `name`.
fn first<'t>(nodes: &'t mut [Node], name: &str) -> Option<&'t mut Element> {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if element.name == name {
            return Some(element);
        }
        if let Some(found) = first(&mut element.children, name) {
            return Some(found);
        }
    }
    None
}

/// The titles and ids of the sections on a page.
fn sections(nodes: &[Node]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for node in nodes.iter().filter_map(Node::as_element) {
        match (node.name, node.attr("id")) {
            ("h2", Some(id)) => found.push((crate::xml::text_of(&node.children), id.to_owned())),
            ("h2", None) => {}
            _ => found.extend(sections(&node.children)),
        }
    }
    found
}
