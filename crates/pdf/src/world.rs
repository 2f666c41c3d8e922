//! What Typst may see: the files of one book, made in memory, and the press's fonts. Nothing else.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use comemo::memoize;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The virtual file that Typst compiles.
pub(crate) const MAIN: &str = "main.typ";

/// The files of one book.
#[derive(Default, Hash)]
pub(crate) struct Files {
    sources: BTreeMap<String, Source>,
    data: BTreeMap<String, Bytes>,
}

impl Files {
    /// Adds a file of Typst code under a plain name.
    pub(crate) fn add_source(&mut self, name: &str, text: String) {
        self.sources.insert(name.to_owned(), parsed(name, &text));
    }

    /// Adds a file of bytes under a plain name.
    pub(crate) fn add_data(&mut self, name: &str, bytes: Vec<u8>) {
        self.data.insert(name.to_owned(), Bytes::new(bytes));
    }

    /// The bytes of the file `name`.
    pub(crate) fn data(&self, name: &str) -> Option<&Bytes> {
        self.data.get(name)
    }

    /// The source file `name`.
    pub(crate) fn source(&self, name: &str) -> Option<&Source> {
        self.sources.get(name)
    }
}

/// The parsed file; one that hasn't changed since the last book is not parsed again.
#[memoize]
fn parsed(name: &str, text: &str) -> Source {
    Source::new(file_id(name), text.to_owned())
}

/// The world of one compilation.
pub(crate) struct BookWorld<'a> {
    pub(crate) files: &'a Files,
    pub(crate) fonts: &'a FontStore,
}

/// The id of the virtual file `name`. Names are made by this crate (`c12.typ`, `a3`), so that a
/// long-running process uses up no more ids than its largest book has files.
pub(crate) fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("names of virtual files are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The name of the virtual file, as [`Files`] knows it.
pub(crate) fn name_of(id: FileId) -> &'static str {
    match id.get().root() {
        VirtualRoot::Project => id.get().vpath().get_without_slash(),
        VirtualRoot::Package(_) => "",
    }
}

impl World for BookWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        file_id(MAIN)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(name_of(id)).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.files.data(name_of(id)) {
            return Ok(bytes.clone());
        }
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// There is no clock: a book's date is what the book says.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(name_of(id).into())
}
