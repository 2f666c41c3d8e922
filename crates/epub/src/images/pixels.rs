//! What must be decoded to be known: whether an image moves, and WebP as PNG.

use bindery_manuscript::AssetKind;
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, DynamicImage, ImageFormat};
use std::io::Cursor;

/// Whether the image is a film of several pictures.
pub(super) fn moves(kind: AssetKind, bytes: &[u8]) -> bool {
    let bytes = Cursor::new(bytes);
    match kind {
        AssetKind::Gif => {
            GifDecoder::new(bytes).is_ok_and(|gif| gif.into_frames().nth(1).is_some())
        }
        AssetKind::Png => PngDecoder::new(bytes).is_ok_and(|png| png.is_apng().unwrap_or(false)),
        AssetKind::Webp => WebPDecoder::new(bytes).is_ok_and(|webp| webp.has_animation()),
        AssetKind::Jpeg | AssetKind::Svg | AssetKind::Other => false,
    }
}

/// Whether the image can be decoded to its end. Of a JPEG, readers show what there is.
pub(super) fn is_whole(kind: AssetKind, bytes: &[u8]) -> bool {
    let format = match kind {
        AssetKind::Gif => ImageFormat::Gif,
        AssetKind::Png => ImageFormat::Png,
        AssetKind::Jpeg | AssetKind::Webp | AssetKind::Svg | AssetKind::Other => return true,
    };
    image::load_from_memory_with_format(bytes, format).is_ok()
}

/// A WebP image as PNG, of a film the first picture; `None` if it can't be decoded.
pub(super) fn webp_to_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let picture = DynamicImage::from_decoder(WebPDecoder::new(Cursor::new(bytes)).ok()?).ok()?;
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}
