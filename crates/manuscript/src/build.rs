//! From mdBook's book to the manuscript.

use crate::assets::Assets;
use crate::convert::{Context, convert};
use crate::kept::{Input, Kept};
use crate::lines::LineMap;
use crate::links::Links;
use crate::markdown::to_html;
use crate::{Chapter, Item, Manuscript, Settings, headings, math};
use bindery_bounds::Bounds;
use bindery_diagnostic::Report;
use mdbook_core::book::{self, Book, BookItem};
use mdbook_core::config::Config;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

impl Manuscript {
    /// Makes the manuscript of `book`, as mdBook's preprocessors have left it.
    ///
    /// `root` is the book's folder, `config` its `book.toml`. Reads source files (for the places
    /// in messages) and images below the book's source folder, and nothing out of its bounds. What is wrong
    /// goes into `report`; the manuscript is whole all the same, with words in place of what
    /// couldn't be shown.
    pub fn new(root: &Path, config: &Config, book: &Book, report: &mut Report) -> Manuscript {
        Manuscript::again(root, config, book, None, report)
    }

    /// The same, with what earlier builds have `kept`; it then holds what this one came to.
    pub fn again(
        root: &Path,
        config: &Config,
        book: &Book,
        kept: Option<&mut Kept>,
        report: &mut Report,
    ) -> Manuscript {
        let (settings, info) = Settings::read(root, config, report);
        let src = root.join(&config.book.src);
        let mut inputs = Vec::new();
        let mut items = Vec::new();
        flatten(&book.items, 0, &src, &mut items, &mut inputs);

        let parsed = parse_all(inputs, &src, &settings, kept);
        let mut chapters = Vec::with_capacity(parsed.len());
        let mut ids = Vec::with_capacity(parsed.len());
        let mut lines = Vec::with_capacity(parsed.len());
        for part in parsed {
            // What nothing keeps is moved.
            let part = Arc::unwrap_or_clone(part);
            report.append(part.report);
            chapters.push(part.chapter);
            ids.push(part.ids);
            lines.push(part.lines);
        }

        let views: Vec<&Chapter> = chapters.iter().collect();
        let mut links =
            Links::new(&views, &ids, &settings, Assets::new(&src, Bounds::of(root, config)));
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

fn flatten(
    items: &[BookItem],
    depth: usize,
    src: &Path,
    outline: &mut Vec<Outline>,
    inputs: &mut Vec<Input>,
) {
    for item in items {
        match item {
            BookItem::Separator => outline.push(Outline::Separator),
            BookItem::PartTitle(title) => outline.push(Outline::Part(title.clone())),
            BookItem::Chapter(chapter) => {
                outline.push(Outline::Chapter);
                inputs.push(input(chapter, depth, src));
                flatten(&chapter.sub_items, depth + 1, src, outline, inputs);
            }
        }
    }
}

fn input(chapter: &book::Chapter, depth: usize, src: &Path) -> Input {
    let book::Chapter { name, content, number, path, source_path, .. } = chapter;
    let file = source_path.as_ref().or(path.as_ref()).map(|path| src.join(path));
    Input {
        name: name.clone(),
        number: number.as_ref().map(|number| number.to_vec()),
        depth,
        path: path.clone(),
        source: source_path.clone(),
        markdown: content.clone(),
        written: file.as_ref().and_then(|file| fs::read_to_string(file).ok()),
        file,
    }
}

/// Parses the chapters side by side, those alone that aren't kept.
fn parse_all(
    inputs: Vec<Input>,
    src: &Path,
    settings: &Settings,
    kept: Option<&mut Kept>,
) -> Vec<Arc<Parsed>> {
    let fresh = |input: &Input| Arc::new(parse(input, src, settings));
    let Some(kept) = kept else {
        return inputs.par_iter().map(fresh).collect();
    };
    kept.hold_for(settings);
    let known = &*kept;
    let found = |input: &Input| known.get(input).unwrap_or_else(|| fresh(input));
    let parsed: Vec<_> = inputs.par_iter().map(found).collect();
    kept.replace(inputs.into_iter().zip(parsed.iter().cloned()));
    parsed
}

/// A chapter before its links are followed.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    chapter: Chapter,
    ids: BTreeSet<String>,
    lines: LineMap,
    report: Report,
}

fn parse(input: &Input, src: &Path, settings: &Settings) -> Parsed {
    let file = input.file.as_deref().unwrap_or(src);
    let lines = LineMap::new(file, input.written.clone(), &input.markdown);
    let mut chapter = Chapter {
        name: input.name.clone(),
        number: input.number.clone(),
        depth: input.depth,
        path: input.path.clone(),
        source: input.source.clone(),
        ..Chapter::default()
    };
    let mut report = Report::default();
    let mut ids = BTreeSet::new();
    if !chapter.is_draft() {
        let html = to_html(&input.markdown, &settings.markdown(), &lines, &mut report);
        let context = Context { hidden_prefixes: &settings.hidden_prefixes };
        (chapter.body, chapter.footnotes) = convert(html, &context);
        if settings.mathematics {
            math::find(&mut chapter.body, 0);
            for footnote in &mut chapter.footnotes {
                math::find(&mut footnote.body, 0);
            }
        }
        ids = headings::give_ids(&mut chapter);
        headings::level(&mut chapter.body, &input.name, &mut ids);
    }
    Parsed { chapter, ids, lines, report }
}
