//! Drawings: SVG with what draws and nothing that acts.

mod references;

use super::{Converter, shape};
use crate::images::FOLDER;
use crate::xml::{self, Element, Node, element};
use bindery_manuscript::{Element as Source, Node as Tree, Target, text_of};
use std::collections::BTreeMap;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

impl<'a> Converter<'a, '_> {
    /// A drawing that stands in the text.
    pub(super) fn svg(&mut self, source: &'a Source) -> Vec<Node> {
        let mut ids = BTreeMap::new();
        self.svg_ids(source, &mut ids);
        let image = |place| {
            let file = self.shop.images.show(self.shop.manuscript, place)?;
            Some(format!("../{FOLDER}/{}", file.name))
        };
        let mut cleaner = Cleaner { ids, image };
        let Some(mut drawing) = cleaner.element(source) else {
            return Vec::new();
        };
        references::keep_those_that_lead(&mut drawing);
        make_root(&mut drawing);
        if drawing.children.is_empty() {
            return shape::stand_in(&drawing);
        }
        if !says_what_it_shows(&drawing) {
            self.shop.images.drawing_lacks_text();
            self.warn(source.line, "no text says what the drawing shows", |warning| {
                warning.culprit("<svg").hint(
                    "give it a `title` element or an `aria-label`, or aria-hidden=\"true\" for an \
                     ornament",
                )
            });
        }
        vec![drawing.into()]
    }

    /// The ids that the drawing's elements have in this file, by those that the author gave them.
    fn svg_ids(&mut self, source: &Source, ids: &mut BTreeMap<String, String>) {
        if let Some(id) = source.attr("id").map(str::trim).filter(|id| !id.is_empty()) {
            let made = self.id(id).unwrap_or_else(|| self.ids.fresh(id));
            ids.entry(id.to_owned()).or_insert(made);
        }
        for child in &source.children {
            if let Tree::Element(child) = child {
                self.svg_ids(child, ids);
            }
        }
    }
}

/// An SVG file with what draws and nothing that acts; `None` if it is no well-formed SVG.
pub(crate) fn clean_file(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    // Drawing programs write a document type, which is of no use here.
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document =
        roxmltree::Document::parse_with_options(text.trim_start_matches('\u{feff}'), options)
            .ok()?;
    let source = from_xml(document.root_element());
    let mut names = crate::names::Ids::default();
    let mut ids = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id.to_owned()).or_insert_with(|| names.fresh(id));
        }
    }
    let mut cleaner = Cleaner { ids, image: |_| None };
    let mut drawing = cleaner.element(&source).filter(|root| root.name == "svg")?;
    references::keep_those_that_lead(&mut drawing);
    make_root(&mut drawing);
    Some(xml::document("", &drawing))
}

/// The element and all below as the manuscript has elements; comments are left out.
pub(super) fn from_xml(node: roxmltree::Node<'_, '_>) -> Source {
    let mut made = Source::new(node.tag_name().name());
    for attribute in node.attributes() {
        let name = match attribute.namespace() {
            Some(XLINK) => format!("xlink:{}", attribute.name()),
            Some(_) => continue,
            None => attribute.name().to_owned(),
        };
        made.attrs.push((name, attribute.value().to_owned()));
    }
    for child in node.children() {
        if child.is_element() {
            made.children.push(Tree::Element(from_xml(child)));
        } else if let Some(text) = child.text().filter(|_| child.is_text()) {
            made.children.push(Tree::Text(text.to_owned()));
        }
    }
    made
}

/// A picture that an `image` has in itself, as drawing programs write them.
fn picture_inside(image: &Source) -> Option<String> {
    let href = image.attr("xlink:href").or_else(|| image.attr("href"))?;
    let href: String = href.split_ascii_whitespace().collect();
    let (kind, data) = href.strip_prefix("data:image/")?.split_once(";base64,")?;
    let in_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    (matches!(kind, "png" | "jpeg" | "gif") && data.bytes().all(in_base64)).then_some(href)
}

/// Whether the drawing has words for those who can't see it, or needs none.
fn says_what_it_shows(drawing: &Element) -> bool {
    let named = ["aria-label", "aria-labelledby"].iter().any(|name| drawing.attr(name).is_some());
    let ornament =
        drawing.attr("aria-hidden").is_some() || drawing.attr("role") == Some("presentation");
    named
        || ornament
        || drawing.children.iter().any(|child| matches!(child.name(), "title" | "text"))
}

/// Gives the outermost element its namespaces, and a `viewBox` so that it can shrink.
fn make_root(drawing: &mut Element) {
    if drawing.attr("viewBox").is_none()
        && let (Some(width), Some(height)) = (number(drawing, "width"), number(drawing, "height"))
    {
        drawing.attrs.push(("viewBox", format!("0 0 {width} {height}").into()));
    }
    drawing.attrs.insert(0, ("xmlns", NAMESPACE.into()));
    drawing.attrs.insert(1, ("xmlns:xlink", XLINK.into()));
}

fn number(element: &Element, name: &str) -> Option<f32> {
    let value = element.attr(name)?;
    value.strip_suffix("px").unwrap_or(value).parse::<f32>().ok().filter(|n| *n > 0.0)
}

/// Takes over what draws.
struct Cleaner<F> {
    /// The ids in the file by those in the source.
    ids: BTreeMap<String, String>,
    /// The address of an image by its place among the assets.
    image: F,
}

impl<F: FnMut(usize) -> Option<String>> Cleaner<F> {
    fn element(&mut self, source: &Source) -> Option<Element> {
        let name = match source.name.as_str() {
            // What it links to is in another file; what it shows stays.
            "a" | "switch" => "g",
            name => *ELEMENTS.iter().find(|known| **known == name)?,
        };
        if name == "style" {
            let css = text_of(&source.children);
            return is_harmless(&css).then(|| element("style").text(css));
        }
        let mut made = element(name);
        for (key, value) in &source.attrs {
            self.attribute(key, value, &mut made);
        }
        if name == "image" {
            let address = match &source.target {
                Some(Target::Asset(place)) => (self.image)(*place),
                _ => picture_inside(source),
            };
            made.attrs.retain(|(name, _)| *name != "xlink:href");
            made.attrs.push(("xlink:href", address?.into()));
        }
        let takes_text = matches!(name, "text" | "tspan" | "textPath" | "title" | "desc");
        for child in &source.children {
            match child {
                Tree::Text(text) if takes_text => made = made.text(text),
                Tree::Element(child) if matches!(name, "title" | "desc") => {
                    made = made.text(text_of(&child.children));
                }
                Tree::Element(child) => {
                    made.children.extend(self.element(child).map(Node::Element))
                }
                _ => {}
            }
        }
        Some(made)
    }

    fn attribute(&mut self, key: &str, value: &str, made: &mut Element) {
        let value = value.trim();
        let kept = match key {
            "id" => self.ids.get(value).map(|id| ("id", id.clone())),
            "class" => {
                let classes = super::attributes::tokens(value);
                (!classes.is_empty()).then(|| ("class", classes.join(" ")))
            }
            "href" | "xlink:href" => value
                .strip_prefix('#')
                .and_then(|id| self.ids.get(id))
                .map(|id| ("xlink:href", format!("#{id}"))),
            "aria-labelledby" | "aria-describedby" => {
                let ids: Option<Vec<&str>> = value
                    .split_ascii_whitespace()
                    .map(|id| self.ids.get(id).map(String::as_str))
                    .collect();
                let name =
                    if key == "aria-labelledby" { "aria-labelledby" } else { "aria-describedby" };
                ids.map(|ids| (name, ids.join(" ")))
            }
            "role" => matches!(value, "img" | "presentation").then(|| ("role", value.to_owned())),
            "aria-hidden" => (value == "true").then(|| ("aria-hidden", value.to_owned())),
            "xmlns" => None,
            key => ATTRIBUTES
                .iter()
                .find(|known| **known == key)
                .filter(|_| is_harmless(value))
                .and_then(|known| Some((*known, self.references(value)?))),
        };
        if let Some((name, value)) = kept
            && made.attr(name).is_none()
        {
            made.attrs.push((name, value.into()));
        }
    }

    /// `value` with each `url(#id)` renamed; `None` if there is no such id.
    fn references(&self, value: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = value;
        while let Some(at) = rest.find("url(") {
            let (before, inside) = rest.split_at(at + 4);
            let (reference, after) = inside.split_once(')')?;
            let id = reference.trim().trim_matches(['"', '\'']).strip_prefix('#')?;
            out.push_str(&format!("{before}#{})", self.ids.get(id)?));
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    }
}

/// Whether CSS or the value of an attribute neither loads nor hides anything.
pub(super) fn is_harmless(css: &str) -> bool {
    let lower = css.to_ascii_lowercase();
    let loads = lower.match_indices("url(").any(|(at, _)| {
        !lower[at + 4..].trim_start().trim_start_matches(['"', '\'']).starts_with('#')
    });
    !loads && !["\\", "@import", "javascript:", "expression("].iter().any(|bad| lower.contains(bad))
}

#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "textPath", "title", "desc", "style",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker",
    "image", "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
    "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur",
    "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTile", "feTurbulence",
];

#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "alignment-baseline", "aria-label", "baseFrequency", "baseline-shift", "clip-path",
    "clip-rule", "clipPathUnits", "color", "color-interpolation-filters", "cx", "cy", "d",
    "direction", "display", "dominant-baseline", "dx", "dy", "fill", "fill-opacity",
    "fill-rule", "filter", "filterUnits", "flood-color", "flood-opacity", "font-family",
    "font-size", "font-style", "font-variant", "font-weight", "fr", "fx", "fy",
    "gradientTransform", "gradientUnits", "height", "in", "in2", "k1", "k2", "k3", "k4", "lang",
    "lengthAdjust", "letter-spacing", "marker-end", "marker-mid", "marker-start",
    "markerHeight", "markerUnits", "markerWidth", "mask", "maskContentUnits", "maskUnits",
    "mode", "numOctaves", "offset", "opacity", "operator", "orient", "overflow", "pathLength",
    "patternContentUnits", "patternTransform", "patternUnits", "points", "preserveAspectRatio",
    "primitiveUnits", "r", "radius", "refX", "refY", "result", "rotate", "rx", "ry", "seed",
    "shape-rendering", "spreadMethod", "startOffset", "stdDeviation", "stop-color",
    "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "style",
    "tableValues", "text-anchor", "text-decoration", "text-rendering", "textLength",
    "transform", "transform-origin", "type", "unicode-bidi", "values", "vector-effect",
    "viewBox", "visibility", "width", "word-spacing", "writing-mode", "x", "x1", "x2",
    "xChannelSelector", "y", "y1", "y2",
];
