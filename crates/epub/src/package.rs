//! The package document: what the book is, which files it has, and in which order they are read.

use crate::accessibility;
use crate::book::{Book, PageKind};
use crate::content::is_date;
use crate::images::FOLDER;
use crate::nav;
use crate::xml::{Element, document, element};

/// The folder of the package in the archive.
pub(crate) const ROOT: &str = "EPUB";
/// The package document, in [`ROOT`].
pub(crate) const PACKAGE: &str = "package.opf";
/// The folder of the style sheets, in [`ROOT`].
pub(crate) const STYLES: &str = "styles";

/// The package document.
pub(crate) fn package(book: &Book<'_>) -> String {
    let mut root = element("package")
        .with("xmlns", "http://www.idpf.org/2007/opf")
        .with("version", "3.0")
        .with("unique-identifier", "identifier")
        .with("xml:lang", book.language.clone());
    if book.manuscript.info.right_to_left {
        root = root.with("dir", "rtl");
    }
    let root =
        root.child(metadata(book)).child(manifest(book)).child(spine(book)).child(guide(book));
    document("", &root)
}

fn metadata(book: &Book<'_>) -> Element {
    let info = &book.manuscript.info;
    let property =
        |name: &'static str, value: String| element("meta").with("property", name).text(value);
    let refine = |id: String, name: &'static str, value: String| {
        element("meta").with("refines", format!("#{id}")).with("property", name).text(value)
    };
    let mut all = element("metadata").with("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    all = all
        .child(element("dc:identifier").with("id", "identifier").text(book.identifier()))
        .child(element("dc:title").with("id", "title").text(&info.title))
        .child(refine("title".into(), "title-type", "main".into()));
    if let Some(subtitle) = &info.subtitle {
        all = all.child(element("dc:title").with("id", "subtitle").text(subtitle)).child(refine(
            "subtitle".into(),
            "title-type",
            "subtitle".into(),
        ));
    }
    all = all.child(element("dc:language").text(&book.language));
    for (place, author) in info.authors.iter().enumerate() {
        let id = format!("author-{}", place + 1);
        all = all
            .child(element("dc:creator").with("id", id.clone()).text(author))
            .child(refine(id, "role", "aut".into()).with("scheme", "marc:relators"));
    }
    let date = info.date.as_deref().filter(|date| is_date(date));
    let optional = [
        ("dc:description", info.description.as_deref()),
        ("dc:publisher", book.settings.publisher.as_deref()),
        ("dc:date", date),
        ("dc:rights", info.rights.as_deref()),
    ];
    for (name, value) in optional {
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        all = all.nodes(value.map(|value| element(name).text(value).into()));
    }
    // The format requires a time; a book without a date gets the beginning of the archive's own
    // calendar, since the clock would make each build another.
    let modified = format!("{}T00:00:00Z", date.unwrap_or("1980-01-01"));
    all = all.child(property("dcterms:modified", modified));
    if let Some(source) = book.numbered_like {
        all = all
            .child(element("dc:source").with("id", "pages").text(source))
            .child(refine("pages".into(), "source-of", "pagination".into()))
            .child(property("pageBreakSource", source.to_owned()));
    }
    for (name, value) in accessibility::metadata(book) {
        all = all.child(property(name, value));
    }
    // For readers of EPUB 2.
    all.child(element("meta").with("name", "cover").with("content", "cover-image")).child(
        element("meta")
            .with("name", "generator")
            .with("content", concat!("bindery ", env!("CARGO_PKG_VERSION"))),
    )
}

fn manifest(book: &Book<'_>) -> Element {
    let item = |id: String, path: String, media_type: &'static str| {
        element("item").with("id", id).with("href", path).with("media-type", media_type)
    };
    let mut all = element("manifest")
        .child(item("ncx".into(), "toc.ncx".into(), "application/x-dtbncx+xml"))
        .child(item("style".into(), format!("{STYLES}/book.css"), "text/css"));
    if book.settings.css.is_some() {
        all = all.child(item("author-style".into(), format!("{STYLES}/author.css"), "text/css"));
    }
    for (place, file) in book.cover.files().enumerate() {
        let path = format!("{FOLDER}/{}", file.name);
        all = all.child(match place {
            0 => {
                item("cover-image".into(), path, file.media_type).with("properties", "cover-image")
            }
            _ => item("cover-page".into(), path, file.media_type),
        });
    }
    for (place, (page, survey)) in book.pages.iter().zip(&book.surveys).enumerate() {
        let mut entry = item(page_id(place), page.path(), "application/xhtml+xml");
        let properties: Vec<&str> = [
            ("nav", page.kind == PageKind::Contents),
            ("svg", survey.svg),
            ("mathml", survey.math),
        ]
        .into_iter()
        .filter_map(|(property, has)| has.then_some(property))
        .collect();
        if !properties.is_empty() {
            entry = entry.with("properties", properties.join(" "));
        }
        all = all.child(entry);
    }
    for (place, (_, image)) in book.images.files().enumerate() {
        let path = format!("{FOLDER}/{}", image.name);
        all = all.child(item(format!("image-{}", place + 1), path, image.media_type));
    }
    all
}

fn page_id(place: usize) -> String {
    format!("page-{}", place + 1)
}

fn spine(book: &Book<'_>) -> Element {
    let mut spine = element("spine").with("toc", "ncx");
    if book.manuscript.info.right_to_left {
        spine = spine.with("page-progression-direction", "rtl");
    }
    let refer = |place| element("itemref").with("idref", page_id(place)).into();
    spine.nodes((0..book.pages.len()).map(refer))
}

/// The landmarks for readers of EPUB 2, under the names that it has for them.
fn guide(book: &Book<'_>) -> Element {
    let references = nav::places(book).into_iter().map(|(kind, title, path)| {
        let kind = match kind {
            "titlepage" => "title-page",
            "bodymatter" => "text",
            kind => kind,
        };
        element("reference").with("type", kind).with("title", title).with("href", path).into()
    });
    element("guide").nodes(references)
}
