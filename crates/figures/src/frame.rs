//! What all figures have in common: their width, and the `svg` element around the drawing.

use crate::metrics;
use crate::svg::{Element, number};

/// The width of a figure, in pixels.
pub(crate) const WIDTH: f64 = 600.0;

/// A drawing, [`WIDTH`] wide.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// What it is, as a class: `fig-timeline`.
    pub(crate) class: &'static str,
    pub(crate) height: f64,
    pub(crate) children: Vec<Element>,
}

impl Drawing {
    /// The drawing as an `svg` element, with a title and a description.
    pub(crate) fn framed(self, id: &str, title: &str, description: &str) -> String {
        let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
        let mut svg = Element::new("svg")
            .attr("aria-labelledby", format!("{title_id} {desc_id}"))
            .attr("class", format!("fig {}", self.class))
            .attr("font-family", "Literata, 'Libertinus Serif', Georgia, serif")
            .at("font-size", metrics::SIZE)
            .at("height", self.height)
            .attr("role", "img")
            // Narrower where the page is; the attributes alone would let it stand out.
            .attr("style", "max-width:100%;height:auto")
            .attr("viewBox", format!("0 0 {} {}", number(WIDTH), number(self.height)))
            .at("width", WIDTH)
            .attr("xmlns", "http://www.w3.org/2000/svg");
        svg.push(Element::new("title").attr("id", title_id).text(title));
        svg.push(Element::new("desc").attr("id", desc_id).text(description));
        svg.extend(self.children);
        let mut out = String::new();
        svg.write(&mut out);
        out
    }
}
