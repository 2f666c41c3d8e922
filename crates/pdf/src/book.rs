//! The files around the chapters: what the book says of itself, its titles, and the main file.

use std::fmt::Write;

use bindery_manuscript::Manuscript;
use bindery_words::Words;

use crate::data::{self, array, optional};
use crate::figures::LISTED;
use crate::headings::Title;
use crate::index;
use crate::literal::literal;
use crate::options::Options;
use crate::paper::Sheet;
use crate::predictions;
use crate::setter::Walked;
use crate::theme::Theme;
use crate::world::MAIN;

/// A template that changes nothing.
const NO_TEMPLATE: &str = "#import \"/default.typ\": *\n";

/// The room for titles in the running heads, in characters.
struct HeadRoom {
    line: usize,
    /// Whether chapter and section stand on pages of their own.
    apart: bool,
}

impl HeadRoom {
    fn new(sheet: &Sheet, two_sided: bool) -> Self {
        let line = sheet.measure() / (sheet.text * 0.82 * 0.46);
        HeadRoom { line: line as usize - 6, apart: two_sided }
    }

    /// A title as it stands in a running head, beside that of its chapter if it is a section's.
    fn fit(&self, title: &Title, chapter: Option<&Title>) -> String {
        let half = self.line / 2 - 3;
        let room = match chapter {
            _ if self.apart => self.line,
            None => half,
            Some(chapter) => self.line - length(chapter).min(half) - 6,
        };
        if length(title) <= room {
            return title.content.clone();
        }
        let number = length(title) - title.plain.chars().count();
        let start: String = title.plain.chars().take(room - number.min(room) - 1).collect();
        let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
        literal(&(whole.trim_end().to_owned() + "…"))
    }
}

/// How many characters a title has, with its number.
fn length(title: &Title) -> usize {
    let number = title.number.as_ref().map_or(0, |number| number.chars().count() + 2);
    number + title.plain.chars().count()
}

/// Adds all files but the chapters'.
pub(crate) fn bind(
    manuscript: &Manuscript,
    options: &Options,
    sheet: &Sheet,
    families: &[String],
    template: Option<&str>,
    theme: &Theme,
    walked: &mut Walked,
) {
    let words = walked.words;
    let answers = answers(manuscript, walked);
    if answers.is_some() {
        walked.titles.push(back_title(predictions::LABEL, &words.answers));
    }
    let index = (!walked.index.is_empty() || walked.labels.lead_to_index())
        .then(|| walked.index.code(&words.index, manuscript.info.right_to_left));
    if index.is_some() {
        walked.titles.push(back_title(index::LABEL, &words.index));
    }
    let titles = titles(walked, &HeadRoom::new(sheet, options.two_sided));
    let main = main(walked, words);
    let files = &mut walked.files;
    for (name, text) in theme.files() {
        files.add_source(name, text.to_owned());
    }
    files.add_source("template.typ", template.unwrap_or(NO_TEMPLATE).to_owned());
    files.add_source(data::FILE, data::code(manuscript, options, sheet, families, words));
    files.add_source("titles.typ", titles);
    files.add_source(MAIN, main);
    for (name, code) in [("answers.typ", answers), ("index.typ", index)] {
        files.add_source(name, code.unwrap_or_default());
    }
}

/// The title of something at the back of the book.
fn back_title(label: &str, words: &str) -> Title {
    Title {
        label: label.to_owned(),
        rank: Some(1),
        kind: None,
        number: None,
        content: literal(words),
        plain: words.to_owned(),
        announced: Vec::new(),
    }
}

/// What the template may want to know of each title, by its label; for those in the book's outline
/// also which comes next, and which chapter and section a page's head names at this place.
fn titles(walked: &Walked, room: &HeadRoom) -> String {
    let outline = || walked.titles.iter().filter(|title| title.rank.is_some());
    let mut next: Vec<&str> = outline().map(|title| title.label.as_str()).collect();
    next.reverse();
    let mut code = String::from("#import \"template.typ\": *\n#let titles = (\n");
    // Writing to a string can't fail.
    let _ = writeln!(code, "\"\": (next: {}),", optional(next.pop()));
    let (mut chapter, mut section): (Option<&Title>, Option<&str>) = (None, None);
    for title in &walked.titles {
        let number = optional(title.number.as_deref());
        let short = room.fit(title, chapter.filter(|_| title.rank.is_none_or(|rank| rank > 1)));
        let label = title.label.as_str();
        let _ = write!(
            code,
            "\"{label}\": (number: {number}, content: {}, short: {short}, announced: {}, ",
            title.content,
            array(title.announced.iter().cloned())
        );
        let Some(rank) = title.rank else {
            code.push_str("rank: none),\n");
            continue;
        };
        match rank {
            0 => (chapter, section) = (None, None),
            1 => (chapter, section) = (Some(title), None),
            2 => section = Some(label),
            _ => {}
        }
        let next = optional(next.pop());
        let chapter = optional(chapter.map(|chapter| chapter.label.as_str()));
        let section = optional(section);
        let _ =
            writeln!(code, "rank: {rank}, next: {next}, chapter: {chapter}, section: {section}),");
    }
    code.push_str(")\n");
    code
}

fn answers(manuscript: &Manuscript, walked: &Walked) -> Option<String> {
    if walked.answers.is_empty() {
        return None;
    }
    let names: Vec<&str> = manuscript.chapters().map(|chapter| chapter.name.as_str()).collect();
    let mut code = String::from("#import \"template.typ\": *\n#{\nanswers-heading()\n");
    let mut last = None;
    for answer in &walked.answers {
        if last != Some(answer.chapter) {
            let name = names.get(answer.chapter).copied().unwrap_or_default();
            code.push_str(&format!("answers-of({})\n", literal(name)));
            last = Some(answer.chapter);
        }
        let title = if answer.title.is_empty() { "none" } else { &answer.title };
        code.push_str(&format!(
            "answer(\"{}\", \"{}\", {title}, {{\n{}}})\n",
            answer.question, answer.label, answer.body
        ));
    }
    code.push_str("}\n");
    Some(code)
}

fn main(walked: &Walked, words: &Words) -> String {
    let mut code = String::from(
        "#import \"template.typ\": *\n#import \"titles.typ\": titles\n#show: setup.with(titles)\n\
         #front-matter({\ntitle-page()\nimprint()\n",
    );
    code.push_str(&format!("contents(titles, {})\n", array(walked.announced.iter().cloned())));
    for (kind, name) in LISTED.iter().zip([&words.listings, &words.figures]) {
        if walked.titles.iter().any(|title| title.kind == Some(*kind)) {
            code.push_str(&format!("list-of(\"{kind}\", {}, titles)\n", literal(name)));
        }
    }
    code.push_str("})\n#main-matter({\n");
    for statement in &walked.order {
        code.push_str(statement);
        code.push('\n');
    }
    code.push_str("include \"answers.typ\"\ninclude \"index.typ\"\n})\n");
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_has_the_room_that_its_chapter_leaves_in_the_head() {
        let title = |words: &str| Title { plain: words.into(), ..back_title("", words) };
        let room = HeadRoom { line: 40, apart: false };
        let section = title("A loop is a state that remembers");
        assert_eq!(room.fit(&section, None), "\"A loop is a…\"");
        assert_eq!(room.fit(&section, Some(&title("Ah"))), section.content);
        assert_eq!(room.fit(&section, Some(&title("Callbacks"))), "\"A loop is a state that…\"");
        assert_eq!(HeadRoom { line: 40, apart: true }.fit(&section, None), section.content);
    }
}
