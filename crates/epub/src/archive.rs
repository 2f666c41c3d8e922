//! The archive: `mimetype` first and stored, then everything else, the same bytes every time.

use crate::book::{Book, Page, PageKind};
use crate::images::FOLDER;
use crate::package::{PACKAGE, ROOT, STYLES};
use crate::xml::{document, element};
use crate::{STYLE, nav, ncx, package};
use bindery_manuscript::AssetKind;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Writes all of the book's files into one archive.
pub(crate) fn write(mut book: Book<'_>) -> io::Result<Vec<u8>> {
    let mut archive = Archive { zip: ZipWriter::new(Cursor::new(Vec::new())) };
    archive.file("mimetype", b"application/epub+zip", false)?;
    archive.file("META-INF/container.xml", container().as_bytes(), true)?;
    archive.part(PACKAGE, package::package(&book).as_bytes(), true)?;
    archive.part("toc.ncx", ncx::ncx(&book).as_bytes(), true)?;
    archive.part(
        &format!("{STYLES}/book.css"),
        book.settings.style.as_deref().unwrap_or(STYLE).as_bytes(),
        true,
    )?;
    if let Some(css) = &book.settings.css {
        archive.part(&format!("{STYLES}/author.css"), css.as_bytes(), true)?;
    }
    let mut contents = nav::body(&book);
    for mut page in std::mem::take(&mut book.pages) {
        if page.kind == PageKind::Contents {
            page.body = std::mem::take(&mut contents);
        }
        archive.part(&page.path(), xhtml(&book, &mut page).as_bytes(), true)?;
    }
    for file in book.cover.files() {
        archive.part(&format!("{FOLDER}/{}", file.name), &file.bytes, file.is_svg())?;
    }
    for (place, image) in book.images.files() {
        let path = format!("{FOLDER}/{}", image.name);
        let bytes = image.made.as_deref().unwrap_or(&book.manuscript.assets[place].bytes);
        // Other images are compressed already.
        archive.part(&path, bytes, image.kind == AssetKind::Svg)?;
    }
    Ok(archive.zip.finish()?.into_inner())
}

struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    /// Adds a file of the package.
    fn part(&mut self, path: &str, bytes: &[u8], deflate: bool) -> io::Result<()> {
        self.file(&format!("{ROOT}/{path}"), bytes, deflate)
    }

    fn file(&mut self, path: &str, bytes: &[u8], deflate: bool) -> io::Result<()> {
        let method = if deflate { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        // The time, and what would tell of the machine, are the same for every build.
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(0o644);
        self.zip.start_file(path, options)?;
        self.zip.write_all(bytes)
    }
}

/// The document that names the package document.
fn container() -> String {
    let file = element("rootfile")
        .with("full-path", format!("{ROOT}/{PACKAGE}"))
        .with("media-type", "application/oebps-package+xml");
    let root = element("container")
        .with("version", "1.0")
        .with("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container")
        .child(element("rootfiles").child(file));
    document("", &root)
}

/// A page as an XHTML document; takes its body.
fn xhtml(book: &Book<'_>, page: &mut Page) -> String {
    let up = page.way_up();
    let style = |name: &str| {
        element("link")
            .with("rel", "stylesheet")
            .with("type", "text/css")
            .with("href", format!("{up}{STYLES}/{name}.css"))
    };
    let mut head = element("head").child(element("title").text(&page.title)).child(style("book"));
    if book.settings.css.is_some() {
        head = head.child(style("author"));
    }
    let mut root = element("html")
        .with("xmlns", "http://www.w3.org/1999/xhtml")
        .with("xmlns:epub", "http://www.idpf.org/2007/ops")
        .with("lang", book.language.clone())
        .with("xml:lang", book.language.clone());
    if book.manuscript.info.right_to_left {
        root = root.with("dir", "rtl");
    }
    let root = root.child(head).child(element("body").nodes(std::mem::take(&mut page.body)));
    document("<!DOCTYPE html>\n", &root)
}
