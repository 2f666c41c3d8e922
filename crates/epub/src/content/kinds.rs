//! What becomes of each HTML element: which XHTML element it is, and what may stand in it.

/// How an element of the manuscript is turned into XHTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Takes blocks and text.
    Flow(&'static str),
    /// A paragraph: takes text, and ends where a block begins.
    Paragraph,
    /// Takes text only; blocks inside are turned into text.
    Heading(&'static str),
    /// Text with a meaning; a block inside is given the meaning line by line.
    Inline(&'static str),
    /// Text without a meaning; becomes a `div` when there is a block inside.
    Generic,
    /// Takes what its parent takes.
    Transparent(&'static str),
    /// A link, or the place of an anchor.
    Anchor,
    /// Takes nothing.
    Void(&'static str),
    /// A list whose children are `li`.
    List(&'static str),
    /// `dl`
    DefinitionList,
    /// `table`
    Table,
    /// A part of a table that takes rows, or `tr`, which takes cells.
    Rows(&'static str),
    /// `colgroup` or `col`
    Column(&'static str),
    /// Text that keeps its white space.
    Preformatted,
    /// `figure`
    Figure,
    /// `ruby`
    Ruby,
    /// `details`
    Details,
    /// `blockquote`, which may be an admonition.
    Quote,
    /// `img`
    Image,
    /// What an EPUB cannot play or frame: a link stands for it.
    Media,
    /// `input`
    Input,
    /// `svg`
    Svg,
    /// `math`
    Math,
    /// Nothing that a reader sees.
    Dropped,
}

/// The kind of the element `name`, and the class that keeps what the name said, if any.
pub(super) fn kind(name: &str) -> (Kind, Option<&'static str>) {
    use Kind::*;
    let plain = match name {
        "p" => Paragraph,
        "h1" => Heading("h1"),
        "h2" => Heading("h2"),
        "h3" => Heading("h3"),
        "h4" => Heading("h4"),
        "h5" => Heading("h5"),
        "h6" => Heading("h6"),
        "div" => Flow("div"),
        "section" => Flow("section"),
        "article" => Flow("article"),
        "aside" => Flow("aside"),
        "figcaption" => Flow("figcaption"),
        "li" => Flow("li"),
        "dt" => Flow("dt"),
        "dd" => Flow("dd"),
        "td" => Flow("td"),
        "th" => Flow("th"),
        "em" => Inline("em"),
        "strong" => Inline("strong"),
        "small" => Inline("small"),
        "s" => Inline("s"),
        "cite" => Inline("cite"),
        "q" => Inline("q"),
        "dfn" => Inline("dfn"),
        "abbr" => Inline("abbr"),
        "time" => Inline("time"),
        "code" => Inline("code"),
        "var" => Inline("var"),
        "samp" => Inline("samp"),
        "kbd" => Inline("kbd"),
        "sub" => Inline("sub"),
        "sup" => Inline("sup"),
        "i" => Inline("i"),
        "b" => Inline("b"),
        "u" => Inline("u"),
        "mark" => Inline("mark"),
        "bdi" => Inline("bdi"),
        "bdo" => Inline("bdo"),
        "ins" => Transparent("ins"),
        "del" => Transparent("del"),
        "a" => Anchor,
        "br" => Void("br"),
        "wbr" => Void("wbr"),
        "hr" => Void("hr"),
        "ul" | "menu" | "dir" => List("ul"),
        "ol" => List("ol"),
        "dl" => DefinitionList,
        "table" => Table,
        "thead" => Rows("thead"),
        "tbody" => Rows("tbody"),
        "tfoot" => Rows("tfoot"),
        "tr" => Rows("tr"),
        "caption" => Heading("caption"),
        "colgroup" => Column("colgroup"),
        "col" => Column("col"),
        "pre" | "listing" | "xmp" | "plaintext" => Preformatted,
        "figure" => Figure,
        "ruby" => Ruby,
        "rt" => Heading("rt"),
        "rp" => Dropped,
        "details" => Details,
        "blockquote" => Quote,
        "img" | "image" => Image,
        "iframe" | "video" | "audio" | "embed" | "object" | "area" => Media,
        "input" => Input,
        "svg" => Svg,
        "math" => Math,
        "script" | "style" | "template" | "head" | "title" | "base" | "link" | "meta" | "param"
        | "source" | "track" | "frame" | "frameset" | "noframes" | "datalist" => Dropped,
        _ => return renamed(name),
    };
    (plain, None)
}

/// Elements that XHTML has another name for, or none.
fn renamed(name: &str) -> (Kind, Option<&'static str>) {
    use Kind::*;
    match name {
        "center" => (Flow("div"), Some("center")),
        "summary" => (Paragraph, Some("summary")),
        "legend" => (Paragraph, Some("legend")),
        "address" => (Flow("div"), Some("address")),
        "tt" => (Inline("code"), None),
        "strike" => (Inline("s"), None),
        "acronym" => (Inline("abbr"), None),
        "big" => (Generic, Some("big")),
        "nobr" => (Generic, Some("nobr")),
        "main" | "nav" | "header" | "footer" | "hgroup" | "search" | "form" | "fieldset"
        | "dialog" | "body" | "html" | "optgroup" | "option" | "select" => (Flow("div"), None),
        // `font`, `label`, `button`, `data`, what somebody made up, …
        _ => (Generic, None),
    }
}

/// Whether the XHTML element `name` is a block: one that cannot stand in a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "aside"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "pre"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "caption"
            | "colgroup"
            | "col"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
    )
}
