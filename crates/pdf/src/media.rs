//! Images: checked before Typst sees them, fitted to the page, with the words that stand for them.

use std::collections::BTreeMap;

use bindery_diagnostic::Rule;
use bindery_manuscript::{Asset, AssetKind, Element, Target, text_of};
use typst::World;
use typst::comemo::Track;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::headings::one_line;
use crate::inline::{Inline, content};
use crate::literal::literal;
use crate::setter::Setter;
use crate::svg;
use crate::world::{BookWorld, file_id};

/// Points in a CSS pixel.
const PX: f32 = 0.75;

/// An image of more pixels than this would cost more memory than a book is worth.
const MAX_PIXELS: u64 = 64_000_000;

/// The font families that words in drawings fall back to.
pub(crate) const DRAWING_FONTS: [&str; 1] = ["libertinus serif"];

/// An image that Typst can show.
#[derive(Clone)]
pub(crate) struct Picture {
    /// The name of its virtual file.
    file: String,
    /// Typst's name for its format.
    format: &'static str,
    /// Its own size, in points.
    width: f32,
    height: f32,
}

/// The images that were checked so far.
#[derive(Default)]
pub(crate) struct Pictures {
    /// By their place among the assets; `None` for one that can't be shown.
    assets: BTreeMap<usize, Option<Picture>>,
    drawings: usize,
}

/// What a reader who can't see an image is told.
enum Words {
    /// The image shows this.
    Say(String),
    /// It is an ornament.
    Ornament,
    /// The author hasn't said.
    Unknown,
}

impl Setter<'_> {
    /// Sets an image on lines of its own.
    pub(crate) fn picture(&mut self, element: &Element) -> String {
        let room = (self.here.width, self.sheet.text_height() * 0.78);
        match self.image_call(element, room) {
            Ok(call) => format!("picture({call})\n"),
            Err(words) if words.is_empty() => String::new(),
            Err(words) => format!("p({})\n", self.lost_image(&words)),
        }
    }

    /// Adds an `img` or `svg` to a run of words.
    pub(crate) fn inline_image(&mut self, element: &Element, to: &mut Inline) {
        let room = (self.here.width, self.sheet.text_height() * 0.7);
        match self.image_call(element, room) {
            Ok(call) if element.has_class("fa-svg") => to.put(&format!("icon({call})")),
            Ok(call) => to.put(&format!("glyph({call})")),
            Err(words) if words.is_empty() => {}
            Err(words) => to.put(&self.lost_image(&words)),
        }
    }

    /// The call that sets the words that stand for an image.
    fn lost_image(&self, words: &str) -> String {
        format!("lost-image({})", content(words, self.room()))
    }

    /// The call that shows an image; `Err` has the words that stand for one that can't be shown.
    pub(crate) fn image_call(
        &mut self,
        element: &Element,
        room: (f32, f32),
    ) -> Result<String, String> {
        let words = words_for(element);
        let picture = match (&element.target, element.name.as_str()) {
            (Some(Target::Asset(index)), _) => self.asset(*index, element.line),
            (_, "svg") => self.drawing(element),
            _ => None,
        };
        let Some(picture) = picture else {
            return Err(match words {
                Words::Say(words) => words,
                _ => String::new(),
            });
        };
        let (width, height) = match element.has_class("fa-svg") {
            true => (self.sheet.text * picture.width / picture.height.max(0.1), self.sheet.text),
            false => fit(&picture, element, room),
        };
        let alt = match words {
            Words::Say(words) => literal(&words),
            Words::Ornament => "none".to_owned(),
            Words::Unknown if self.here.caption.is_some() => {
                let caption = self.here.caption.as_deref().unwrap_or_default();
                literal(&one_line(caption))
            }
            Words::Unknown if element.name == "svg" => "none".to_owned(),
            Words::Unknown => {
                if let Some(Target::Asset(asset)) = element.target {
                    let chapter = self.here.chapter;
                    let line = element.line;
                    self.report.push(self.manuscript.no_words_for(asset, chapter, line));
                }
                "auto".to_owned()
            }
        };
        Ok(format!(
            "image-of(\"{}\", \"{}\", {width:.2}pt, {height:.2}pt, {alt})",
            picture.file, picture.format
        ))
    }

    fn asset(&mut self, index: usize, line: u32) -> Option<Picture> {
        if let Some(known) = self.pictures.assets.get(&index) {
            return known.clone();
        }
        let asset = self.manuscript.assets.get(index)?;
        let file = format!("a{index}");
        let picture = match self.check(asset, &file) {
            Ok(picture) => {
                self.files.add_data(&file, asset.bytes.clone());
                Some(picture)
            }
            Err(problem) => {
                let message = format!("the image `{}` can't be shown: {problem}", asset.path);
                let hint = "its alternative text stands in its place";
                self.warn(line, Rule::Image.warning(message).hint(hint));
                None
            }
        };
        self.pictures.assets.insert(index, picture.clone());
        picture
    }

    /// Decodes an image the way Typst will.
    fn check(&self, asset: &Asset, file: &str) -> Result<Picture, String> {
        let format = match asset.kind {
            AssetKind::Png => ExchangeFormat::Png,
            AssetKind::Jpeg => ExchangeFormat::Jpg,
            AssetKind::Gif => ExchangeFormat::Gif,
            AssetKind::Webp => ExchangeFormat::Webp,
            AssetKind::Svg => return self.check_svg(asset.bytes.clone(), file),
            AssetKind::Other => return Err("it is no image of a known kind".to_owned()),
        };
        let (width, height) = asset.size.ok_or("its size can't be read")?;
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(format!("{width} × {height} pixels are too many"));
        }
        let bytes = Bytes::new(asset.bytes.clone());
        let image = RasterImage::plain(bytes, format).map_err(|error| error.to_string())?;
        let (width, height) = (image.width() as f32, image.height() as f32);
        let format = match format {
            ExchangeFormat::Png => "png",
            ExchangeFormat::Jpg => "jpg",
            ExchangeFormat::Gif => "gif",
            ExchangeFormat::Webp => "webp",
        };
        Ok(Picture { file: file.to_owned(), format, width: width * PX, height: height * PX })
    }

    fn check_svg(&self, bytes: Vec<u8>, file: &str) -> Result<Picture, String> {
        let world = BookWorld { files: &self.files, fonts: self.fonts };
        let world: &dyn World = &world;
        let image = SvgImage::with_fonts_images(
            Bytes::new(bytes),
            world.track(),
            &DRAWING_FONTS,
            Some(file_id(file)),
        )
        .map_err(|_| "it is no SVG that can be drawn".to_owned())?;
        let (width, height) = (image.width() as f32, image.height() as f32);
        Ok(Picture { file: file.to_owned(), format: "svg", width: width * PX, height: height * PX })
    }

    /// An `svg` in the text, as a file of its own.
    fn drawing(&mut self, element: &Element) -> Option<Picture> {
        let bytes = svg::to_bytes(element);
        let file = format!("s{}", self.pictures.drawings);
        self.pictures.drawings += 1;
        match self.check_svg(bytes.clone(), &file) {
            Ok(picture) => {
                self.files.add_data(&file, bytes);
                Some(picture)
            }
            Err(problem) => {
                let message = format!("the drawing can't be shown: {problem}");
                self.warn(element.line, Rule::Image.warning(message));
                None
            }
        }
    }
}

/// The words for an image.
fn words_for(element: &Element) -> Words {
    let hidden = element.attr("aria-hidden") == Some("true")
        || matches!(element.attr("role"), Some("presentation" | "none"));
    if element.name != "svg" {
        return match element.attr("alt").or(element.attr("aria-label")) {
            _ if hidden => Words::Ornament,
            Some(alt) if alt.trim().is_empty() => Words::Ornament,
            Some(alt) => Words::Say(one_line(alt)),
            None => Words::Unknown,
        };
    }
    if hidden {
        return Words::Ornament;
    }
    let label = element.attr("aria-label").map(str::to_owned);
    let parts = ["title", "desc"].iter().filter_map(|name| svg::child(element, name));
    let said = parts.map(|part| text_of(&part.children)).collect::<Vec<_>>().join(". ");
    let words = label.unwrap_or(said);
    match one_line(&words) {
        words if words.is_empty() => Words::Unknown,
        words => Words::Say(words),
    }
}

/// The size of an image on paper: what the author asks for or its own, at most `room`.
fn fit(picture: &Picture, element: &Element, room: (f32, f32)) -> (f32, f32) {
    let ratio = picture.height.max(0.1) / picture.width.max(0.1);
    let asked = |name: &str| {
        let styled = element.attr("style").and_then(|style| {
            style.split(';').find_map(|rule| {
                let (key, value) = rule.split_once(':')?;
                (key.trim() == name).then_some(value)
            })
        });
        let of_attr = element.attr(name).filter(|_| element.name != "svg");
        styled.or(of_attr).and_then(|value| length(value, room.0))
    };
    let (mut width, mut height) = match (asked("width"), asked("height")) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, width * ratio),
        (None, Some(height)) => (height / ratio, height),
        (None, None) => (picture.width, picture.height),
    };
    let most = asked("max-width").unwrap_or(room.0).min(room.0);
    let scale = (most / width.max(0.1)).min(room.1 / height.max(0.1)).min(1.0);
    width *= scale;
    height *= scale;
    (width.max(1.0), height.max(1.0))
}

/// A CSS length in points; a percentage is one of `whole`.
fn length(value: &str, whole: f32) -> Option<f32> {
    let value = value.trim().trim_end_matches("!important").trim();
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let number: f32 = value[..digits].parse().ok()?;
    let unit = match value[digits..].trim() {
        "" | "px" => PX,
        "%" => whole / 100.0,
        "pt" => 1.0,
        "em" | "rem" => 16.0 * PX,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "in" => 72.0,
        _ => return None,
    };
    (number > 0.0).then_some(number * unit)
}
