//! Markdown and HTML that chance has spoilt: whatever a chapter holds, the pages are well-formed, and
//! nothing in them acts.
//!
//! Each file in `tests/mutated/` is an input; a new one that has found a fault is added there. From
//! them others are made, always the same for the same `SEED`. `MUTATIONS` says how many.

mod support;

use bindery_diagnostic::Report;
use bindery_epub::Settings;
use bindery_manuscript::Manuscript;
use mdbook_core::book::{Book, BookItem, Chapter};
use mdbook_core::config::Config;
use std::env;
use std::fs;
use std::path::Path;
use std::str::FromStr;
use support::edition_with;

const DEFAULT_MUTATIONS: u64 = 400;

/// Pieces that mean something to one of the parsers.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<div>", "</div>", "<p", "</p>", "<b>", "<table>", "<tr><td>", "<svg>", "</svg>", "<math>", "<!--", "-->",
    "--", "]]>", "<![CDATA[", "<?x ", "<script>", "</script>", "<style>", "<textarea>", "<title>", "<template>",
    "<a href='javascript:alert(1)'>", "<img src=x onerror=alert(1)>", "<a id=a>", "&", "&#0;", "&#xD800;", "&lt;",
    "\"", "'", ">", "<", "=", "`", "```\n", "~~~", "> ", "- ", "1. ", "# ", "\n\n", "\n", "    ", "\t", "|", "|---|",
    "[", "](", ")", "![", "[^1]", "[^1]: ", "*", "**", "_", "~~", "$$", "\\\\(", "\\\\)", "\\frac{", "}", "{#a}",
    "{#a .b c=d}", "\\", ": ", "\u{0}", "\u{1b}", "\u{feff}", "\u{202e}", "\u{fffe}", "\u{1f980}", "\u{301}", "\r",
];

/// Numbers that look like chance (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// Two places in `text`, in order, between characters.
    fn range(&mut self, text: &str) -> (usize, usize) {
        let (a, b) = (self.below(text.len() + 1), self.below(text.len() + 1));
        let (a, b) = (text.floor_char_boundary(a), text.floor_char_boundary(b));
        (a.min(b), a.max(b))
    }

    /// One of the inputs with something taken out, put in, doubled, or taken from another.
    fn spoilt(&mut self, inputs: &[String]) -> String {
        let mut text = inputs[self.below(inputs.len())].clone();
        for _ in 0..=self.below(8) {
            let (start, end) = self.range(&text);
            match self.below(5) {
                0 => text.replace_range(start..end, ""),
                1 if text.len() < 20_000 => text.insert_str(end, &text[start..end].to_owned()),
                2 => {
                    let other = &inputs[self.below(inputs.len())];
                    let (from, to) = self.range(other);
                    text.insert_str(start, &other[from..to]);
                }
                _ => text.insert_str(start, PIECES[self.below(PIECES.len())]),
            }
        }
        text
    }
}

/// Makes an edition of one chapter, and looks at its pages.
fn judge(text: &str) -> Result<(), String> {
    let options = "[output.html]\nmathjax-support = true\nsmart-punctuation = true";
    let config = Config::from_str(options).expect("the options are right");
    let chapter = Chapter::new("One", text.to_owned(), "one.md", Vec::new());
    let book = Book::new_with_items(vec![BookItem::Chapter(chapter)]);
    // Drawing one would take nearly all of the time.
    let cover = include_bytes!("images/dot.png").to_vec();
    let settings = Settings { cover: Some(cover), ..Settings::default() };
    let mut report = Report::default();
    let manuscript = Manuscript::new(Path::new("nowhere"), &config, &book, &mut report);
    let (edition, _) = edition_with(&manuscript, &settings, None);
    for (path, bytes) in edition.files.iter().filter(|(path, _)| path.ends_with("html")) {
        let page = std::str::from_utf8(bytes).map_err(|error| format!("{path}: {error}"))?;
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(page, options)
            .map_err(|error| format!("{path}: {error}\n{page}"))?;
        for node in tree.descendants().filter(roxmltree::Node::is_element) {
            let acts = node.tag_name().name() == "script"
                || node.attributes().any(|attribute| {
                    attribute.name().starts_with("on")
                        || attribute.value().trim().starts_with("javascript:")
                });
            if acts {
                return Err(format!("{path}: {node:?} acts\n{page}"));
            }
        }
    }
    Ok(())
}

fn number(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn whatever_a_chapter_holds_the_pages_are_well_formed_and_still() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutated");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the inputs are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    let inputs: Vec<String> =
        paths.iter().map(|path| fs::read_to_string(path).expect("an input is text")).collect();
    for (path, input) in paths.iter().zip(&inputs) {
        judge(input).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    }
    let seed = number("SEED", 0x5eed);
    let mutations = number("MUTATIONS", DEFAULT_MUTATIONS);
    println!("SEED={seed} MUTATIONS={mutations}");
    let mut chance = Chance(seed);
    for at in 0..mutations {
        let text = chance.spoilt(&inputs);
        let judged = std::panic::catch_unwind(|| judge(&text));
        let fault = judged.unwrap_or_else(|_| Err("it panicked; see above".to_owned()));
        fault.unwrap_or_else(|fault| panic!("mutation {at} of SEED={seed}:\n{fault}\n\n{text:?}"));
    }
}
