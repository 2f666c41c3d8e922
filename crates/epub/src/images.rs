//! The images that the edition shows: each once in the archive, under a name that is safe.
//!
//! WebP becomes PNG: it came with EPUB 3.3, and most readers on sale are older.

mod pixels;

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
    drawing_without_text: bool,
    names: FileNames,
}

/// An image of the archive.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ImageFile {
    /// Its name in [`FOLDER`].
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it was.
    pub kind: AssetKind,
    /// The bytes that were made of the asset's; `None` where those are taken as they are.
    pub made: Option<Vec<u8>>,
    /// Whether it moves.
    pub moves: bool,
    /// Whether it moved, and can't any more.
    pub stilled: bool,
}

impl Images {
    /// No images yet, in a folder where the name `taken` is taken.
    pub(crate) fn beside(taken: &str) -> Self {
        let mut images = Images::default();
        images.names.give(taken, "");
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
        let made = match asset.kind {
            AssetKind::Svg | AssetKind::Webp => Some(for_old_readers(asset.kind, &asset.bytes)?),
            kind if !pixels::is_whole(kind, &asset.bytes) => return None,
            _ => None,
        };
        let moves = pixels::moves(asset.kind, &asset.bytes);
        let name = self.names.give(&asset.path, extension);
        let (moves, stilled) = if made.is_none() { (moves, false) } else { (false, moves) };
        Some(ImageFile { name, media_type, kind: asset.kind, made, moves, stilled })
    }

    /// Notes that the image was shown without a text for those who can't see it; whether that is
    /// the first time.
    pub(crate) fn lacks_text(&mut self, place: usize) -> bool {
        self.without_text.insert(place)
    }

    /// Notes that there is a drawing in the text without words for those who can't see it.
    pub(crate) fn drawing_lacks_text(&mut self) {
        self.drawing_without_text = true;
    }

    /// Whether each image and each drawing has a text.
    pub(crate) fn all_have_text(&self) -> bool {
        self.without_text.is_empty() && !self.drawing_without_text
    }

    /// The images and their places among the manuscript's assets.
    pub(crate) fn files(&self) -> impl Iterator<Item = (usize, &ImageFile)> {
        self.files.iter().map(|(place, file)| (*place, file))
    }
}

/// The extension and media type of the files that images of this kind become.
pub(crate) fn media_type(kind: AssetKind) -> Option<(&'static str, &'static str)> {
    match kind {
        AssetKind::Png | AssetKind::Webp => Some(("png", "image/png")),
        AssetKind::Jpeg => Some(("jpg", "image/jpeg")),
        AssetKind::Gif => Some(("gif", "image/gif")),
        AssetKind::Svg => Some(("svg", "image/svg+xml")),
        AssetKind::Other => None,
    }
}

/// The bytes of an image in a form that old readers know; `None` if it is none.
pub(crate) fn for_old_readers(kind: AssetKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        AssetKind::Svg => clean_svg_file(bytes).map(String::into_bytes),
        AssetKind::Webp => pixels::webp_to_png(bytes),
        AssetKind::Other => None,
        AssetKind::Png | AssetKind::Jpeg | AssetKind::Gif => Some(bytes.to_vec()),
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
