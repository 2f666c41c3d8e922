//! From mdBook's book to the manuscript.

use crate::assets::Assets;
use crate::convert::{Context, convert};
use crate::lines::LineMap;
use crate::links::Links;
use crate::markdown::to_html;
use crate::{Chapter, Item, Manuscript, Settings, headings, math};
use bindery_diagnostic::Report;
use mdbook_core::book::{self, Book, BookItem};
use mdbook_core::config::Config;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

impl Manuscript {
    /// Makes the manuscript of `book`, as mdBook's preprocessors have left it.
    ///
    /// `root` is the book's folder, `config` its `book.toml`. Reads source files (for the places
    /// in messages) and images below the book's source folder, and nothing else. What is wrong
    /// goes into `report`; the manuscript is whole all the same, with words in place of what
    /// couldn't be shown.
    pub fn new(root: &Path, config: &Config, book: &Book, report: &mut Report) -> Manuscript {
        let (settings, info) = Settings::read(root, config, report);
        let src = root.join(&config.book.src);
        let mut sources = Vec::new();
        let mut items = Vec::new();
        flatten(&book.items, 0, &mut items, &mut sources);

        let parsed: Vec<Parsed> =
            sources.par_iter().map(|source| parse(source, &src, &settings)).collect();
        let mut chapters = Vec::with_capacity(parsed.len());
        let mut ids = Vec::with_capacity(parsed.len());
        let mut lines = Vec::with_capacity(parsed.len());
        for part in parsed {
            report.append(part.report);
            chapters.push(part.chapter);
            ids.push(part.ids);
            lines.push(part.lines);
        }

        let views: Vec<&Chapter> = chapters.iter().collect();
        let mut links = Links::new(&views, &ids, &settings, Assets::new(&src));
        for (at, chapter) in chapters.iter_mut().enumerate() {
            links.resolve(at, chapter, &lines[at], report);
        }
        let assets = links.finish(report).into_vec();

        let mut chapters = chapters.into_iter();
        let items = items.into_iter().filter_map(|item| match item {
            Outline::Part(title) => Some(Item::Part(title)),
            Outline::Separator => Some(Item::Separator),
            Outline::Chapter => chapters.next().map(Item::Chapter),
        });
        Manuscript { info, folder: src, items: items.collect(), assets }
    }
}

/// The table of contents, with chapters by their order.
enum Outline {
    Part(String),
    Separator,
    Chapter,
}

struct Source<'a> {
    chapter: &'a book::Chapter,
    depth: usize,
}

fn flatten<'a>(
    items: &'a [BookItem],
    depth: usize,
    outline: &mut Vec<Outline>,
    sources: &mut Vec<Source<'a>>,
) {
    for item in items {
        match item {
            BookItem::Separator => outline.push(Outline::Separator),
            BookItem::PartTitle(title) => outline.push(Outline::Part(title.clone())),
            BookItem::Chapter(chapter) => {
                outline.push(Outline::Chapter);
                sources.push(Source { chapter, depth });
                flatten(&chapter.sub_items, depth + 1, outline, sources);
            }
        }
    }
}

struct Parsed {
    chapter: Chapter,
    ids: BTreeSet<String>,
    lines: LineMap,
    report: Report,
}

fn parse(source: &Source<'_>, src: &Path, settings: &Settings) -> Parsed {
    let book::Chapter { name, content, number, path, source_path, .. } = source.chapter;
    let file = source_path.as_ref().or(path.as_ref()).map(|path| src.join(path));
    let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok());
    let lines = LineMap::new(file.as_deref().unwrap_or(src), text, content);
    let mut chapter = Chapter {
        name: name.clone(),
        number: number.as_ref().map(|number| number.to_vec()),
        depth: source.depth,
        path: path.clone(),
        source: source_path.clone(),
        ..Chapter::default()
    };
    let mut report = Report::default();
    let mut ids = BTreeSet::new();
    if !chapter.is_draft() {
        let html = to_html(content, &settings.markdown(), &lines, &mut report);
        let context = Context { hidden_prefixes: &settings.hidden_prefixes };
        (chapter.body, chapter.footnotes) = convert(html, &context);
        if settings.mathematics {
            math::find(&mut chapter.body, 0);
            for footnote in &mut chapter.footnotes {
                math::find(&mut footnote.body, 0);
            }
        }
        ids = headings::give_ids(&mut chapter);
        headings::level(&mut chapter.body, name, &mut ids);
    }
    Parsed { chapter, ids, lines, report }
}
