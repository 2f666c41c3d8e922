//! Formulas: TeX's events as calls of Typst's functions for mathematics.
//!
//! The TeX is read by `pulldown-latex`; what it finds is written as calls whose arguments are string
//! literals, so that a formula can no more become Typst code than a paragraph can.

mod rows;
mod signs;

use std::iter::Peekable;

use bindery_manuscript::Math;
use pulldown_latex::event::{
    Content, Dimension, DimensionUnit, EnvironmentFlow, Event, Font, Grouping, ScriptPosition,
    ScriptType, StateChange, Style, Visual,
};
use pulldown_latex::{Parser, Storage};

use crate::literal::literal;

use rows::{Rows, group, lines};
use signs::{accent, leaf};

/// A formula nested deeper than this is shown as its source.
const MAX_DEPTH: usize = 24;

/// How the call for a long formula begins.
pub(crate) const LONG: &str = "long-formula(";

/// No character of TeX comes to more than this on paper, in em of the text, but for a few commands
/// that make space.
const WIDEST: f32 = 1.0;

/// The call that sets a formula in lines of `room` points, of text whose em is `em` points; and what
/// is wrong if its source has to stand for it.
pub(crate) fn formula(math: &Math, room: f32, em: f32) -> (String, Option<String>) {
    let alt = literal(math.tex.trim());
    let at_most = math.tex.chars().count() as f32 * WIDEST * em;
    match convert(&math.tex) {
        Ok(body) if !body.is_empty() => {
            let call = match at_most > room {
                true => format!("{LONG}{room:.1}pt, "),
                false => "formula(".to_owned(),
            };
            (format!("{call}{}, {alt}, {{{body}}})", math.display), None)
        }
        Ok(_) => (format!("code({alt})"), None),
        Err(problem) => (format!("code({alt})"), Some(problem)),
    }
}

fn convert(tex: &str) -> Result<String, String> {
    let storage = Storage::new();
    let events = Parser::new(tex, &storage)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| error.to_string().lines().next().unwrap_or_default().to_owned())?;
    let mut writer = Writer { events: events.into_iter().peekable(), depth: 0 };
    let rows = writer.rows(None)?;
    Ok(lines(rows))
}

struct Writer<'e, I: Iterator<Item = Event<'e>>> {
    events: Peekable<I>,
    depth: usize,
}

impl<'e, I: Iterator<Item = Event<'e>>> Writer<'e, I> {
    /// The elements up to the end of the group.
    fn rows(&mut self, font: Option<Font>) -> Result<Rows, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("the formula is nested too deep".to_owned());
        }
        let mut rows: Rows = vec![vec![String::new()]];
        let mut state = State { font, style: None };
        while let Some(event) = self.events.next() {
            match event {
                Event::End => break,
                Event::EnvironmentFlow(EnvironmentFlow::Alignment) => {
                    state = State { font, style: None };
                    if let Some(row) = rows.last_mut() {
                        row.push(String::new());
                    }
                }
                Event::EnvironmentFlow(EnvironmentFlow::NewLine { .. }) => {
                    state = State { font, style: None };
                    rows.push(vec![String::new()]);
                }
                Event::EnvironmentFlow(EnvironmentFlow::StartLines { .. }) => {}
                Event::StateChange(StateChange::Font(new)) => state.font = new,
                Event::StateChange(StateChange::Style(new)) => state.style = Some(new),
                Event::StateChange(StateChange::Color(_)) => {}
                event => {
                    let element = self.element(event, state.font)?;
                    if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                        cell.push_str(&state.styled(&element));
                        cell.push(';');
                    }
                }
            }
        }
        self.depth -= 1;
        if rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
            rows.pop();
        }
        Ok(rows)
    }

    /// The next element as an argument: content in braces.
    fn argument(&mut self, font: Option<Font>) -> Result<String, String> {
        let mut state = State { font, style: None };
        loop {
            match self.events.next() {
                Some(Event::StateChange(StateChange::Font(new))) => state.font = new,
                Some(Event::StateChange(StateChange::Style(new))) => state.style = Some(new),
                Some(Event::StateChange(StateChange::Color(_))) => {}
                Some(event) => {
                    let element = self.element(event, state.font)?;
                    return Ok(format!("{{{}}}", state.styled(&element)));
                }
                None => return Err("the formula ends too early".to_owned()),
            }
        }
    }

    fn element(&mut self, event: Event<'e>, font: Option<Font>) -> Result<String, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("the formula is nested too deep".to_owned());
        }
        let code = match event {
            Event::Content(content) => leaf(content, font),
            Event::Begin(grouping) => {
                let inherited = match grouping {
                    Grouping::Normal | Grouping::LeftRight(..) => font,
                    _ => None,
                };
                let rows = self.rows(inherited)?;
                group(&grouping, rows)
            }
            Event::Visual(visual) => self.visual(visual, font)?,
            Event::Script { ty, position } => self.script(ty, position, font)?,
            Event::Space { width, .. } => match width.map(em) {
                Some(width) => format!("h({width:.3}em)"),
                None => "none".to_owned(),
            },
            Event::End | Event::StateChange(_) | Event::EnvironmentFlow(_) => "none".to_owned(),
        };
        self.depth -= 1;
        Ok(code)
    }

    fn visual(&mut self, visual: Visual, font: Option<Font>) -> Result<String, String> {
        let first = self.argument(font)?;
        Ok(match visual {
            Visual::SquareRoot => format!("math.sqrt({first})"),
            Visual::Negation => format!("math.cancel({first})"),
            Visual::Root => format!("math.root({}, {first})", self.argument(font)?),
            Visual::Fraction(bar) => {
                let second = self.argument(font)?;
                match bar {
                    Some(bar) if bar.value == 0.0 => {
                        format!("math.vec(delim: none, gap: .3em, {first}, {second})")
                    }
                    _ => format!("math.frac({first}, {second})"),
                }
            }
        })
    }

    fn script(
        &mut self,
        ty: ScriptType,
        position: ScriptPosition,
        font: Option<Font>,
    ) -> Result<String, String> {
        let base = self.argument(font)?;
        let around = position != ScriptPosition::Right;
        if around
            && ty != ScriptType::SubSuperscript
            && let Some(Event::Content(Content::Ordinary { content, .. })) = self.events.peek()
            && let Some(call) = accent(*content, ty == ScriptType::Superscript, &base)
        {
            self.events.next();
            return Ok(call);
        }
        let (below, above) = match ty {
            ScriptType::Subscript => (Some(self.argument(font)?), None),
            ScriptType::Superscript => (None, Some(self.argument(font)?)),
            ScriptType::SubSuperscript => {
                let below = self.argument(font)?;
                (Some(below), Some(self.argument(font)?))
            }
        };
        let base = match position {
            ScriptPosition::Right => format!("math.scripts({base})"),
            ScriptPosition::AboveBelow => format!("math.limits({base})"),
            ScriptPosition::Movable => format!("math.limits(inline: false, {base})"),
        };
        let below = below.map(|below| format!(", b: {below}")).unwrap_or_default();
        let above = above.map(|above| format!(", t: {above}")).unwrap_or_default();
        Ok(format!("math.attach({base}{below}{above})"))
    }
}

/// What TeX's switches have set for the rest of a group.
struct State {
    font: Option<Font>,
    style: Option<Style>,
}

impl State {
    fn styled(&self, element: &str) -> String {
        match self.style {
            Some(Style::Display) => format!("math.display({element})"),
            Some(Style::Text) => format!("math.inline({element})"),
            Some(Style::Script) => format!("math.script({element})"),
            Some(Style::ScriptScript) => format!("math.sscript({element})"),
            None => element.to_owned(),
        }
    }
}

/// A width in em of the formula's text; absolute lengths at ten points to the em.
fn em(dimension: Dimension) -> f32 {
    let factor = match dimension.unit {
        DimensionUnit::Em => 1.0,
        DimensionUnit::Mu => 1.0 / 18.0,
        DimensionUnit::Ex => 0.45,
        DimensionUnit::Pt | DimensionUnit::Bp | DimensionUnit::Dd => 0.1,
        DimensionUnit::Pc | DimensionUnit::Cc => 1.2,
        DimensionUnit::In => 7.2,
        DimensionUnit::Mm => 0.283,
        DimensionUnit::Cm => 2.83,
        DimensionUnit::Sp => 0.0,
    };
    (dimension.value * factor).clamp(-20.0, 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(tex: &str) -> String {
        convert(tex).unwrap()
    }

    #[test]
    fn fractions_roots_and_scripts() {
        assert_eq!(set(r"\frac{1}{2}"), r#"math.frac({{"1";}},{{"2";}});"#.replace("},{", "}, {"));
        assert_eq!(set(r"\sqrt{x}"), r#"math.sqrt({{sign("x");}});"#);
        assert!(set("x_1^2").starts_with(r#"math.attach(math.scripts({sign("x")}), b: "#));
        assert!(set(r"\hat{x}").starts_with("math.accent("));
    }

    #[test]
    fn text_in_a_formula_is_a_literal() {
        assert_eq!(set(r##"\text{"#read(1)}"##), r##"math-text("\"#read(1)");"##);
    }

    #[test]
    fn nonsense_is_an_error_not_a_panic() {
        for tex in [r"\frac{1}", r"\nosuch", "{", "}", r"\left(", r"\begin{matrix} a", "x_", "^"] {
            let _ = convert(tex);
        }
        assert!(convert(r"\nosuchcommand").is_err());
        assert!(convert(&format!("{}x{}", "{".repeat(400), "}".repeat(400))).is_err());
    }
}
