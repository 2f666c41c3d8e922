//! The files around the chapters: what the book says of itself, its titles, and the main file.

use std::fmt::Write;

use bindery_manuscript::Manuscript;

use crate::figures::LISTED;
use crate::headings::Title;
use crate::index;
use crate::literal::literal;
use crate::options::Options;
use crate::paper::{Paper, Sheet};
use crate::predictions;
use crate::setter::Walked;
use crate::theme::Theme;
use crate::world::MAIN;

/// The virtual file with what holds for the whole book.
pub(crate) const DATA: &str = "data.typ";

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
    let words = Words::of(&manuscript.info.language);
    let answers = answers(manuscript, walked);
    if answers.is_some() {
        walked.titles.push(back_title(predictions::LABEL, words.answers));
    }
    let index = (!walked.index.is_empty() || walked.labels.lead_to_index())
        .then(|| walked.index.code(words.index, manuscript.info.right_to_left));
    if index.is_some() {
        walked.titles.push(back_title(index::LABEL, words.index));
    }
    let titles = titles(walked, &HeadRoom::new(sheet, options.two_sided));
    let main = main(walked, words);
    let files = &mut walked.files;
    for (name, text) in theme.files() {
        files.add_source(name, text.to_owned());
    }
    files.add_source("template.typ", template.unwrap_or(NO_TEMPLATE).to_owned());
    files.add_source(DATA, data(manuscript, options, sheet, families, words));
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

/// The words that the edition adds to the author's, in the book's language where it is known here.
struct Words {
    language: &'static str,
    contents: &'static str,
    listings: &'static str,
    figures: &'static str,
    page: &'static str,
    answer: &'static str,
    answers: &'static str,
    index: &'static str,
}

const WORDS: [Words; 4] = [
    Words {
        language: "en",
        contents: "Contents",
        listings: "Listings",
        figures: "Figures",
        page: "page",
        answer: "Answer",
        answers: "Answers to the predictions",
        index: "Index",
    },
    Words {
        language: "de",
        contents: "Inhalt",
        listings: "Programme",
        figures: "Abbildungen",
        page: "Seite",
        answer: "Antwort",
        answers: "Antworten auf die Vorhersagen",
        index: "Register",
    },
    Words {
        language: "fr",
        contents: "Table des matières",
        listings: "Listages",
        figures: "Figures",
        page: "page",
        answer: "Réponse",
        answers: "Réponses aux prédictions",
        index: "Index",
    },
    Words {
        language: "es",
        contents: "Índice",
        listings: "Listados",
        figures: "Figuras",
        page: "página",
        answer: "Respuesta",
        answers: "Respuestas a las predicciones",
        index: "Índice alfabético",
    },
];

impl Words {
    fn of(language: &str) -> &'static Self {
        let (language, _) = language_and_region(language);
        WORDS.iter().find(|words| words.language == language).unwrap_or(&WORDS[0])
    }
}

/// The parts of a BCP 47 tag that Typst knows; `en` where there are none.
pub(crate) fn language_and_region(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split(['-', '_']);
    let letters = |part: &&str, sizes: &[usize]| {
        sizes.contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic())
    };
    match parts.next().filter(|part| letters(part, &[2, 3])) {
        Some(language) => {
            let region = parts.find(|part| letters(part, &[2]));
            (language.to_ascii_lowercase(), region.map(str::to_ascii_uppercase))
        }
        None => ("en".to_owned(), None),
    }
}

/// A date `YYYY-MM-DD` as numbers, if it is one.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.get(..10)?.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let day = parts.next()?.parse().ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

fn array(items: impl IntoIterator<Item = String>) -> String {
    format!("({})", items.into_iter().map(|item| item + ",").collect::<String>())
}

fn optional(text: Option<&str>) -> String {
    text.map_or("none".to_owned(), literal)
}

fn data(
    manuscript: &Manuscript,
    options: &Options,
    sheet: &Sheet,
    families: &[String],
    words: &Words,
) -> String {
    let info = &manuscript.info;
    let (language, region) = language_and_region(&info.language);
    let dated = info.date.as_deref().filter(|text| date(text).is_some());
    let day = match dated.and_then(date) {
        Some((year, month, day)) => format!("datetime(year: {year}, month: {month}, day: {day})"),
        None => "none".to_owned(),
    };
    let title = if info.title.trim().is_empty() { "Untitled" } else { info.title.trim() };
    let Sheet { width, height, top, bottom, inside, outside, text, code, code_inset } = sheet;
    format!(
        "#let book = (\n  title: {},\n  subtitle: {},\n  authors: {},\n  description: {},\n  \
         date: {day},\n  date-text: {},\n  rights: {},\n  repository: {},\n  lang: {},\n  \
         region: {},\n  rtl: {},\n  fonts: {},\n  toc-depth: {},\n  words: (contents: {}, \
         page: {}, answer: {}, answers: {}),\n)\n\
         #let sheet = (\n  two-sided: {},\n  width: {width}pt,\n  height: {height}pt,\n  \
         top: {top}pt,\n  bottom: {bottom}pt,\n  inside: {inside}pt,\n  outside: {outside}pt,\n  \
         text: {text}pt,\n  code: {code}pt,\n  code-inset: {code_inset}pt,\n  \
         printed: {},\n)\n",
        literal(title),
        optional(info.subtitle.as_deref()),
        array(info.authors.iter().map(|author| literal(author))),
        optional(info.description.as_deref()),
        optional(dated),
        optional(info.rights.as_deref()),
        optional(info.repository.as_deref().filter(|url| !url.is_empty())),
        literal(&language),
        optional(region.as_deref()),
        info.right_to_left,
        array(families.iter().map(|family| literal(family))),
        options.toc_depth,
        literal(words.contents),
        literal(words.page),
        literal(words.answer),
        literal(words.answers),
        options.two_sided,
        options.paper != Paper::Screen,
    )
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
    for (kind, name) in LISTED.iter().zip([words.listings, words.figures]) {
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

    #[test]
    fn languages_are_cut_to_what_typst_knows() {
        assert_eq!(language_and_region("pt-BR"), ("pt".to_owned(), Some("BR".to_owned())));
        assert_eq!(language_and_region("zh-Hant-TW"), ("zh".to_owned(), Some("TW".to_owned())));
        assert_eq!(language_and_region("english!"), ("en".to_owned(), None));
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        assert_eq!(date("2024-02-29"), Some((2024, 2, 29)));
        assert_eq!(date("2023-02-29"), None);
        assert_eq!(date("2026-11"), None);
        assert_eq!(date("ééééééé"), None);
    }
}
