//! The images that the edition shows: each once in the archive, under a name that is safe.

use crate::content::clean_svg_file;
use crate::names::FileNames;
use bindery_manuscript::{Asset, AssetKind, Manuscript};
use std::collections::{BTreeMap, BTreeSet};

/// The folder of the images in the archive, beside the package document.
pub(crate) const FOLDER: &str = "images";

/// The images shown so far.
#[derive(Debug, Default)]
pub(crate) struct Images {
    files: BTreeMap<usize, ImageFile>,
    broken: BTreeSet<usize>,
    without_text: BTreeSet<usize>,
    names: FileNames,
}

/// An image of the archive.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ImageFile {
    /// Its name in [`FOLDER`].
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is.
    pub kind: AssetKind,
    /// The cleaned source of an SVG image; other images are taken as they are.
    pub svg: Option<String>,
}

impl Images {
    /// No images yet, in a folder where the name `taken` is taken.
    pub(crate) fn beside(taken: &str) -> Self {
        let mut images = Images::default();
        if let Some((stem, extension)) = taken.rsplit_once('.') {
            images.names.give(&format!("{stem}.{extension}"), extension);
        }
        images
    }

    /// The file for the manuscript's asset at `place`; `None` if it is no image that can be shown.
    pub(crate) fn show(&mut self, manuscript: &Manuscript, place: usize) -> Option<&ImageFile> {
        if !self.files.contains_key(&place) && !self.broken.contains(&place) {
            let made = manuscript.assets.get(place).and_then(|asset| self.make(asset));
            match made {
                Some(file) => {
                    self.files.insert(place, file);
                }
                None => {
                    self.broken.insert(place);
                }
            }
        }
        self.files.get(&place)
    }

    fn make(&mut self, asset: &Asset) -> Option<ImageFile> {
        let (extension, media_type) = media_type(asset.kind)?;
        let svg = match asset.kind {
            AssetKind::Svg => Some(clean_svg_file(&asset.bytes)?),
            _ => None,
        };
        let name = self.names.give(&asset.path, extension);
        Some(ImageFile { name, media_type, kind: asset.kind, svg })
    }

    /// Notes that the image was shown without a text for those who can't see it; whether that is
    /// the first time.
    pub(crate) fn lacks_text(&mut self, place: usize) -> bool {
        self.without_text.insert(place)
    }

    /// Whether each image has a text.
    pub(crate) fn all_have_text(&self) -> bool {
        self.without_text.is_empty()
    }

    /// The images and their places among the manuscript's assets.
    pub(crate) fn files(&self) -> impl Iterator<Item = (usize, &ImageFile)> {
        self.files.iter().map(|(place, file)| (*place, file))
    }
}

/// The extension and media type for images of this kind.
pub(crate) fn media_type(kind: AssetKind) -> Option<(&'static str, &'static str)> {
    match kind {
        AssetKind::Png => Some(("png", "image/png")),
        AssetKind::Jpeg => Some(("jpg", "image/jpeg")),
        AssetKind::Gif => Some(("gif", "image/gif")),
        AssetKind::Webp => Some(("webp", "image/webp")),
        AssetKind::Svg => Some(("svg", "image/svg+xml")),
        AssetKind::Other => None,
    }
}

/// What kind of image the bytes are, by their first bytes.
pub(crate) fn sniff(bytes: &[u8]) -> AssetKind {
    let head = bytes.get(..512.min(bytes.len())).unwrap_or_default();
    match head {
        [0x89, b'P', b'N', b'G', ..] => AssetKind::Png,
        [0xff, 0xd8, 0xff, ..] => AssetKind::Jpeg,
        [b'G', b'I', b'F', b'8', ..] => AssetKind::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => AssetKind::Webp,
        head if head.windows(4).any(|bytes| bytes == b"<svg") => AssetKind::Svg,
        _ => AssetKind::Other,
    }
}
