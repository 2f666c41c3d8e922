//! The file of what holds for the whole book: what it says of itself, its paper, its words.

use bindery_manuscript::Manuscript;
use bindery_words::{Words, around};

use crate::literal::literal;
use crate::options::Options;
use crate::paper::{Paper, Sheet};

/// The name of the file.
pub(crate) const FILE: &str = "data.typ";

/// The families that the text and the code are set in, before the author's.
const OWN_FONTS: [&str; 2] = ["Libertinus Serif", "Iosevka"];

/// The code of the file.
pub(crate) fn code(
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
    let fonts: Vec<&str> =
        OWN_FONTS.into_iter().chain(families.iter().map(String::as_str)).collect();
    let Sheet { width, height, top, bottom, inside, outside, text, code, code_inset } = sheet;
    format!(
        "#let book = (\n  title: {},\n  subtitle: {},\n  authors: {},\n  description: {},\n  \
         date: {day},\n  date-text: {},\n  rights: {},\n  repository: {},\n  lang: {},\n  \
         region: {},\n  rtl: {},\n  fonts: {},\n  toc-depth: {},\n  words: (contents: {}, \
         page: {}, answer: {}, answers: {}, edition: {}, source: {}, set-in: {}),\n)\n\
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
        literal(&words.contents),
        parts(&words.page),
        literal(&words.answer),
        literal(&words.answers),
        parts(&words.edition),
        parts(&words.source),
        literal(&words.set_in.replace("{}", &fonts.join(", "))),
        options.two_sided,
        options.paper != Paper::Screen,
    )
}

pub(crate) fn array(items: impl IntoIterator<Item = String>) -> String {
    format!("({})", items.into_iter().map(|item| item + ",").collect::<String>())
}

pub(crate) fn optional(text: Option<&str>) -> String {
    text.map_or("none".to_owned(), literal)
}

/// What a phrase says before and after what differs.
fn parts(phrase: &str) -> String {
    let (before, after) = around(phrase);
    array([literal(before), literal(after)])
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

#[cfg(test)]
mod tests {
    use super::*;

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
