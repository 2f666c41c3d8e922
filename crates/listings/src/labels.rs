//! Numbers and names: what a reference can lead to, and what it says.

use crate::chapters::ChapterSource;
use crate::directive::{Directive, Fault};
use crate::markup;
use crate::scan::{Heading, Item};
use bindery_diagnostic::{Place, Report, Rule, nearest};
use std::collections::BTreeMap;

/// What has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    kind: Kind,
    /// What a reference says, as inline HTML that Markdown leaves alone.
    text: String,
    /// The chapter's path below `src`, as links name it.
    chapter: String,
    /// Whether the id is that of an element, not of the chapter itself.
    is_element: bool,
    /// Whether the text would show a directive as it is written.
    has_directive: bool,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Listing,
    Figure,
    Output,
    Section,
    Chapter,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Listing => "Listing",
            Kind::Figure => "Figure",
            Kind::Output => "Output",
            Kind::Section => "Section",
            Kind::Chapter => "Chapter",
        }
    }

    fn is_numbered(self) -> bool {
        self < Kind::Section
    }
}

/// All the labels of a book.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    by_id: BTreeMap<String, Vec<Label>>,
    /// The ids that mdBook makes for headings, and where one of each is.
    made: BTreeMap<String, Place>,
    /// "Listing 2.1" for the found item at that place of that chapter.
    numbers: BTreeMap<(usize, usize), String>,
}

impl Labels {
    /// Numbers everything that has a number, in reading order, and reports ids that clash.
    ///
    /// The first part of a number is that of the chapter at the top; the chapters nested in it go
    /// on counting. Chapters without a number get letters, those that need one, in reading order.
    pub fn new(chapters: &[ChapterSource], report: &mut Report) -> Labels {
        let mut labels = Labels::default();
        let mut counters: BTreeMap<(String, Kind), u32> = BTreeMap::new();
        let mut letters = 0;
        for (index, chapter) in chapters.iter().enumerate() {
            let mut series = chapter.number.map(|number| number.to_string());
            for (at, found) in chapter.page.found.iter().enumerate() {
                let Item::Directive(directive) = &found.item else {
                    continue;
                };
                let (kind, id) = match directive {
                    Directive::Listing(listing) => (Kind::Listing, Some(&listing.id)),
                    Directive::Figure(figure) => (Kind::Figure, Some(&figure.id)),
                    Directive::Output(output) if output.caption.is_some() => {
                        (Kind::Output, output.id.as_ref())
                    }
                    _ => continue,
                };
                let series = series.get_or_insert_with(|| {
                    letters += 1;
                    letter(letters)
                });
                let counter = counters.entry((series.clone(), kind)).or_default();
                *counter += 1;
                let number = format!("{} {series}.{counter}", kind.word());
                if let Some(id) = id {
                    let text = number.replace(' ', "\u{a0}");
                    let place = chapter.place(found.line);
                    labels.add(id, chapter.label(kind, text, place), report);
                }
                labels.numbers.insert((index, at), number);
            }
        }
        for chapter in chapters {
            for heading in &chapter.page.headings {
                labels.add_heading(chapter, heading, report);
            }
            let text = quoted(&markup::words(&chapter.name));
            let label = chapter.label(Kind::Chapter, text, Place::file(&chapter.file));
            labels.add(chapter.id(), label, report);
        }
        labels
    }

    /// Adds a heading with an id of its own. The id that mdBook makes for another is no name for it,
    /// since it changes with the words; but nothing else on the page can have it.
    fn add_heading(&mut self, chapter: &ChapterSource, heading: &Heading, report: &mut Report) {
        let place = chapter.place(heading.line);
        let Some(id) = &heading.id else {
            let id = heading.made_id();
            let same = |label: &&Label| label.kind.is_numbered() && label.chapter == chapter.link;
            if let Some(label) = self.by_id.get(&id).and_then(|labels| labels.iter().find(same)) {
                report.push(
                    Rule::Reference
                        .error(format!("the id `{id}` is also that of a heading"))
                        .at(label.place.clone())
                        .culprit(&id)
                        .hint(format!(
                            "choose another, or give the heading at {place} an id of its own"
                        )),
                );
            }
            self.made.insert(id, place);
            return;
        };
        let mut label = chapter.label(Kind::Section, quoted(&heading.title), place);
        label.has_directive = heading.text.contains("{{#");
        self.add(id, label, report);
    }

    /// Adds a label. What has a number has its id to itself; sections and chapters may share one
    /// as long as no reference asks for it, since mdBook's own links always name the chapter, too.
    fn add(&mut self, id: &str, label: Label, report: &mut Report) {
        let labels = self.by_id.entry(id.to_owned()).or_default();
        if let Some(first) = labels.first()
            && first.kind.is_numbered()
        {
            let (message, place) = (format!("the id `{id}` is taken"), &first.place);
            let error = Rule::Reference.error(message).culprit(id).at(label.place.clone());
            report.push(match label.kind {
                // The chapter's file can't be the one to change: other books link to it.
                Kind::Chapter => error
                    .at(place.clone())
                    .hint(format!("a chapter has it: {}; choose another id", label.place)),
                _ => error.hint(format!("it is used at {place}; ids are unique over the book")),
            });
        }
        labels.push(label);
    }

    /// "Listing 2.1", for the item at place `found` of chapter `chapter`.
    pub fn number(&self, chapter: usize, found: usize) -> Option<&str> {
        self.numbers.get(&(chapter, found)).map(String::as_str)
    }

    /// The link to `id` for a chapter whose own path is `from`.
    pub fn link(&self, id: &str, from: &str) -> Result<String, Fault> {
        let known = self.by_id.keys().map(String::as_str);
        let labels = self.by_id.get(id).map(Vec::as_slice).unwrap_or_default();
        let Some(label) = labels.first() else {
            let hint = match (self.made.get(id), nearest(id, known)) {
                (Some(place), _) => format!("give the heading at {place} this id: `{{#{id}}}`"),
                (None, Some(near)) => format!("did you mean `{near}`?"),
                (None, None) => "ids are given by listings, figures, outputs, headings with \
                                 `{#id}` and the file names of chapters"
                    .to_owned(),
            };
            let fault = Fault::new(format!("nothing has the id `{id}`"), id, hint);
            return Err(fault.about(Rule::Reference));
        };
        let same_chapter = |other: &Label| other.chapter == label.chapter;
        if let Some(other) = labels.iter().find(|other| !same_chapter(other)) {
            return Err(Fault::new(
                format!("the id `{id}` is used more than once"),
                id,
                format!("it is used at {} and at {}", label.place, other.place),
            )
            .about(Rule::Reference));
        }
        if label.has_directive {
            return Err(Fault::new(
                format!("the title of `{id}` holds a directive"),
                id,
                "write a link with words of its own",
            ));
        }
        let fragment = if label.is_element { format!("#{id}") } else { String::new() };
        let path = if label.chapter == from && label.is_element {
            String::new()
        } else {
            relative(from, &label.chapter)
        };
        let href = markup::html(&format!("{path}{fragment}"));
        Ok(format!("<a class=\"ref\" href=\"{href}\">{}</a>", label.text))
    }
}

impl ChapterSource {
    fn label(&self, kind: Kind, text: String, place: Place) -> Label {
        let (chapter, is_element) = (self.link.clone(), kind != Kind::Chapter);
        Label { kind, text, chapter, is_element, has_directive: false, place }
    }
}

/// The title in quotation marks; those in it become single ones.
fn quoted(title: &str) -> String {
    format!("“{}”", title.replace('“', "‘").replace('”', "’"))
}

/// A, B, …, Z, AA, AB, … for 1, 2, ….
fn letter(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// The path to `to` for a page at `from`, both below the same folder.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let shared = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]);
    let shared = shared.take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - 1 - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::{letter, relative};

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<String> = [1, 26, 27, 52, 53].into_iter().map(letter).collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA"]);
    }

    #[test]
    fn paths_go_up_only_as_far_as_needed() {
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("one/a.md", "one/b.md"), "b.md");
        assert_eq!(relative("one/a.md", "two/b.md"), "../two/b.md");
        assert_eq!(relative("one/two/a.md", "one/b.md"), "../b.md");
        assert_eq!(relative("a.md", "one/a.md"), "one/a.md");
    }
}
