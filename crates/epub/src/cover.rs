//! The cover: the author's image, or one drawn from what the book is.
//!
//! The drawn one shows title, subtitle and authors, and the book's own shape: a line for each
//! chapter, as long as the chapter. It comes twice, since many readers and converters show no SVG
//! in their libraries: the drawing on the first page, a picture of it as the book's cover.

mod picture;

use crate::images::{for_old_readers, media_type, sniff};
use crate::options::Settings;
use crate::xml::{Element, document, element};
use bindery_diagnostic::{Report, Rule};
use bindery_manuscript::{AssetKind, Info, Manuscript, text_of};

/// The cover.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    /// What stands on the first page.
    pub page: File,
    /// What readers show in their libraries; `None` if it is the same file.
    pub picture: Option<File>,
    /// What both show, in words.
    pub text: String,
}

/// An image of the cover.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// Its name in the folder of the images.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Cover {
    /// The files, the one for the libraries first.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.picture.iter().chain([&self.page])
    }
}

impl File {
    fn new(extension: &str, media_type: &'static str, bytes: Vec<u8>) -> Self {
        File { name: format!("cover.{extension}"), media_type, bytes }
    }

    /// Whether it is a drawing, which is worth compressing.
    pub(crate) fn is_svg(&self) -> bool {
        self.media_type == "image/svg+xml"
    }
}

/// Width and height of the drawn cover.
const SIZE: (f32, f32) = (1600.0, 2400.0);
/// The margin on all sides.
const MARGIN: f32 = 170.0;
/// Font families that some machine or reader has, and the one of the picture.
const SERIF: &str = "Georgia, 'Noto Serif', 'Libertinus Serif', 'Times New Roman', serif";
/// Grounds and the accents that go with them; the text on them is always the colour of paper.
const COLOURS: [(&str, &str); 5] = [
    ("#1d2b44", "#d8b25c"),
    ("#24382f", "#d9bd7a"),
    ("#46202c", "#dfb07a"),
    ("#2f2b3d", "#c9b0d8"),
    ("#1c3a40", "#e0b583"),
];
const PAPER: &str = "#f7f2e8";

/// The author's cover, or one that is drawn.
pub(crate) fn make(
    manuscript: &Manuscript,
    settings: &Settings,
    language: &str,
    report: &mut Report,
) -> Cover {
    let info = &manuscript.info;
    let mut text = info.title.clone();
    if !info.authors.is_empty() {
        text = format!("{text} · {}", info.authors.join(", "));
    }
    if let Some(bytes) = &settings.cover {
        let kind = sniff(bytes);
        let bytes = for_old_readers(kind, bytes);
        if let (Some((extension, media_type)), Some(bytes)) = (media_type(kind), bytes) {
            let picture = (kind == AssetKind::Svg).then(|| picture::of(&bytes)).flatten();
            return Cover { page: File::new(extension, media_type, bytes), picture, text };
        }
        let error = Rule::Look.error("the file for `cover` is not an image that an EPUB can show");
        report.push(error.hint("use PNG or JPEG, 1600 by 2400 pixels"));
    }
    let bytes = draw(manuscript, language).into_bytes();
    let picture = picture::of(&bytes);
    Cover { page: File::new("svg", "image/svg+xml", bytes), picture, text }
}

fn draw(manuscript: &Manuscript, language: &str) -> String {
    let info = &manuscript.info;
    let (width, height) = SIZE;
    let (ground, accent) = COLOURS[hash(&info.title) % COLOURS.len()];
    let rect = |x: f32, y: f32, width: f32, height: f32, fill: &'static str| {
        element("rect")
            .with("x", number(x))
            .with("y", number(y))
            .with("width", number(width))
            .with("height", number(height))
            .with("fill", fill)
    };
    let mut drawing = element("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("xml:lang", language.to_owned())
        .with("viewBox", format!("0 0 {width} {height}"))
        .with("width", number(width))
        .with("height", number(height))
        .child(rect(0.0, 0.0, width, height, ground))
        .child(rect(MARGIN, MARGIN, 220.0, 10.0, accent));

    let (size, lines) = fit(&info.title, &[200.0, 170.0, 145.0, 122.0, 100.0, 82.0], 5);
    let mut y = MARGIN + 130.0;
    for line in lines {
        y += size * 1.12;
        drawing = drawing.child(words(info, &line, y, size, PAPER));
    }
    if let Some(subtitle) = &info.subtitle {
        let (size, lines) = fit(subtitle, &[68.0, 58.0, 48.0], 4);
        y += 70.0;
        for line in lines {
            y += size * 1.35;
            drawing =
                drawing.child(words(info, &line, y, size, accent).with("font-style", "italic"));
        }
    }
    let authors = info.authors.join(", ");
    let (size, lines) = fit(&authors, &[66.0, 56.0, 46.0], 4);
    let mut bottom = height - MARGIN;
    for line in lines.iter().rev() {
        drawing = drawing.child(words(info, line, bottom, size, PAPER));
        bottom -= size * 1.35;
    }
    document("", &chapters(manuscript, drawing, y + 150.0, bottom - 110.0, accent))
}

/// Draws a line for each chapter, between the heights `top` and `bottom`.
fn chapters(
    manuscript: &Manuscript,
    drawing: Element,
    top: f32,
    bottom: f32,
    fill: &'static str,
) -> Element {
    let sizes: Vec<usize> = manuscript
        .chapters()
        .filter(|chapter| !chapter.is_draft())
        .map(|chapter| text_of(&chapter.body).len())
        .collect();
    let room = ((bottom - top) / 22.0).max(0.0) as usize;
    // More chapters than lines: each line stands for several.
    let group = sizes.len().div_ceil(room.clamp(1, 44)).max(1);
    let sizes: Vec<usize> = sizes.chunks(group).map(|chunk| chunk.iter().sum()).collect();
    let longest = sizes.iter().copied().max().unwrap_or(0).max(1) as f32;
    if room < sizes.len() {
        return drawing;
    }
    let step = ((bottom - top) / sizes.len().max(1) as f32).min(34.0);
    let full = SIZE.0 - 2.0 * MARGIN;
    let first = bottom - step * sizes.len() as f32;
    let mut lines = element("g").with("fill", fill).with("opacity", "0.55");
    for (place, size) in sizes.iter().enumerate() {
        // By the root, so that a short chapter is still a line.
        let length = (full * (*size as f32 / longest).sqrt()).max(12.0);
        let x = if manuscript.info.right_to_left { SIZE.0 - MARGIN - length } else { MARGIN };
        let line = element("rect")
            .with("x", number(x))
            .with("y", number(first + step * place as f32))
            .with("width", number(length))
            .with("height", "5");
        lines = lines.child(line);
    }
    drawing.child(lines)
}

fn words(info: &Info, line: &str, y: f32, size: f32, fill: &'static str) -> Element {
    let mut text = element("text").with("y", number(y)).with("font-size", number(size));
    text = if info.right_to_left {
        text.with("x", number(SIZE.0 - MARGIN)).with("text-anchor", "end")
    } else {
        text.with("x", number(MARGIN))
    };
    text.with("font-family", SERIF).with("fill", fill).text(line)
}

/// The largest of `sizes` at which `text` fits on `most` lines, and the lines.
fn fit(text: &str, sizes: &[f32], most: usize) -> (f32, Vec<String>) {
    let room = SIZE.0 - 2.0 * MARGIN;
    let mut last = (0.0, Vec::new());
    for &size in sizes {
        let lines = wrap(text, room / size);
        let whole = text.split_whitespace().all(|word| width(word) * size <= room);
        last = (size, lines);
        if whole && last.1.len() <= most {
            return last;
        }
    }
    if last.1.len() > most {
        last.1.truncate(most);
        if let Some(end) = last.1.last_mut() {
            end.push('…');
        }
    }
    last
}

/// `text` in lines of at most `room` em; a word that is longer is cut.
fn wrap(text: &str, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| width(longer) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => {
                lines.push(String::new());
                for c in word.chars() {
                    if lines.last().is_some_and(|line| width(line) + width_of(c) > room) {
                        lines.push(String::new());
                    }
                    if let Some(line) = lines.last_mut() {
                        line.push(c);
                    }
                }
            }
        }
    }
    lines
}

fn width(text: &str) -> f32 {
    text.chars().map(width_of).sum()
}

/// The width of a character in em, rather too much than too little: the reader's font is unknown.
fn width_of(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '!'
        | '(' | ')' | '[' | ']' | '|' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' => 1.0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3fffd}' => 1.1,
        c if c.is_uppercase() => 0.8,
        _ => 0.62,
    }
}

/// FNV-1a: the same for the same title, on any machine.
fn hash(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize
}

/// A number with at most one decimal.
fn number(value: f32) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_cover() {
        let long =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
        for title in [
            "Slow Poetry",
            long,
            "漢字だけの題名はどこでも折り返せるはずですがどうでしょうか",
            "a b c",
        ] {
            let (size, lines) = fit(title, &[200.0, 100.0], 5);
            assert!(!lines.is_empty());
            for line in lines {
                assert!(width(&line) * size <= SIZE.0 - 2.0 * MARGIN + size, "{line}");
            }
        }
        assert_eq!(fit("Slow Poetry", &[200.0, 100.0], 5).1, ["Slow", "Poetry"]);
    }
}
