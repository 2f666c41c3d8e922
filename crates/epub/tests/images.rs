//! Images as old readers can show them, and what the metadata says of the book's images.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod support;

use bindery_epub::Settings;
use bindery_manuscript::{Asset, AssetKind, Manuscript};
use image::GenericImageView;
use support::{Edition, book, edition, edition_with};

const STILL_WEBP: &[u8] = include_bytes!("images/still.webp");
const MOVING_WEBP: &[u8] = include_bytes!("images/moving.webp");
const STILL_GIF: &[u8] = include_bytes!("images/still.gif");
const MOVING_GIF: &[u8] = include_bytes!("images/moving.gif");
const MOVING_PNG: &[u8] = include_bytes!("images/moving.png");
const AVIF: &[u8] = include_bytes!("images/still.avif");

/// A book that shows one image; its edition and the messages about it.
fn showing(name: &str, kind: AssetKind, bytes: &[u8]) -> (Edition, Vec<String>) {
    let mut manuscript = book(&["<p><img to='asset 0' alt='A square'/></p>"]);
    manuscript.assets =
        vec![Asset { path: name.into(), kind, bytes: bytes.to_vec(), size: Some((4, 4)) }];
    let (edition, report) = edition(&manuscript, None);
    edition.check();
    let messages = report.diagnostics().iter().map(|found| found.message.clone()).collect();
    (edition, messages)
}

/// The values of a property in the metadata.
fn values(edition: &Edition, property: &str) -> Vec<String> {
    let start = format!("<meta property=\"schema:{property}\">");
    let package = edition.text("package.opf");
    let values = package.split(&start).skip(1).filter_map(|rest| rest.split_once("</meta>"));
    values.map(|(value, _)| value.to_owned()).collect()
}

#[test]
fn webp_becomes_png() {
    let (edition, messages) = showing("square.webp", AssetKind::Webp, STILL_WEBP);
    assert_eq!(messages, [""; 0]);
    let picture = image::load_from_memory(&edition.files["EPUB/images/square.png"]).unwrap();
    assert_eq!(picture.dimensions(), (4, 4));
    assert_eq!(picture.get_pixel(2, 2).0, [255, 0, 0, 255]);

    let (edition, messages) = showing("film.webp", AssetKind::Webp, MOVING_WEBP);
    assert_eq!(messages, ["the image film.webp won't move"]);
    assert_eq!(values(&edition, "accessibilityHazard"), ["none"]);

    let (edition, messages) = showing("broken.webp", AssetKind::Webp, &STILL_WEBP[..20]);
    assert_eq!(messages, ["an EPUB cannot show the image broken.webp"]);
    assert!(edition.text("text/chapter-1.xhtml").contains("A square"));
}

#[test]
fn an_image_that_breaks_off_is_its_words() {
    for (name, kind, bytes) in
        [("a.png", AssetKind::Png, MOVING_PNG), ("a.gif", AssetKind::Gif, STILL_GIF)]
    {
        let (edition, messages) = showing(name, kind, &bytes[..bytes.len() / 2]);
        assert_eq!(messages, [format!("an EPUB cannot show the image {name}")]);
        assert!(edition.text("text/chapter-1.xhtml").contains("<span>A square</span>"));
    }
}

#[test]
fn what_no_old_reader_shows_is_told_and_its_text_stays() {
    let (edition, messages) = showing("square.avif", AssetKind::Other, AVIF);
    assert_eq!(messages, ["an EPUB cannot show the image square.avif"]);
    assert!(edition.text("text/chapter-1.xhtml").contains("<span>A square</span>"));
}

#[test]
fn a_film_is_a_hazard_and_a_picture_is_none() {
    for (name, kind, bytes, hazard) in [
        ("a.gif", AssetKind::Gif, STILL_GIF, "none"),
        ("a.gif", AssetKind::Gif, MOVING_GIF, "unknown"),
        ("a.png", AssetKind::Png, MOVING_PNG, "unknown"),
    ] {
        let (edition, messages) = showing(name, kind, bytes);
        assert_eq!(messages, [""; 0]);
        assert_eq!(values(&edition, "accessibilityHazard"), [hazard], "{name}");
        assert_eq!(edition.files[&format!("EPUB/images/{name}")], bytes, "as it was");
    }
}

#[test]
fn the_metadata_say_what_is_true() {
    let of = |body: &str| {
        let (edition, _) = edition(&book(&[body]), None);
        edition.check();
        let all: Vec<Vec<String>> = [
            "accessMode",
            "accessModeSufficient",
            "accessibilityFeature",
            "accessibilityHazard",
            "accessibilitySummary",
        ]
        .iter()
        .map(|property| values(&edition, property))
        .collect();
        (all[0].join(" "), all[1].join(" "), all[2].join(" "), all[3].join(" "), all[4].join(" "))
    };
    let always = "structuralNavigation tableOfContents readingOrder displayTransformability";
    let summary = "The text reflows, in reading order, with headings and a table of contents.";
    let metadata = |modes: &str, sufficient: &str, features: &str, words: &str| {
        let features = format!("{always} {features}").trim().to_owned();
        let words = format!("{summary} {words}");
        (modes.to_owned(), sufficient.to_owned(), features, "none".to_owned(), words)
    };
    assert_eq!(
        of("<p>words</p>"),
        metadata("textual", "textual", "", "There are no images but the cover.")
    );
    assert_eq!(
        of("<p><MATH>x^2</MATH></p>"),
        metadata(
            "textual",
            "textual",
            "MathML latex",
            "There are no images but the cover. Formulas are MathML, with their TeX source."
        )
    );
    let drawing = |inner: &str| format!("<svg viewBox='0 0 9 9'>{inner}<path d='M0 0h9'/></svg>");
    assert_eq!(
        of(&drawing("<title>A line</title>")),
        metadata("textual visual", "textual", "alternativeText", "Images have a text alternative.")
    );
    assert_eq!(
        of(&drawing("")),
        metadata("textual visual", "textual,visual", "", "Some images have no text alternative.")
    );
}

#[test]
fn a_drawing_keeps_its_pictures_and_refers_to_nothing_that_is_gone() {
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' \
        xmlns:xlink='http://www.w3.org/1999/xlink'><use xlink:href='#inside'/><use xlink:href='#lost'/>\
        <path d='M0 0h9' fill='url(#gone)' stroke='#abc'/><defs>\
        <image id='inside' width='1' height='1' xlink:href='data:image/png;base64,iVBORw0KGgo\n AAA='/>\
        <image id='lost' width='1' height='1' xlink:href='https://example.com/a.png'/>\
        <foreignObject><g id='gone'/></foreignObject></defs></svg>";
    let (edition, _) = showing("a.svg", AssetKind::Svg, drawing);
    let kept = edition.text("images/a.svg");
    assert!(kept.contains("<use xlink:href=\"#inside\""), "{kept}");
    assert!(kept.contains("xlink:href=\"data:image/png;base64,iVBORw0KGgoAAA=\""), "{kept}");
    assert!(kept.contains("<path d=\"M0 0h9\" stroke=\"#abc\""), "{kept}");
    assert_eq!(kept.matches("<use").count(), 1, "{kept}");
    assert!(!kept.contains("lost") && !kept.contains("gone"), "{kept}");
}

#[test]
fn libraries_get_a_picture_of_the_cover() {
    let cover = |title: &str, author: &str, settings: &Settings| {
        let manuscript = Manuscript {
            info: bindery_manuscript::Info {
                title: title.into(),
                authors: vec![author.into()],
                ..book(&[]).info
            },
            ..book(&["<p>text</p>"])
        };
        let (edition, _) = edition_with(&manuscript, settings, None);
        edition.check();
        edition
    };
    let default = Settings::default();
    let drawn = cover("Slow Poetry", "Ada", &default);
    assert!(drawn.text("text/cover.xhtml").contains("../images/cover.svg"));
    let package = drawn.text("package.opf");
    assert!(package.contains(
        "<item id=\"cover-image\" href=\"images/cover.png\" media-type=\"image/png\" properties=\"cover-image\"/>"
    ));
    let picture = image::load_from_memory(&drawn.files["EPUB/images/cover.png"]).unwrap();
    let (width, height) = picture.dimensions();
    assert_eq!((width, height), (1067, 1600));
    // Another title, and the words are on it: more than the ground has changed.
    let other = cover("Slow Poetrx", "Ada", &default);
    let other = image::load_from_memory(&other.files["EPUB/images/cover.png"]).unwrap();
    let words = |x, y| other.get_pixel(x, y).0.iter().all(|part| *part > 0xe0);
    assert!((0..width).any(|x| (0..height).any(|y| words(x, y))), "no word is drawn");

    // No font at hand has these: the reader's fonts do better.
    let chinese = cover("慢诗", "Ada", &default);
    assert!(!chinese.files.contains_key("EPUB/images/cover.png"));
    assert!(
        chinese
            .text("package.opf")
            .contains("images/cover.svg\" media-type=\"image/svg+xml\" properties=\"cover-image\"")
    );

    // The author's own.
    let settings = Settings { cover: Some(STILL_WEBP.to_vec()), ..Settings::default() };
    let own = cover("Slow Poetry", "Ada", &settings);
    assert!(own.files["EPUB/images/cover.png"].starts_with(b"\x89PNG"));
    assert!(!own.files.contains_key("EPUB/images/cover.svg"));
}
