//! Mathematics: TeX as MathML, and MathML that an author wrote.

use super::attributes::tokens;
use super::svg::{self, from_xml};
use super::{Converter, shape};
use crate::xml::{Element, Node, element};
use bindery_manuscript::{Element as Source, Math, Node as Tree, text_of};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

impl<'a> Converter<'a, '_> {
    /// A formula as MathML, its TeX beside it; as `code`, with a warning, if it can't be read.
    pub(super) fn math(&mut self, math: &Math) -> Node {
        let formula = match mathml(&math.tex, math.display) {
            Ok(formula) => formula,
            Err(why) => {
                let message = format!("cannot set the formula: {why}");
                self.warn(math.line, message, |warning| {
                    warning.culprit(&math.tex).hint("its source is shown instead")
                });
                element("code").with("class", "tex").text(&math.tex)
            }
        };
        if math.display {
            element("span").with("class", "formula").child(formula).into()
        } else {
            formula.into()
        }
    }

    /// MathML from the manuscript: as it is where it is sound, its words where it is not.
    pub(super) fn mathml(&mut self, source: &'a Source) -> Vec<Node> {
        match clean(source) {
            Some(mut math) => {
                math.attrs.insert(0, ("xmlns", NAMESPACE.into()));
                let id = source.attr("id").and_then(|id| self.id(id));
                math.attrs.extend(id.map(|id| ("id", id.into())));
                vec![math.into()]
            }
            None => {
                let words = self.start(source, "span").text(text_of(&source.children));
                if shape::visible(&words.children) { vec![words.into()] } else { Vec::new() }
            }
        }
    }
}

/// The formula `tex` as a `math` element.
fn mathml(tex: &str, display: bool) -> Result<Element, String> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(tex, &storage)
        .collect::<Result<_, _>>()
        .map_err(|error| first_line(&error.to_string()))?;
    let mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config =
        RenderConfig { display_mode: mode, annotation: None, xml: true, ..RenderConfig::default() };
    let mut written = String::new();
    push_mathml(&mut written, events.into_iter().map(Ok::<_, std::fmt::Error>), config)
        .map_err(|error| error.to_string())?;
    let written = mended(&written);
    let document = roxmltree::Document::parse(&written).map_err(|error| error.to_string())?;
    let mut math = clean(&from_xml(document.root_element())).ok_or("it is incomplete")?;
    let body = element("mrow").nodes(std::mem::take(&mut math.children));
    let annotation = element("annotation").with("encoding", "application/x-tex").text(tex);
    math.attrs.insert(0, ("xmlns", NAMESPACE.into()));
    math.attrs.push(("alttext", tex.trim().to_owned().into()));
    Ok(math.child(element("semantics").child(body).child(annotation)))
}

/// What pulldown-latex 0.8 wrote as XML: it leaves out a space between attributes, doesn't escape
/// operators, and uses an entity that only HTML knows.
fn mended(written: &str) -> String {
    written
        .replace("&amp;nbsp;", "\u{a0}")
        .replace("&nbsp;", "\u{a0}")
        .replace("\"minsize=", "\" minsize=")
        .replace("><</", ">&lt;</")
        .replace("><\u{338}", ">&lt;\u{338}")
        .replace(">&</", ">&amp;</")
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// The element with what MathML's presentation elements may have; `None` if it lacks a part.
fn clean(source: &Source) -> Option<Element> {
    let name = match *ELEMENTS.iter().find(|name| **name == source.name)? {
        // A row has no style of its own.
        "mrow" if source.attr("displaystyle").is_some() => "mstyle",
        name => name,
    };
    let mut made = element(name);
    for (key, value) in &source.attrs {
        let known = ATTRIBUTES.iter().find(|(known, elements, _)| {
            known == key && (elements.is_empty() || elements.contains(&name))
        });
        if let Some((known, _, wanted)) = known
            && wanted.fits(value.trim())
        {
            made.attrs.push((known, value.trim().to_owned().into()));
        }
    }
    let classes = tokens(source.attr("class").unwrap_or_default());
    if !classes.is_empty() {
        made.attrs.push(("class", classes.join(" ").into()));
    }
    let is_token = TOKENS.contains(&name);
    for child in &source.children {
        match child {
            Tree::Text(text) if is_token => made = made.text(text),
            Tree::Text(text) if text.trim().is_empty() => {}
            Tree::Text(text) => made = made.child(element("mtext").text(text)),
            Tree::Element(child) if is_token => made = made.text(text_of(&child.children)),
            Tree::Element(child) if child.name.starts_with("annotation") => {}
            Tree::Element(child) => made = made.child(clean(child)?),
            _ => return None,
        }
    }
    if let Some(wanted) = arity(name) {
        join_spaces(&mut made.children, wanted);
    }
    let sound = match name {
        "mmultiscripts" => made.children.len() % 2 == 1,
        "mtable" => made.children.iter().all(|child| child.name() == "mtr"),
        "mtr" => made.children.iter().all(|child| child.name() == "mtd"),
        name => arity(name).is_none_or(|wanted| made.children.len() == wanted),
    };
    sound.then_some(made)
}

/// How many parts the element must have, if that is fixed.
fn arity(name: &str) -> Option<usize> {
    match name {
        "semantics" => Some(1),
        "mfrac" | "mroot" | "msub" | "msup" | "munder" | "mover" => Some(2),
        "msubsup" | "munderover" => Some(3),
        _ => None,
    }
}

/// Joins a space with what follows it while there are more parts than `wanted`: before the name of
/// an operator, pulldown-latex puts it beside the name.
fn join_spaces(parts: &mut Vec<Node>, wanted: usize) {
    while parts.len() > wanted
        && let Some(at) = parts.iter().position(|part| part.name() == "mspace")
        && at + 1 < parts.len()
    {
        let pair: Vec<Node> = parts.drain(at..at + 2).collect();
        parts.insert(at, element("mrow").nodes(pair).into());
    }
}

/// Elements that hold text and nothing else.
const TOKENS: &[&str] = &["mi", "mn", "mo", "ms", "mtext"];

#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot",
    "mstyle", "merror", "mpadded", "mphantom", "mfenced", "menclose", "msub", "msup", "msubsup",
    "munder", "mover", "munderover", "mmultiscripts", "mtable", "mtr", "mtd", "semantics",
];

/// The attributes that are kept, with the elements that may have them (none named: all may) and
/// what their values must be.
const ATTRIBUTES: &[(&str, &[&str], Value)] = &[
    ("accent", &["mo", "mover", "munderover"], Value::Switch),
    ("accentunder", &["munder", "munderover"], Value::Switch),
    ("close", &["mfenced"], Value::Any),
    ("columnspacing", &["mtable"], Value::Lengths),
    ("columnspan", &["mtd"], Value::Number),
    ("depth", &["mspace", "mpadded"], Value::Lengths),
    ("dir", &["math", "mrow", "mi", "mn", "mo", "mtext"], Value::OneOf(&["ltr", "rtl"])),
    ("display", &["math"], Value::OneOf(&["block", "inline"])),
    ("displaystyle", &["math", "mstyle", "mtable"], Value::Switch),
    ("fence", &["mo"], Value::Switch),
    ("form", &["mo"], Value::OneOf(&["prefix", "infix", "postfix"])),
    ("height", &["mspace", "mpadded"], Value::Lengths),
    ("largeop", &["mo"], Value::Switch),
    ("linethickness", &["mfrac"], Value::Lengths),
    ("lspace", &["mo", "mpadded"], Value::Lengths),
    ("mathvariant", &["mi", "mn", "mo", "mtext"], Value::OneOf(&["normal"])),
    ("maxsize", &["mo"], Value::Lengths),
    ("minsize", &["mo"], Value::Lengths),
    ("movablelimits", &["mo"], Value::Switch),
    ("notation", &["menclose"], Value::Any),
    ("open", &["mfenced"], Value::Any),
    ("rowspacing", &["mtable"], Value::Lengths),
    ("rowspan", &["mtd"], Value::Number),
    ("rspace", &["mo"], Value::Lengths),
    ("scriptlevel", &["mstyle"], Value::Number),
    ("separator", &["mo"], Value::Switch),
    ("separators", &["mfenced"], Value::Any),
    ("stretchy", &["mo"], Value::Switch),
    ("style", &[], Value::Style),
    ("symmetric", &["mo"], Value::Switch),
    ("voffset", &["mpadded"], Value::Lengths),
    ("width", &["mspace", "mpadded"], Value::Lengths),
];

/// What the value of an attribute must be.
enum Value {
    Any,
    Switch,
    Number,
    Lengths,
    OneOf(&'static [&'static str]),
    Style,
}

impl Value {
    fn fits(&self, value: &str) -> bool {
        match self {
            Value::Any => true,
            Value::Switch => matches!(value, "true" | "false"),
            Value::Number => value.parse::<u8>().is_ok_and(|number| number > 0) || value == "0",
            Value::Lengths => value.split_ascii_whitespace().all(is_length),
            Value::OneOf(all) => all.contains(&value),
            Value::Style => svg::is_harmless(value),
        }
    }
}

fn is_length(text: &str) -> bool {
    let unit = ["em", "ex", "px", "in", "cm", "mm", "pt", "pc", "%"]
        .into_iter()
        .find(|unit| text.ends_with(unit))
        .unwrap_or_default();
    let number = text[..text.len() - unit.len()].trim_start_matches('-');
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && number.parse::<f32>().is_ok()
}
