//! What stands in a formula: signs, numbers, names, and the marks above and below them.

use pulldown_latex::event::{Content, DelimiterSize, DelimiterType, Font};

use crate::literal::literal;

/// A sign, a number or a name.
pub(super) fn leaf(content: Content<'_>, font: Option<Font>) -> String {
    let class = |class: &str, c: char| format!("math.class(\"{class}\", {})", sign(c));
    match content {
        Content::Text(text) => format!("math-text({})", literal(text)),
        Content::Number(number) => in_font(font, &literal(number)),
        Content::Function(name) => format!("math.op({})", literal(name)),
        Content::Ordinary { content, .. } => in_font(font, &sign(content)),
        Content::LargeOp { content, .. } => class("large", content),
        Content::BinaryOp { content, .. } => class("binary", content),
        Content::Relation { content, .. } => {
            let mut buffer = [0; 8];
            let bytes = content.encode_utf8_to_buf(&mut buffer);
            let text = String::from_utf8_lossy(bytes);
            let signs: String = text.chars().map(|c| sign(c) + ";").collect();
            format!("math.class(\"relation\", {{{signs}}})")
        }
        Content::Delimiter { content, size, ty } => {
            let kind = match ty {
                DelimiterType::Open => "opening",
                DelimiterType::Fence => return format!("math.mid({})", sign(content)),
                DelimiterType::Close => "closing",
            };
            let size = match size {
                None => return class(kind, content),
                Some(DelimiterSize::Big) => 1.2,
                Some(DelimiterSize::BIG) => 1.8,
                Some(DelimiterSize::Bigg) => 2.4,
                Some(DelimiterSize::BIGG) => 3.0,
            };
            format!("math.stretch(size: {size}em, {})", class(kind, content))
        }
        Content::Punctuation(c) => class("punctuation", c),
    }
}

/// A character as mathematics sees it.
pub(super) fn sign(c: char) -> String {
    format!("sign({})", literal(c.encode_utf8(&mut [0; 4])))
}

pub(super) fn in_font(font: Option<Font>, element: &str) -> String {
    let (before, after) = match font {
        None => return element.to_owned(),
        Some(Font::UpRight) => ("math.upright(", ")"),
        Some(Font::Italic) => ("math.italic(", ")"),
        Some(Font::Bold) => ("math.bold(math.upright(", "))"),
        Some(Font::BoldItalic | Font::BoldSymbol) => ("math.bold(", ")"),
        Some(Font::Script) => ("math.cal(", ")"),
        Some(Font::BoldScript) => ("math.bold(math.cal(", "))"),
        Some(Font::Fraktur) => ("math.frak(", ")"),
        Some(Font::BoldFraktur) => ("math.bold(math.frak(", "))"),
        Some(Font::Monospace) => ("math.mono(", ")"),
        Some(Font::SansSerif) => ("math.sans(math.upright(", "))"),
        Some(Font::SansSerifItalic) => ("math.sans(", ")"),
        Some(Font::BoldSansSerif) => ("math.bold(math.sans(math.upright(", ")))"),
        Some(Font::SansSerifBoldItalic) => ("math.bold(math.sans(", "))"),
        Some(Font::DoubleStruck | Font::DoubleStruckItalic) => ("math.bb(", ")"),
    };
    format!("{before}{element}{after}")
}

/// The call that puts a mark above or below `base`; `None` if `c` is no mark but a script.
pub(super) fn accent(c: char, above: bool, base: &str) -> Option<String> {
    let mark = match (c, above) {
        ('´', true) => "\u{301}",
        ('˘', true) => "\u{306}",
        ('ˇ', true) => "\u{30c}",
        ('˙', true) => "\u{307}",
        ('¨', true) => "\u{308}",
        ('`', true) => "\u{300}",
        ('^', true) => "\u{302}",
        ('~', true) => "\u{303}",
        ('˚', true) => "\u{30a}",
        ('→', true) => "\u{20d7}",
        ('←', true) => "\u{20d6}",
        ('↔', true) => "\u{20e1}",
        ('⇀', true) => "\u{20d1}",
        ('↼', true) => "\u{20d0}",
        ('‾', true) => return Some(format!("math.overline({base})")),
        ('_', false) => return Some(format!("math.underline({base})")),
        ('⏞', true) => return Some(format!("math.overbrace({base})")),
        ('⏟', false) => return Some(format!("math.underbrace({base})")),
        ('⎴', true) => return Some(format!("math.overbracket({base})")),
        ('⎵', false) => return Some(format!("math.underbracket({base})")),
        ('⏜', true) => return Some(format!("math.overparen({base})")),
        ('⏝', false) => return Some(format!("math.underparen({base})")),
        _ => return None,
    };
    Some(format!("math.accent({base}, {})", literal(mark)))
}
