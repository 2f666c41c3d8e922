//! A picture of a drawn cover, for the many readers, shops and converters that show no SVG.

use super::File;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{Node, Options, Tree};
use std::sync::Arc;
use ttf_parser::Face;

/// The longer side in pixels. Shops and readers ask for 1000 to 2560; the time that the picture
/// takes is in proportion to its area.
const LONGER: f32 = 1600.0;

/// The picture as PNG; `None` where `svg` can't be drawn, or where the fonts at hand have no glyph
/// for one of its characters: a reader, which has other fonts, does better with the drawing.
pub(super) fn of(svg: &[u8]) -> Option<File> {
    let mut options = Options::default();
    let fonts = options.fontdb_mut();
    for font in typst_assets::fonts() {
        fonts.load_font_source(Source::Binary(Arc::new(font)));
    }
    fonts.set_serif_family(SERIF);
    let tree = Tree::from_data(svg, &options).ok()?;
    let fonts = Arc::clone(&options.fontdb);
    if !can_write(tree.root().children(), &fonts) {
        return None;
    }
    let size = tree.size();
    let scale = LONGER / size.width().max(size.height());
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let mut picture = Pixmap::new(side(size.width()), side(size.height()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Some(File::new("png", "image/png", picture.encode_png().ok()?))
}

/// The family of the fonts at hand that is made for text.
const SERIF: &str = "Libertinus Serif";

/// Whether each character of the texts below has a glyph in one of the fonts.
fn can_write(nodes: &[Node], fonts: &Database) -> bool {
    nodes.iter().all(|node| match node {
        Node::Group(group) => can_write(group.children(), fonts),
        Node::Text(text) => {
            let mut characters = text.chunks().iter().flat_map(|chunk| chunk.text().chars());
            characters.all(|c| fonts.faces().any(|face| has_glyph(fonts, face.id, c)))
        }
        Node::Path(_) | Node::Image(_) => true,
    })
}

fn has_glyph(fonts: &Database, face: ID, c: char) -> bool {
    let look = |data: &[u8], index| Some(Face::parse(data, index).ok()?.glyph_index(c).is_some());
    c.is_whitespace() || fonts.with_face_data(face, look).flatten().unwrap_or(false)
}
