//! The manuscript: mdBook's book after preprocessing, as one tree a chapter.
//!
//! [`Manuscript::new`] is the entry point. It parses each chapter with mdBook's own Markdown parser
//! and the HTML inside it with html5ever, resolves every link and image, and colours the code, so
//! that an edition only has to walk [`Node`]s.
//!
//! Invariant: what is wrong with the manuscript is found here, and reported with its place; an
//! edition may rely on what the types say (a [`Target::Chapter`] exists, ids are unique in their
//! chapter, a chapter's first heading is its only `h1`, no heading level is skipped).

mod assets;
mod build;
mod code;
mod convert;
mod dom;
mod headings;
mod highlight;
mod icons;
mod kept;
mod lines;
mod links;
mod markdown;
mod math;
mod settings;
pub mod tree;

use std::path::PathBuf;

use bindery_diagnostic::{Diagnostic, Place, Rule};

pub use kept::Kept;
pub use settings::Settings;
pub use tree::{
    CodeBlock, Element, Footnote, FootnoteMark, Math, Node, Target, Token, TokenKind, text_of,
};

/// A book, ready to be set.
#[derive(Debug, Clone, Default)]
pub struct Manuscript {
    /// What the book says of itself.
    pub info: Info,
    /// The folder that the chapters' files are in.
    pub folder: PathBuf,
    /// Parts, chapters and separators in the order of `SUMMARY.md`; nested chapters follow theirs.
    pub items: Vec<Item>,
    /// The files that the chapters show, each once.
    pub assets: Vec<Asset>,
}

/// What a book says of itself, from `[book]` in `book.toml`.
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// The title; never empty.
    pub title: String,
    /// The line below the title.
    pub subtitle: Option<String>,
    /// The authors in order; may be none.
    pub authors: Vec<String>,
    /// What the book is about.
    pub description: Option<String>,
    /// The language as a BCP 47 tag; `en` when the book doesn't say.
    pub language: String,
    /// Whether the text runs from right to left.
    pub right_to_left: bool,
    /// The date of this edition, `YYYY-MM-DD`, if the book or `SOURCE_DATE_EPOCH` gives one.
    pub date: Option<String>,
    /// The licence of the text, as the book states it.
    pub rights: Option<String>,
    /// Where the source is.
    pub repository: Option<String>,
    /// A URN that stays the same for every build of this book.
    pub identifier: String,
}

/// An item of the table of contents.
#[derive(Debug, Clone)]
pub enum Item {
    /// The title of a part.
    Part(String),
    /// A line between chapters.
    Separator,
    /// A chapter.
    Chapter(Chapter),
}

/// A chapter: one page of the book's source.
#[derive(Debug, Clone, Default)]
pub struct Chapter {
    /// The name that `SUMMARY.md` gives it.
    pub name: String,
    /// Its number, `[1, 2]` for 1.2; `None` for a prefix or suffix chapter.
    pub number: Option<Vec<u32>>,
    /// How deep it is nested; 0 for a chapter at the top.
    pub depth: usize,
    /// The page's path below the book's `src`, as HTML links name it but with `.md`
    /// (`README.md` is `index.md`); `None` for a draft, which has no page.
    pub path: Option<PathBuf>,
    /// The file that the author edits, below the book's `src`; `None` for a draft.
    pub source: Option<PathBuf>,
    /// What the page shows. The first heading is an `h1`; where the page has none, one with the
    /// chapter's name and the class `synthetic` stands first.
    pub body: Vec<Node>,
    /// The footnotes that the body refers to.
    pub footnotes: Vec<Footnote>,
}

impl Chapter {
    /// Whether the chapter is only announced: it has a name and no page.
    pub fn is_draft(&self) -> bool {
        self.path.is_none()
    }
}

/// A file that a chapter shows.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The path below the book's `src`, with `/`, or a made name for what was inline.
    pub path: String,
    /// What it is.
    pub kind: AssetKind,
    /// Its bytes. Images are told apart and measured by their heads; the rest may yet be broken.
    pub bytes: Vec<u8>,
    /// Width and height in CSS pixels, for images.
    pub size: Option<(u32, u32)>,
}

/// What a file is, told by its content, not its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssetKind {
    /// A PNG image.
    Png,
    /// A JPEG image.
    Jpeg,
    /// A GIF image.
    Gif,
    /// A WebP image.
    Webp,
    /// An SVG image, as its author left it.
    Svg,
    /// Anything else that a chapter links to.
    Other,
}

impl Manuscript {
    /// The chapters in reading order; [`Target::Chapter`] counts them from 0. Drafts count.
    pub fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.items.iter().filter_map(|item| match item {
            Item::Chapter(chapter) => Some(chapter),
            _ => None,
        })
    }

    /// The line `line` of the file that the author of `chapter` edits; 0 is the whole file. `None`
    /// for a draft.
    pub fn place(&self, chapter: &Chapter, line: u32) -> Option<Place> {
        let file = self.folder.join(chapter.source.as_ref()?);
        Some(if line == 0 { Place::file(file) } else { Place::line(file, line) })
    }

    /// What all editions say of an image that no words stand for: the `asset`th of the
    /// [assets](Self::assets), in this line of the chapter.
    pub fn no_words_for(&self, asset: usize, chapter: &Chapter, line: u32) -> Diagnostic {
        let path = self.assets.get(asset).map_or("", |asset| asset.path.as_str());
        let hint =
            "write it between the brackets: ![what it shows](path), or alt=\"\" for an ornament";
        let message = format!("no text says what the image {path} shows");
        let warning = Rule::Image.warning(message).culprit(path).hint(hint);
        match self.place(chapter, line) {
            Some(place) => warning.at(place),
            None => warning,
        }
    }
}
