//! The chapters of a book as the preprocessor sees them.

use crate::scan::Page;
use bindery_diagnostic::Place;
use mdbook_core::book::{Book, BookItem, Chapter, SectionNumber};
use mdbook_core::config::Config;
use std::path::{Path, PathBuf};

/// A chapter, read.
#[derive(Debug)]
pub(crate) struct ChapterSource {
    /// The file that its author edits.
    pub file: PathBuf,
    /// Its path below `src` as links name it, with `/`; `README.md` is `index.md`.
    pub link: String,
    /// The name that the summary gives it.
    pub name: String,
    /// The number of the chapter at the top that it belongs to.
    pub number: Option<u32>,
    /// Its whole number: `2.1`.
    pub numbering: Option<String>,
    /// The title of the part that it is in.
    pub part: Option<String>,
    /// How many chapters it is nested in.
    pub depth: usize,
    /// The Markdown.
    pub source: String,
    pub page: Page,
}

impl ChapterSource {
    /// Reads the chapters of the book in `root`, in reading order; drafts have nothing to read.
    pub fn read_all(root: &Path, config: &Config, book: &Book) -> Vec<ChapterSource> {
        let folder = root.join(&config.book.src);
        let mut chapters = Vec::new();
        let mut part = None;
        for item in &book.items {
            match item {
                BookItem::PartTitle(title) => part = Some(title.as_str()),
                BookItem::Separator => {}
                BookItem::Chapter(chapter) => {
                    // An unnumbered chapter at the top is part of no part.
                    part = part.filter(|_| chapter.number.is_some());
                    Self::read(&folder, chapter, part, 0, &mut chapters);
                }
            }
        }
        chapters
    }

    /// Reads a chapter and those that are nested in it.
    fn read(
        folder: &Path,
        chapter: &Chapter,
        part: Option<&str>,
        depth: usize,
        to: &mut Vec<ChapterSource>,
    ) {
        if let Some(path) = &chapter.path {
            let number = chapter.number.as_ref();
            let digits = |number: &SectionNumber| {
                number.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
            };
            to.push(ChapterSource {
                file: source_file(folder, chapter),
                link: link_path(path),
                name: chapter.name.clone(),
                number: number.and_then(|number| number.first().copied()),
                numbering: number.map(digits),
                part: part.map(str::to_owned),
                depth,
                source: chapter.content.clone(),
                page: Page::read(&chapter.content),
            });
        }
        for item in &chapter.sub_items {
            if let BookItem::Chapter(nested) = item {
                Self::read(folder, nested, part, depth + 1, to);
            }
        }
    }

    pub fn place(&self, line: u32) -> Place {
        Place::line(&self.file, line)
    }

    /// The chapter's id: its file name without the ending, and for the `README.md` of a folder
    /// the folder's name.
    pub fn id(&self) -> &str {
        let stem = self.link.strip_suffix(".md").unwrap_or(&self.link);
        let path = stem.strip_suffix("/index").unwrap_or(stem);
        path.rsplit('/').next().unwrap_or(path)
    }
}

/// The file that the author of a chapter edits; `folder` is the book's `src`.
pub(crate) fn source_file(folder: &Path, chapter: &Chapter) -> PathBuf {
    let path = chapter.source_path.as_ref().or(chapter.path.as_ref());
    path.map_or_else(|| folder.to_path_buf(), |path| folder.join(path))
}

/// Gives each chapter that isn't a draft to `visit`, in reading order.
pub(crate) fn for_each_chapter(items: &mut [BookItem], visit: &mut impl FnMut(&mut Chapter)) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            if !chapter.is_draft_chapter() {
                visit(chapter);
            }
            for_each_chapter(&mut chapter.sub_items, visit);
        }
    }
}

fn link_path(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    let mut parts: Vec<String> = parts.map(|part| part.into_owned()).collect();
    // mdBook's `index` preprocessor renames the page, but not the links to it.
    if let Some(name) = parts.last_mut()
        && name.eq_ignore_ascii_case("readme.md")
    {
        *name = "index.md".to_owned();
    }
    parts.join("/")
}
