//! What the tests share: manuscripts from XML, a look into the archive, epubcheck.

// Each test binary uses its own part of this.
#![allow(dead_code)]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use bindery_diagnostic::Report;
use bindery_epub::{PageList, Settings, render};
use bindery_manuscript::{
    Chapter, CodeBlock, Element, FootnoteMark, Info, Item, Manuscript, Math, Node, Target, Token,
    TokenKind,
};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Other people's books, where they are.
pub const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");

/// A book with one chapter for each of `bodies`, written in XML as [`nodes`] reads it.
pub fn book(bodies: &[&str]) -> Manuscript {
    let items = bodies.iter().enumerate().map(|(place, body)| {
        Item::Chapter(Chapter {
            name: format!("Chapter {}", place + 1),
            number: Some(vec![place as u32 + 1]),
            path: Some(PathBuf::from(format!("chapter-{}.md", place + 1))),
            source: Some(PathBuf::from(format!("src/chapter-{}.md", place + 1))),
            body: nodes(&format!("<h1>Chapter {}</h1>{body}", place + 1)),
            ..Chapter::default()
        })
    });
    Manuscript {
        info: Info {
            title: "A test".into(),
            authors: vec!["Ada & Bob".into()],
            language: "en".into(),
            date: Some("2026-11-22".into()),
            identifier: "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8".into(),
            ..Info::default()
        },
        items: items.collect(),
        ..Manuscript::default()
    }
}

/// The chapter at `index`.
pub fn chapter(manuscript: &mut Manuscript, index: usize) -> &mut Chapter {
    match &mut manuscript.items[index] {
        Item::Chapter(chapter) => chapter,
        other => panic!("{other:?} is no chapter"),
    }
}

/// Nodes of a manuscript from XML. A target is written as `to="0#id"`, `to="asset 1"`,
/// `to="https://…"` or `to="dead x"`; `<CODE>`, `<MATH>` and `<MARK>` are the nodes of these names.
pub fn nodes(xml: &str) -> Vec<Node> {
    let xml = format!("<x xmlns:xlink='http://www.w3.org/1999/xlink'>{xml}</x>");
    let document =
        roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    children(document.root_element())
}

fn children(parent: roxmltree::Node<'_, '_>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for child in parent.children() {
        let text = || child.text().unwrap_or_default().to_owned();
        let number = |name| child.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(0);
        if child.is_text() {
            nodes.push(Node::Text(text()));
            continue;
        }
        nodes.push(match child.tag_name().name() {
            "CODE" => Node::Code(CodeBlock {
                language: "rust".into(),
                lines: text().lines().map(tokens).collect(),
                id: child.attribute("id").map(str::to_owned),
                line: 7,
            }),
            "MATH" => {
                let display = child.has_attribute("display");
                Node::Math(Math { tex: text(), display, line: 3 })
            }
            "MARK" => Node::FootnoteMark(FootnoteMark {
                footnote: number("note") as usize,
                occurrence: number("n").max(1),
            }),
            name => Node::Element(Element {
                name: name.to_owned(),
                attrs: child
                    .attributes()
                    .filter(|attribute| attribute.name() != "to")
                    .map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned()))
                    .collect(),
                children: children(child),
                target: child.attribute("to").map(target),
                line: 5,
            }),
        });
    }
    nodes
}

/// Words that begin with a capital are types, the others plain.
fn tokens(line: &str) -> Vec<Token> {
    line.split_inclusive(' ')
        .map(|word| {
            let capital = word.starts_with(char::is_uppercase);
            let kind = if capital { TokenKind::Type } else { TokenKind::Plain };
            Token { kind, text: word.to_owned() }
        })
        .collect()
}

fn target(text: &str) -> Target {
    if let Some(asset) = text.strip_prefix("asset ") {
        return Target::Asset(asset.parse().unwrap());
    }
    if let Some(dead) = text.strip_prefix("dead ") {
        return Target::Dead(dead.to_owned());
    }
    let (chapter, id) = text.split_once('#').unwrap_or((text, ""));
    match chapter.parse() {
        Ok(chapter) => {
            let id = Some(id.to_owned()).filter(|id| !id.is_empty());
            Target::Chapter { chapter, id }
        }
        Err(_) => Target::External(text.to_owned()),
    }
}

/// The edition of `manuscript`, and what was found wrong with it.
pub fn edition(manuscript: &Manuscript, pages: Option<&PageList>) -> (Edition, Report) {
    edition_with(manuscript, &Settings::default(), pages)
}

/// The edition of `manuscript` with `settings`, and what was found wrong with it.
pub fn edition_with(
    manuscript: &Manuscript,
    settings: &Settings,
    pages: Option<&PageList>,
) -> (Edition, Report) {
    let mut report = Report::default();
    let bytes = render(manuscript, settings, pages, &mut report).unwrap();
    (Edition::open(bytes), report)
}

/// An edition, opened.
pub struct Edition {
    /// The archive.
    pub bytes: Vec<u8>,
    /// Its files by their paths.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Edition {
    fn open(bytes: Vec<u8>) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            assert!(files.insert(name, content).is_none(), "a path twice");
        }
        Edition { bytes, files }
    }

    /// The text file at `path`, below the package's folder.
    pub fn text(&self, path: &str) -> &str {
        let path = format!("EPUB/{path}");
        let bytes = self.files.get(&path).unwrap_or_else(|| {
            panic!("no {path} among {:?}", self.files.keys().collect::<Vec<_>>())
        });
        std::str::from_utf8(bytes).unwrap()
    }

    /// What stands between `from` and `to` in the text file at `path`, line ends left out.
    pub fn part(&self, path: &str, from: &str, to: &str) -> String {
        let text = self.text(path).replace('\n', "");
        let start = text.find(from).unwrap_or_else(|| panic!("no {from} in {text}"));
        let end = text[start..].find(to).unwrap_or_else(|| panic!("no {to} in {text}"));
        text[start..start + end].to_owned()
    }

    /// Fails unless each XML file is well-formed and epubcheck has nothing to say.
    pub fn check(&self) {
        for (path, content) in &self.files {
            if ["xhtml", "opf", "ncx", "xml", "svg"].iter().any(|end| path.ends_with(end)) {
                let text = std::str::from_utf8(content).unwrap();
                let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
                if let Err(error) = roxmltree::Document::parse_with_options(text, options) {
                    panic!("{path} is not well-formed: {error}\n{text}");
                }
            }
        }
        epubcheck(&self.bytes);
    }
}

/// Fails if epubcheck finds an error or a warning in the archive.
///
/// `EPUBCHECK` may name other copies of it than the one on the path, with `:` between them. Where
/// there is none the check is skipped with a message, in CI it fails.
pub fn epubcheck(archive: &[u8]) {
    let checkers = checkers();
    if checkers.is_empty() {
        return missing("epubcheck", "apt-get install epubcheck, or name its .jar by EPUBCHECK");
    }
    let name =
        format!("bindery-epub-{}-{:?}.epub", std::process::id(), std::thread::current().id());
    let file = env::temp_dir().join(name.replace(['(', ')'], ""));
    fs::write(&file, archive).unwrap();
    for checker in checkers {
        let is_jar = fs::read(&checker).is_ok_and(|bytes| bytes.starts_with(b"PK"));
        let mut command = if is_jar { Command::new("java") } else { Command::new(&checker) };
        if is_jar {
            // Started often and for a short time: optimising would cost more than it saves.
            command.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]).arg(&checker);
        }
        let output = command.arg(&file).env("LC_ALL", "C").output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let found: Vec<&str> = said
            .lines()
            .filter(|line| ["FATAL", "ERROR", "WARNING"].iter().any(|word| line.starts_with(word)))
            // Version 4 knows EPUB 3.2 only; the property came with EPUB Accessibility 1.1.
            .filter(|line| !line.ends_with("Undefined property: \"pageBreakSource\"."))
            .collect();
        let clean = said.contains("EPUBCheck completed") && found.is_empty();
        if !clean {
            let kept = file.with_extension("kept.epub");
            fs::copy(&file, &kept).unwrap();
            fs::remove_file(&file).unwrap();
            panic!("{}\n{}\n{}", kept.display(), checker.display(), found.join("\n"));
        }
    }
    fs::remove_file(&file).unwrap();
}

/// Says that a tool for a test isn't there and what installs it; in CI, fails.
pub fn missing(tool: &str, install: &str) {
    assert!(env::var_os("CI").is_none(), "{tool} is needed in CI: {install}");
    eprintln!("skipped: there is no {tool} here; to have this tested: {install}");
}

fn checkers() -> Vec<PathBuf> {
    if let Some(named) = env::var_os("EPUBCHECK") {
        return env::split_paths(&named).collect();
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let installed = env::split_paths(&folders).map(|folder| folder.join("epubcheck"));
    installed.filter(|file| Path::is_file(file)).take(1).collect()
}

/// The words of a page, without the marks of footnotes, which the manuscript's text hasn't.
pub fn words_of_page(xhtml: &str) -> String {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(xhtml, options).unwrap();
    let mut text = String::new();
    for node in document.descendants().filter(roxmltree::Node::is_text) {
        let in_mark = node.ancestors().any(|a| a.attribute("class") == Some("noteref"));
        let in_annotation = node.ancestors().any(|a| a.tag_name().name() == "annotation");
        if !in_mark && !in_annotation {
            text.push_str(node.text().unwrap_or_default());
        }
    }
    squeeze(&text)
}

/// The text without white space, and without the boxes of tasks, which the manuscript has as fields.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '☐' | '☑')).collect()
}
