//! The files that chapters show, read once each, and never from outside the book.

use crate::{Asset, AssetKind};
use bindery_bounds::{Bounds, goes_down};
use data_url::DataUrl;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file larger than this (in bytes) is not taken into an edition.
const LARGEST: u64 = 64 << 20;

/// An image with more pixels is not shown: each takes four bytes when it is.
const MAX_PIXELS: u64 = 64_000_000;

/// The assets so far.
pub(crate) struct Assets {
    src: PathBuf,
    bounds: Bounds,
    assets: Vec<Asset>,
    known: BTreeMap<String, Result<usize, String>>,
}

impl Assets {
    /// No assets yet, of the book whose source folder is `src`.
    pub(crate) fn new(src: &Path, bounds: Bounds) -> Self {
        Assets { src: src.to_owned(), bounds, assets: Vec::new(), known: BTreeMap::new() }
    }

    pub(crate) fn into_vec(self) -> Vec<Asset> {
        self.assets
    }

    pub(crate) fn get(&self, asset: usize) -> &Asset {
        &self.assets[asset]
    }

    /// The file at `path` below the book's source folder; else what is wrong with it.
    pub(crate) fn file(&mut self, path: &str) -> Result<usize, String> {
        self.once(path, path, |src, bounds| {
            let full = src.join(path);
            if !goes_down(path) || !bounds.hold(&full) {
                return Err("lies outside the book".to_owned());
            }
            if !full.exists() {
                return Err("does not exist".to_owned());
            }
            let meta = fs::metadata(&full).map_err(|error| error.to_string())?;
            if !meta.is_file() {
                return Err("is not a file".to_owned());
            }
            if meta.len() > LARGEST {
                return Err(format!("is larger than {} MiB", LARGEST >> 20));
            }
            fs::read(&full).map_err(|error| error.to_string())
        })
    }

    /// Whether there is a file at `path`, without taking it.
    pub(crate) fn exists(&self, path: &str) -> bool {
        let full = self.src.join(path);
        goes_down(path) && full.is_file() && self.bounds.hold(&full)
    }

    /// What a `data:` URL holds.
    pub(crate) fn data_url(&mut self, url: &str) -> Result<usize, String> {
        let nth = self.known.keys().filter(|key| key.starts_with("data:")).count() + 1;
        self.once(url, &format!("inline-{nth}"), |_, _| {
            let data =
                DataUrl::process(url).map_err(|error| format!("is not a data URL: {error}"))?;
            data.decode_to_vec().map(|(bytes, _)| bytes).map_err(|error| error.to_string())
        })
    }

    fn once(
        &mut self,
        key: &str,
        path: &str,
        read: impl FnOnce(&Path, &Bounds) -> Result<Vec<u8>, String>,
    ) -> Result<usize, String> {
        if let Some(known) = self.known.get(key) {
            return known.clone();
        }
        let result =
            read(&self.src, &self.bounds).and_then(|bytes| self.add(path.to_owned(), bytes));
        self.known.insert(key.to_owned(), result.clone());
        result
    }

    fn add(&mut self, path: String, bytes: Vec<u8>) -> Result<usize, String> {
        let kind = kind_of(&bytes);
        let size = match kind {
            AssetKind::Other => None,
            AssetKind::Svg => svg_size(&bytes),
            _ => imagesize::blob_size(&bytes)
                .ok()
                .map(|size| (size.width as u32, size.height as u32)),
        };
        if let Some((width, height)) = size.filter(|_| kind != AssetKind::Svg)
            && u64::from(width) * u64::from(height) > MAX_PIXELS
        {
            let most = MAX_PIXELS / 1_000_000;
            return Err(format!("has {width} × {height} pixels, more than {most} million"));
        }
        // An image that doesn't even tell its size is none.
        let kind = if size.is_none() { AssetKind::Other } else { kind };
        self.assets.push(Asset { path, kind, bytes, size });
        Ok(self.assets.len() - 1)
    }
}

fn kind_of(bytes: &[u8]) -> AssetKind {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => AssetKind::Png,
        [0xFF, 0xD8, 0xFF, ..] => AssetKind::Jpeg,
        [b'G', b'I', b'F', b'8', ..] => AssetKind::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => AssetKind::Webp,
        _ if svg_root(bytes).is_some() => AssetKind::Svg,
        _ => AssetKind::Other,
    }
}

fn svg_root(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let head = text.trim_start_matches('\u{FEFF}').trim_start();
    (head.starts_with('<') && text.contains("<svg")).then_some(text)
}

/// Width and height of a well-formed SVG, from its attributes or its `viewBox`, 300 × 150 else.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = svg_root(bytes)?;
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return None;
    }
    let view: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ',', '\n', '\t'])
        .filter_map(|number| number.parse().ok())
        .collect();
    let side = |name: &str, at: usize, default: f64| {
        root.attribute(name).and_then(length).or(view.get(at).copied()).unwrap_or(default)
    };
    let (width, height) = (side("width", 2, 300.0), side("height", 3, 150.0));
    let whole = |side: f64| side.round().clamp(1.0, 100_000.0) as u32;
    Some((whole(width), whole(height)))
}

/// A CSS length in pixels; percentages say nothing here.
fn length(text: &str) -> Option<f64> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    let factor = match text[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "em" | "rem" => 16.0,
        "ex" => 8.0,
        _ => return None,
    };
    Some(number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_sizes() {
        let size = |svg: &str| svg_size(svg.as_bytes());
        assert_eq!(
            size("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 32'/>"),
            Some((64, 32))
        );
        assert_eq!(size("<svg width='1in' height='50%' viewBox='0,0,9,7'/>"), Some((96, 7)));
        assert_eq!(size("<svg/>"), Some((300, 150)));
        assert_eq!(size("<svg>"), None);
        assert_eq!(size("<g><svg/></g>"), None);
    }

    #[test]
    fn nothing_from_outside_the_book() {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path().join("src");
        fs::create_dir(&src).unwrap();
        fs::write(folder.path().join("secret.svg"), "<svg/>").unwrap();
        let config = mdbook_core::config::Config::default();
        let mut assets = Assets::new(&src, Bounds::of(&src, &config));
        assert_eq!(assets.file("../secret.svg"), Err("lies outside the book".to_owned()));
        assert_eq!(assets.file("none.png"), Err("does not exist".to_owned()));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret.svg"), src.join("in.svg"))
                .unwrap();
            assert_eq!(assets.file("in.svg"), Err("lies outside the book".to_owned()));
        }
    }
}
