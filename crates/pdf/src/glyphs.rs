//! Characters that no font has: found before Typst would print an empty box for them.

use std::collections::BTreeMap;

use bindery_diagnostic::{Place, Report, Rule};
use bindery_words::{Words, words};
use typst_kit::fonts::FontStore;

use crate::literal::shown;
use crate::setter::Setter;

/// More characters than this are reported by their number.
const MAX_NAMED: usize = 12;

/// Which characters the fonts have, and which of the book's they haven't.
pub(crate) struct Glyphs {
    /// A bit for each code point up to the last that a font has.
    known: Vec<u64>,
    missing: BTreeMap<char, Missing>,
}

struct Missing {
    place: Option<Place>,
    times: usize,
}

impl Glyphs {
    pub(crate) fn new(fonts: &FontStore) -> Self {
        let mut known = Vec::new();
        let mut index = 0;
        while let Some(info) = fonts.book().info(index) {
            for point in info.coverage.iter() {
                let word = point as usize / 64;
                if word >= known.len() {
                    known.resize(word + 1, 0);
                }
                known[word] |= 1 << (point % 64);
            }
            index += 1;
        }
        Glyphs { known, missing: BTreeMap::new() }
    }

    fn has(&self, c: char) -> bool {
        let point = u32::from(c) as usize;
        self.known.get(point / 64).is_some_and(|word| word >> (point % 64) & 1 == 1)
            || is_invisible(c)
    }

    /// The words for a book in `language`, or English ones where no font can show those.
    pub(crate) fn words(&self, language: &str) -> &'static Words {
        let words = words(language);
        let Words { contents, listings, figures, index, answers, answer, .. } = words;
        let Words { page, edition, source, set_in, .. } = words;
        let mut printed = [contents, listings, figures, index, answers, answer]
            .into_iter()
            .chain([page, edition, source, set_in]);
        match printed.all(|phrase| phrase.chars().all(|c| self.has(c))) {
            true => words,
            false => bindery_words::words("en"),
        }
    }

    /// Whether a character is missing.
    pub(crate) fn any_missing(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Warns of each missing character, once, where it first stands.
    pub(crate) fn report(&self, report: &mut Report) {
        for (c, missing) in self.missing.iter().take(MAX_NAMED) {
            let times = match missing.times {
                1 => String::new(),
                times => format!(" ({times} times)"),
            };
            let message = format!("no font has a glyph for `{c}`, U+{:04X}{times}", u32::from(*c));
            let warning = Rule::Typesetting.warning(message).culprit(c.to_string());
            report.push(match &missing.place {
                Some(place) => warning.at(place.clone()),
                None => warning,
            });
        }
        if self.any_missing() {
            let more = self.missing.len().saturating_sub(MAX_NAMED);
            let message = match more {
                0 => "the PDF shows empty boxes for these characters".to_owned(),
                more => format!("no font has a glyph for {more} more characters"),
            };
            let hint = "name a folder with a font that has them, `fonts = \"…\"` in \
                        `[output.bindery-pdf]`, or say `system-fonts = true`";
            report.push(Rule::Typesetting.warning(message).hint(hint));
        }
    }
}

impl Setter<'_> {
    /// Notes the characters of `text` that no font has; `line` is 0 where it isn't known.
    pub(crate) fn check_glyphs(&mut self, text: &str, line: u32) {
        for c in text.chars().filter(|c| !c.is_ascii()).map(shown) {
            if self.glyphs.has(c) {
                continue;
            }
            let line = if line == 0 { self.here.line } else { line };
            let place = self.place(line);
            let entry = self.glyphs.missing.entry(c).or_insert(Missing { place, times: 0 });
            entry.times += 1;
        }
    }
}

/// Characters that steer others and are never seen themselves.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
