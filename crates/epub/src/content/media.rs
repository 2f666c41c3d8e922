//! Images, and what an EPUB cannot play: video, frames, forms.

use super::{Converter, shape};
use crate::images::FOLDER;
use crate::xml::{Anchor, Link, Node};
use bindery_manuscript::{Element as Source, Node as Tree, Target, text_of};

impl<'a> Converter<'a, '_> {
    /// An image of the book; where there is none to show, its text.
    pub(super) fn image(&mut self, source: &'a Source) -> Vec<Node> {
        let text = source.attr("alt");
        let place = match &source.target {
            Some(Target::Asset(place)) => *place,
            Some(Target::External(address)) => return self.remote_image(source, address),
            _ => return self.instead_of_image(source),
        };
        let Some(file) = self.shop.images.show(self.shop.manuscript, place) else {
            let path = self.shop.manuscript.assets.get(place).map_or("", |asset| &asset.path);
            self.warn(source.line, format!("an EPUB cannot show the image {path}"), |warning| {
                warning.culprit(path).hint("PNG, JPEG, GIF, WebP and well-formed SVG can be shown")
            });
            return self.instead_of_image(source);
        };
        let address = format!("../{FOLDER}/{}", file.name);
        if file.stilled {
            let path = &self.shop.manuscript.assets[place].path;
            self.warn(source.line, format!("the image {path} won't move"), |warning| {
                warning.culprit(path).hint("WebP becomes PNG, for old readers; a GIF moves")
            });
        }
        if text.is_none() && self.shop.images.lacks_text(place) {
            let manuscript = self.shop.manuscript;
            self.shop.report.push(manuscript.no_words_for(place, self.chapter, source.line));
        }
        let mut image = self.start(source, "img").with("src", address);
        image.attrs.push(("alt", text.unwrap_or_default().to_owned().into()));
        let mut style = Vec::new();
        for name in ["width", "height"] {
            match source.attr(name).and_then(length) {
                Some(Length::Pixels(pixels)) => image.attrs.push((name, pixels.to_string().into())),
                Some(Length::Percent(share)) => style.push(format!("{name}: {share}%")),
                None => {}
            }
        }
        if !style.is_empty() {
            image.attrs.push(("style", style.join("; ").into()));
        }
        vec![image.into()]
    }

    /// A link to an image that is not in the book: an edition has all that it shows inside.
    fn remote_image(&mut self, source: &'a Source, address: &str) -> Vec<Node> {
        let message = format!("the image {address} is not part of the book");
        self.warn(source.line, message, |warning| {
            warning.culprit(address).hint("the text stands for it; put the file beside the chapter")
        });
        let label = source.attr("alt").filter(|text| !text.trim().is_empty());
        let href = if self.in_link { None } else { super::url::external(address) };
        let mut instead = self.start(source, if href.is_some() { "a" } else { "span" });
        instead.attrs.extend(href.map(|href| ("href", href.into())));
        vec![instead.text(label.unwrap_or(address)).into()]
    }

    fn instead_of_image(&mut self, source: &'a Source) -> Vec<Node> {
        let text = source.attr("alt").unwrap_or_default().trim();
        let instead = self.start(source, "span");
        if text.is_empty() { shape::stand_in(&instead) } else { vec![instead.text(text).into()] }
    }

    /// A link that stands for a video, a frame or the like.
    pub(super) fn media(&mut self, source: &'a Source) -> Vec<Node> {
        let target = source.target.as_ref().or_else(|| inner_target(&source.children));
        if let Some(Target::Asset(place)) = target
            && self.shop.images.show(self.shop.manuscript, *place).is_some()
        {
            return self.image_object(source, *place);
        }
        let href = match target {
            _ if self.in_link => None,
            Some(Target::External(address)) => self.external(address, source.line),
            Some(Target::Asset(place)) => {
                self.warn_of_file(*place, source.line);
                None
            }
            _ => None,
        };
        let link = match target {
            Some(Target::Chapter { chapter, id }) if !self.in_link => {
                Some(Link { chapter: *chapter, anchor: id.clone().map(Anchor::Id) })
            }
            _ => None,
        };
        let own_text = text_of(&source.children);
        let label = ["alt", "title", "aria-label"]
            .iter()
            .filter_map(|name| source.attr(name))
            .chain([own_text.as_str()])
            .map(str::trim)
            .find(|label| !label.is_empty())
            .or(href.as_deref());
        let is_link = href.is_some() || link.is_some();
        let mut instead = self.start(source, if is_link { "a" } else { "span" });
        instead.attrs.retain(|(name, _)| *name != "title");
        instead.add_class("media");
        instead.attrs.extend(href.clone().map(|href| ("href", href.into())));
        instead.link = link;
        match label {
            Some(label) => vec![instead.text(label).into()],
            None => shape::stand_in(&instead),
        }
    }

    /// An image that stands in `object` or `embed`.
    fn image_object(&mut self, source: &'a Source, place: usize) -> Vec<Node> {
        let Some(file) = self.shop.images.show(self.shop.manuscript, place) else {
            return Vec::new();
        };
        let address = format!("../{FOLDER}/{}", file.name);
        let text = text_of(&source.children);
        let text = source.attr("alt").or(source.attr("aria-label")).unwrap_or(text.trim());
        if text.is_empty() {
            self.shop.images.lacks_text(place);
        }
        let text = text.to_owned();
        vec![self.start(source, "img").with("src", address).with("alt", text).into()]
    }

    /// What a form field shows: the box of a task, or the words on a button.
    pub(super) fn input(&mut self, source: &'a Source) -> Vec<Node> {
        let text = match source.attr("type").unwrap_or("text") {
            "checkbox" | "radio" if source.attr("checked").is_some() => "☑",
            "checkbox" | "radio" => "☐",
            "hidden" | "password" => "",
            _ => source.attr("value").unwrap_or_default().trim(),
        };
        let field = self.start(source, "span");
        if text.is_empty() { shape::stand_in(&field) } else { vec![field.text(text).into()] }
    }
}

/// Where a `source` or the like inside leads.
fn inner_target(children: &[Tree]) -> Option<&Target> {
    children.iter().find_map(|child| match child {
        Tree::Element(e) => e.target.as_ref().or_else(|| inner_target(&e.children)),
        _ => None,
    })
}

enum Length {
    Pixels(u32),
    Percent(u32),
}

/// A length as HTML has it: `80`, `80px`, `50%`.
fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let number = |text: &str| text.trim().parse::<f32>().ok().filter(|n| *n >= 1.0);
    match text.strip_suffix('%') {
        Some(share) => number(share).filter(|n| *n <= 100.0).map(|n| Length::Percent(n as u32)),
        None => number(text.strip_suffix("px").unwrap_or(text))
            .filter(|n| *n <= 100_000.0)
            .map(|n| Length::Pixels(n as u32)),
    }
}
