//! What terms mean, as the author has written it down: `terms.toml` in the book's folder.

use crate::directive::Fault;
use crate::expand::Expander;
use crate::files::{inside, unreadable};
use bindery_diagnostic::{Place, nearest};
use bindery_terms::Key;
use std::collections::BTreeMap;
use std::fs;
use toml::Spanned;

const FILE: &str = "terms.toml";

impl Expander<'_> {
    /// Reads what the terms mean, in Markdown: a book has it for all of its terms, or for none. What is
    /// said of a term that nothing defines is reported, and a term of which nothing is said.
    pub(super) fn glosses(
        &mut self,
        defined: &BTreeMap<Key, (String, Place)>,
    ) -> BTreeMap<Key, String> {
        let file = self.root.join(FILE);
        if !file.exists() {
            return BTreeMap::new();
        }
        let read = inside(self.root, "the book's folder", FILE)
            .and_then(|path| fs::read_to_string(path).map_err(|error| unreadable(FILE, &error)));
        let text = match read {
            Ok(text) => text,
            Err(fault) => {
                self.breach(Place::file(file), fault);
                return BTreeMap::new();
            }
        };
        let line = |at: usize| text[..at].matches('\n').count() as u32 + 1;
        let table: BTreeMap<Spanned<String>, String> = match toml::from_str(&text) {
            Ok(table) => table,
            Err(error) => {
                let at = error.span().map_or(1, |span| line(span.start));
                let hint = "it has a line for each term: `waker = \"What wakes a task.\"`";
                let message = format!("the meanings can't be read: {}", error.message());
                self.breach(Place::line(file, at), Fault::new(message, "", hint));
                return BTreeMap::new();
            }
        };
        let mut glosses = BTreeMap::new();
        for (term, gloss) in table {
            let (at, term) = (line(term.span().start), term.into_inner());
            match Key::of(&term).filter(|key| defined.contains_key(key)) {
                Some(key) => drop(glosses.insert(key, gloss.trim().to_owned())),
                None => {
                    let near = nearest(&term, defined.values().map(|(term, _)| term.as_str()));
                    let hint = match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "a chapter defines it by `<dfn id=…>`".to_owned(),
                    };
                    let message = format!("no chapter defines `{term}`");
                    self.breach(Place::line(&file, at), Fault::new(message, &*term, hint));
                }
            }
        }
        for (_, (term, place)) in defined.iter().filter(|(key, _)| !glosses.contains_key(*key)) {
            let message = format!("nothing says what `{term}` means");
            let hint = format!("`{FILE}` says it of the others");
            self.breach(place.clone(), Fault::new(message, &**term, hint));
        }
        glosses
    }
}
