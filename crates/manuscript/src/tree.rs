//! The tree of a chapter: what Markdown and the HTML inside it come to.
//!
//! Both editions are made from these nodes and from nothing else. Names and attributes are those
//! of HTML; what HTML leaves to scripts (code blocks, mathematics, footnotes) has a node of its own.

/// A node of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Text, with entities resolved. White space is as in HTML: runs of it stand for one space.
    Text(String),
    /// An HTML element.
    Element(Element),
    /// A block of code.
    Code(CodeBlock),
    /// A formula.
    Math(Math),
    /// The mark in the text that refers to a footnote of the chapter.
    FootnoteMark(FootnoteMark),
}

/// An HTML element: one that a reader sees (comments, scripts and styles are gone), in lower case.
///
/// Elements inside `svg` keep the case that SVG gives them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// The local name: `p`, `table`, `svg`.
    pub name: String,
    /// The attributes in the order of the source; names are unique. Event handlers are gone.
    pub attrs: Vec<(String, String)>,
    /// What is inside.
    pub children: Vec<Node>,
    /// Where an `a`, `img`, `iframe`, `video`, … leads; its `href` or `src` is not among `attrs`.
    pub target: Option<Target>,
    /// The line of the chapter's source file where the element begins, counted from 1; 0 if unknown.
    pub line: u32,
}

/// Where a link leads or an image comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A chapter of the book, by its place in [`Manuscript::chapters`](crate::Manuscript::chapters),
    /// and the `id` of an element in it; without an id, the chapter's beginning.
    /// The chapter and the id exist.
    Chapter {
        /// Which chapter.
        chapter: usize,
        /// Which element of it.
        id: Option<String>,
    },
    /// A file of the book, by its place in [`Manuscript::assets`](crate::Manuscript::assets).
    Asset(usize),
    /// An address outside the book, with one of the schemes `http`, `https`, `mailto`, `tel`.
    External(String),
    /// Nowhere: what the author wrote, already reported. The words are kept, the link is not.
    Dead(String),
}

/// A block of code as a reader sees it: hidden lines gone, tabs expanded, coloured.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeBlock {
    /// The language as the author named it (`rust`, `console`); empty when none is named.
    pub language: String,
    /// The lines, without line ends.
    pub lines: Vec<Vec<Token>>,
    /// The `id` of the block, if it has one.
    pub id: Option<String>,
    /// Where the block begins in the chapter's source file, counted from 1; 0 if unknown.
    pub line: u32,
}

impl CodeBlock {
    /// The code as plain text; each line ends with a line feed.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            line.iter().for_each(|token| text.push_str(&token.text));
            text.push('\n');
        }
        text
    }
}

/// A run of code in one colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its text, without line ends.
    pub text: String,
}

/// What a run of code is, as far as a reader wants to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TokenKind {
    /// Nothing in particular.
    #[default]
    Plain,
    /// A word of the language itself.
    Keyword,
    /// The name of a type, trait or module.
    Type,
    /// The name of a function or macro.
    Function,
    /// A string, character or other text in quotes.
    String,
    /// A number or another constant of the language.
    Constant,
    /// A comment.
    Comment,
    /// An attribute, annotation or directive.
    Attribute,
    /// The prompt of a transcript (`$ `); not to be copied.
    Prompt,
    /// What a program printed, in a transcript.
    Output,
    /// A line that a diff adds.
    Inserted,
    /// A line that a diff takes away.
    Deleted,
}

impl TokenKind {
    /// The class that stands for it in XHTML and in Typst templates; empty for plain code.
    pub fn class(self) -> &'static str {
        match self {
            TokenKind::Plain => "",
            TokenKind::Keyword => "keyword",
            TokenKind::Type => "type",
            TokenKind::Function => "function",
            TokenKind::String => "string",
            TokenKind::Constant => "constant",
            TokenKind::Comment => "comment",
            TokenKind::Attribute => "attribute",
            TokenKind::Prompt => "prompt",
            TokenKind::Output => "output",
            TokenKind::Inserted => "inserted",
            TokenKind::Deleted => "deleted",
        }
    }
}

/// A formula in TeX's language, without its delimiters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Math {
    /// The source: `\frac{1}{2}`.
    pub tex: String,
    /// Whether it stands in a line of its own.
    pub display: bool,
    /// Where it begins in the chapter's source file, counted from 1; 0 if unknown.
    pub line: u32,
}

/// The mark in the text that refers to a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteMark {
    /// The footnote's place in [`Chapter::footnotes`](crate::Chapter::footnotes).
    pub footnote: usize,
    /// Which mark for that footnote this is, counted from 1.
    pub occurrence: u32,
}

/// A footnote, in the order in which the chapter first refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// The author's name for it.
    pub name: String,
    /// How many marks refer to it; at least one.
    pub marks: u32,
    /// What it says.
    pub body: Vec<Node>,
}

impl Element {
    /// An element without attributes or children.
    pub fn new(name: &str) -> Self {
        Element { name: name.to_owned(), ..Element::default() }
    }

    /// The value of the attribute `name`.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Sets the attribute `name`.
    pub fn set_attr(&mut self, name: &str, value: impl Into<String>) {
        match self.attrs.iter_mut().find(|(key, _)| key == name) {
            Some(attr) => attr.1 = value.into(),
            None => self.attrs.push((name.to_owned(), value.into())),
        }
    }

    /// Whether `class` is among the element's classes.
    pub fn has_class(&self, class: &str) -> bool {
        self.attr("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
    }

    /// The level of a heading: 1 for `h1`, to 6.
    pub fn heading_level(&self) -> Option<u8> {
        match self.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        }
    }
}

/// The text of the nodes, marks of footnotes left out.
pub fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    collect_text(nodes, &mut text);
    text
}

fn collect_text(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) => collect_text(&element.children, text),
            Node::Code(code) => text.push_str(&code.text()),
            Node::Math(math) => text.push_str(&math.tex),
            Node::FootnoteMark(_) => {}
        }
    }
}
