//! Where the text of a figure is, as the widest font that may set it sets it.

#[path = "../../src/metrics.rs"]
mod metrics;

use metrics::{SIZE, bold_width, width};
use roxmltree::{Document, Node};

/// A piece of text and where it is: from `x` to `to`, from `top` to `bottom`.
pub struct Text {
    pub words: String,
    pub x: f64,
    pub to: f64,
    pub top: f64,
    pub bottom: f64,
}

/// All text of a figure.
pub fn of(svg: &str) -> Vec<Text> {
    let document = Document::parse(svg).unwrap();
    document.descendants().filter(|node| node.has_tag_name("text")).map(text).collect()
}

fn text(node: Node<'_, '_>) -> Text {
    let number = |name: &str| -> f64 { node.attribute(name).unwrap().parse().unwrap() };
    let words = node.text().unwrap().to_owned();
    let width = match node.attribute("font-weight") {
        Some(_) => bold_width(&words),
        None => width(&words),
    };
    let x = match node.attribute("text-anchor") {
        Some("middle") => number("x") - width / 2.0,
        Some("end") => number("x") - width,
        _ => number("x"),
    };
    let baseline = number("y");
    Text { words, x, to: x + width, top: baseline - SIZE * 0.76, bottom: baseline + SIZE * 0.24 }
}

/// Finds text that runs into other text, or over the edge.
pub fn check(svg: &str) {
    let document = Document::parse(svg).unwrap();
    let side =
        |name: &str| -> f64 { document.root_element().attribute(name).unwrap().parse().unwrap() };
    let (width, height) = (side("width"), side("height"));
    let texts = of(svg);
    for (index, one) in texts.iter().enumerate() {
        let inside = one.x >= -1.0 && one.to <= width + 1.0;
        assert!(inside && one.top >= -1.0 && one.bottom <= height + 1.0, "{}", one.words);
        for other in &texts[index + 1..] {
            let beside = one.to < other.x || other.to < one.x;
            let apart = beside || one.bottom <= other.top || other.bottom <= one.top;
            assert!(apart, "{} and {} in {svg}", one.words, other.words);
        }
    }
}
