//! The walk over a manuscript: one file of Typst code a chapter.
//!
//! What a [`Setter`] writes is code of a fixed shape: calls of the template's functions, whose
//! arguments are numbers, names made here, string literals, and more of the same in braces.

use bindery_diagnostic::{Diagnostic, Place, Report, Rule};
use bindery_manuscript::{Chapter, Item, Manuscript};
use bindery_words::Words;
use typst_kit::fonts::FontStore;

use crate::blocks::Flow;
use crate::breaks::{ENDLESS, LONG_WORD};
use crate::glyphs::Glyphs;
use crate::headings::Title;
use crate::index::{self, Index};
use crate::inline::content;
use crate::labels::{Labels, chapter_label};
use crate::literal::literal;
use crate::measure::Measure;
use crate::media::Pictures;
use crate::options::Options;
use crate::paper::Sheet;
use crate::predictions::Answer;
use crate::world::Files;

/// A chapter of more code than this, in bytes, isn't set: it would be more than a thousand pages, for
/// each of which Typst takes a megabyte of memory and more.
const MAX_CHAPTER: usize = 6_000_000;

/// Sets the chapters of a manuscript one after the other.
pub(crate) struct Setter<'a> {
    pub(crate) manuscript: &'a Manuscript,
    pub(crate) options: &'a Options,
    pub(crate) sheet: Sheet,
    pub(crate) fonts: &'a FontStore,
    pub(crate) report: &'a mut Report,
    pub(crate) files: Files,
    pub(crate) labels: Labels,
    pub(crate) pictures: Pictures,
    pub(crate) glyphs: Glyphs,
    pub(crate) measure: Measure,
    pub(crate) index: Index,
    /// The headings, listings and figures so far.
    pub(crate) titles: Vec<Title>,
    /// Lines of the table of contents for chapters that are only announced, since the last title.
    pub(crate) announced: Vec<String>,
    /// The answers so far that stand at the book's end.
    pub(crate) answers: Vec<Answer>,
    /// The level of the last heading; the next may be one deeper.
    pub(crate) last_level: usize,
    pub(crate) here: Here<'a>,
}

/// Where the walk is.
pub(crate) struct Here<'a> {
    /// Which chapter, counted as links count them.
    pub(crate) number: usize,
    pub(crate) chapter: &'a Chapter,
    /// The level of headings at the top of the hierarchy: 2 below a part.
    pub(crate) base: usize,
    /// Whether the chapter's opening is still to come.
    pub(crate) opening: bool,
    /// The room for the text, in points.
    pub(crate) width: f32,
    /// The line of the source, as far as it is known.
    pub(crate) line: u32,
    /// Whether it is in a table that is too wide for the words in it.
    pub(crate) squeezed: bool,
    /// How many elements are open.
    pub(crate) depth: usize,
    /// How many of them indent their content.
    pub(crate) nest: usize,
    /// Calls that wrap every run of inline content: those of inline elements around blocks.
    pub(crate) wrappers: Vec<String>,
    /// For each footnote whether it has been set.
    pub(crate) noted: Vec<bool>,
    /// How many notes are open; marks in them can't set notes of their own.
    pub(crate) in_note: usize,
    /// Whether headings are set as bold lines, because they aren't part of the book's outline.
    pub(crate) flat_headings: bool,
    /// Whether the words of a title are set, which are larger than others.
    pub(crate) in_title: bool,
    /// Whether the box of a task, which hangs before its words, is still to come.
    pub(crate) is_task: bool,
    /// The caption of the figure that is open.
    pub(crate) caption: Option<String>,
    /// How many labels were made for things without an id.
    made: usize,
}

/// How much larger the largest title is than the text.
const LARGEST_TITLE: f32 = 3.3;

impl<'a> Here<'a> {
    fn new(number: usize, chapter: &'a Chapter, base: usize, width: f32) -> Self {
        Here {
            number,
            chapter,
            base,
            opening: true,
            width,
            line: 0,
            squeezed: false,
            depth: 0,
            nest: 0,
            wrappers: Vec::new(),
            noted: vec![false; chapter.footnotes.len()],
            in_note: 0,
            flat_headings: false,
            in_title: false,
            is_task: false,
            caption: None,
            made: 0,
        }
    }
}

/// What a walk over a manuscript comes to, beside the files.
pub(crate) struct Walked {
    pub(crate) files: Files,
    pub(crate) labels: Labels,
    pub(crate) titles: Vec<Title>,
    /// Lines of the table of contents for chapters announced after the last title.
    pub(crate) announced: Vec<String>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) index: Index,
    /// What the edition says itself.
    pub(crate) words: &'static Words,
    /// The statements of the main file that set parts and chapters, in order.
    pub(crate) order: Vec<String>,
}

/// Sets all chapters; their files are `c0.typ`, `c1.typ`, ….
pub(crate) fn walk(
    manuscript: &Manuscript,
    options: &Options,
    sheet: Sheet,
    fonts: &FontStore,
    report: &mut Report,
) -> Walked {
    let empty = Chapter::default();
    let replaced = index::replaced(manuscript).filter(|_| options.index);
    let mut setter = Setter {
        manuscript,
        options,
        sheet,
        fonts,
        report,
        files: Files::default(),
        labels: Labels::new(manuscript, replaced),
        pictures: Pictures::default(),
        glyphs: Glyphs::new(fonts),
        measure: Measure::new(fonts),
        index: Index::default(),
        titles: Vec::new(),
        announced: Vec::new(),
        answers: Vec::new(),
        last_level: 0,
        here: Here::new(0, &empty, 1, 0.0),
    };
    let mut order = Vec::new();
    let mut bodies = Vec::new();
    let (mut number, mut parts, mut in_part) = (0, 0, false);
    for item in &manuscript.items {
        match item {
            Item::Part(title) => {
                order.push(setter.part(parts, title));
                parts += 1;
                in_part = true;
            }
            Item::Separator => {}
            Item::Chapter(chapter) => {
                // An unnumbered chapter at the top is part of no part.
                in_part &= chapter.number.is_some() || chapter.depth > 0;
                let base = if in_part { 2 } else { 1 };
                setter.here = Here::new(number, chapter, base, sheet.measure());
                if replaced != Some(number) {
                    bodies.push((number, setter.chapter()));
                    order.push(format!("include \"c{number}.typ\""));
                }
                number += 1;
            }
        }
    }
    let Setter { mut files, labels, titles, announced, answers, glyphs, index, .. } = setter;
    glyphs.report(report);
    for (number, body) in bodies {
        let homeless: String =
            labels.homeless(number).map(|name| format!("anchor(\"{name}\")\n")).collect();
        let text = format!(
            "#import \"template.typ\": *\n#{{\n{}\n}}\n",
            body.replacen('\u{0}', &homeless, 1)
        );
        files.add_source(&format!("c{number}.typ"), text);
    }
    let words = glyphs.words(&manuscript.info.language);
    Walked { files, labels, titles, announced, answers, index, words, order }
}

impl Setter<'_> {
    /// Sets a part's page.
    fn part(&mut self, index: usize, title: &str) -> String {
        let label = format!("p{index}");
        let name = content(title, self.title_room());
        self.titles.push(Title {
            label: label.clone(),
            rank: Some(0),
            kind: None,
            number: None,
            content: name.clone(),
            plain: title.to_owned(),
            announced: std::mem::take(&mut self.announced),
        });
        self.last_level = 1;
        format!("part-page(\"{label}\", {name})")
    }

    /// Sets the chapter that the walk is at: its statements, with a NUL where anchors of elements
    /// that leave no trace are to stand.
    fn chapter(&mut self) -> String {
        let chapter = self.here.chapter;
        let mut code = String::new();
        if chapter.is_draft() {
            let number = match self.number() {
                Some(number) => literal(&number),
                None => "none".to_owned(),
            };
            let name = content(&chapter.name, ENDLESS);
            self.announced.push(format!("announced({}, {number}, {name})", chapter.depth + 1));
            return code;
        }
        if chapter.depth == 0 {
            code.push_str("new-page()\n");
        }
        code.push_str(&format!("anchor(\"{}\")\n\0", chapter_label(self.here.number)));
        code.push_str(&self.flow(&chapter.body, Flow::Chapter));
        if code.len() > MAX_CHAPTER {
            let message = format!("the chapter `{}` is too long to be set", chapter.name);
            let hint = "divide it: more than a thousand pages take too much memory";
            self.warn(0, Rule::Limit.error(message).hint(hint));
            return String::new();
        }
        code
    }

    /// The number of the chapter that the walk is at: `2.1`.
    pub(crate) fn number(&self) -> Option<String> {
        let number = self.here.chapter.number.as_ref()?;
        Some(number.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
    }

    /// A label for something in the chapter that has no id; `kind` is a letter.
    pub(crate) fn made_label(&mut self, kind: char) -> String {
        self.here.made += 1;
        format!("{}-{kind}{}", chapter_label(self.here.number), self.here.made)
    }

    /// How many characters of text a word may have, roughly, before it has to be broken.
    pub(crate) fn room(&self) -> usize {
        if self.here.in_title {
            return self.title_room();
        }
        let room = (self.here.width / (self.sheet.text * 0.55)).max(1.0) as usize;
        if self.here.squeezed { room } else { room.max(LONG_WORD) }
    }

    /// The same for titles, which are larger.
    pub(crate) fn title_room(&self) -> usize {
        (self.sheet.measure() / (self.sheet.text * LARGEST_TITLE * 0.55)) as usize
    }

    /// A warning about the line `line` of the chapter that the walk is at.
    pub(crate) fn warn(&mut self, line: u32, diagnostic: Diagnostic) {
        let place = self.place(line);
        self.report.push(match place {
            Some(place) => diagnostic.at(place),
            None => diagnostic,
        });
    }

    /// The line `line` of the chapter's source; 0 is the whole file.
    pub(crate) fn place(&self, line: u32) -> Option<Place> {
        self.manuscript.place(self.here.chapter, line)
    }
}
