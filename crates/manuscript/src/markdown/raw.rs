//! Raw HTML inside Markdown: tag by tag, so that what stays open can be closed in time.

use super::{attribute, escape, private};
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// The raw tags that are open, by the Markdown element they stand in.
pub(super) struct RawTags {
    open: Vec<Vec<String>>,
    /// The element for machines that is open, and in how many Markdown elements it stands.
    skipping: Option<(String, usize)>,
}

impl Default for RawTags {
    fn default() -> Self {
        RawTags { open: vec![Vec::new()], skipping: None }
    }
}

impl RawTags {
    /// A Markdown element begins.
    pub(super) fn enter(&mut self) {
        self.open.push(Vec::new());
    }

    /// A Markdown element ends: what is still open in it is closed.
    pub(super) fn leave(&mut self, out: &mut String) {
        for name in self.open.pop().unwrap_or_default().into_iter().rev() {
            out.push_str(&format!("</{name}>"));
        }
        self.skipping.take_if(|(_, depth)| self.open.len() < *depth);
        if self.open.is_empty() {
            self.open.push(Vec::new());
        }
    }

    /// Whether what comes is for machines: the text between the tags of a `script`.
    pub(super) fn is_skipping(&self) -> bool {
        self.skipping.is_some()
    }

    /// A block of raw HTML ends: what it left open for machines takes no further text with it.
    pub(super) fn end_block(&mut self) {
        self.skipping = None;
    }

    /// Writes a piece of raw HTML, with at most `room` elements open at a time.
    pub(super) fn write(&mut self, html: &str, line: u32, room: usize, out: &mut String) {
        for token in tokens(html) {
            match token {
                Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                    if is_unseen(&tag.name) && !self.inside("svg") && !tag.self_closing {
                        self.skipping = Some((tag.name.to_string(), self.open.len()));
                    } else if !self.is_skipping() {
                        self.start(&tag, line, room, out);
                    }
                }
                Token::TagToken(tag) => {
                    if self.skipping.take_if(|(name, _)| *name == *tag.name).is_some() {
                        continue;
                    }
                    if !self.is_skipping() {
                        self.end(&tag.name, out);
                    }
                }
                Token::CharacterTokens(text) if !self.is_skipping() => escape(&text, out),
                _ => {}
            }
        }
    }

    fn inside(&self, name: &str) -> bool {
        self.open.iter().flatten().any(|open| open == name)
    }

    fn start(&mut self, tag: &Tag, line: u32, room: usize, out: &mut String) {
        let depth: usize = self.open.iter().map(Vec::len).sum();
        if depth >= room {
            return;
        }
        out.push_str(&format!("<{} {}=\"{line}\"", tag.name, private::LINE));
        for attr in &tag.attrs {
            let name = match &attr.name.prefix {
                Some(prefix) => format!("{prefix}:{}", attr.name.local),
                None => attr.name.local.to_string(),
            };
            if !name.starts_with("data-bindery-") {
                attribute(&name, &attr.value, out);
            }
        }
        out.push('>');
        if is_void(&tag.name) {
            return;
        }
        if tag.self_closing {
            out.push_str(&format!("</{}>", tag.name));
        } else if let Some(open) = self.open.last_mut() {
            open.push(tag.name.to_string());
        }
    }

    /// Closes `name` and what is open inside it; a tag that nothing opened is dropped.
    fn end(&mut self, name: &str, out: &mut String) {
        let Some(open) = self.open.last_mut() else { return };
        let Some(at) = open.iter().rposition(|open| open == name) else { return };
        for name in open.split_off(at).into_iter().rev() {
            out.push_str(&format!("</{name}>"));
        }
    }
}

/// Elements whose content is for machines.
fn is_unseen(name: &str) -> bool {
    matches!(name, "script" | "style" | "title" | "template" | "noembed" | "noframes")
}

/// Elements that have no end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

#[derive(Default)]
struct Collector {
    tokens: RefCell<Vec<Token>>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let raw = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag && !tag.self_closing => {
                match &*tag.name {
                    "script" => Some(RawKind::ScriptData),
                    "style" => Some(RawKind::Rawtext),
                    _ => None,
                }
            }
            _ => None,
        };
        self.tokens.borrow_mut().push(token);
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

fn tokens(html: &str) -> Vec<Token> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.tokens.take()
}
