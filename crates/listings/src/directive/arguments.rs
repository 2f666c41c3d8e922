//! What follows a directive's name: its target, and attributes with values in quotes.

use super::{Directive, Fault, Figure, ListOf, Listing, Output, is_anchor_char, list};
use bindery_diagnostic::nearest;

/// What follows a directive's name.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) target: String,
    attributes: Vec<(String, String)>,
    pub(super) faults: Vec<Fault>,
}

impl Arguments {
    pub(super) fn read(name: &str, rest: &str, known: &[&str]) -> Self {
        let mut arguments = Arguments::default();
        let mut rest = rest.trim_start();
        let mut first = true;
        while !rest.is_empty() {
            let word_end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            if rest[word_end..].starts_with('=') {
                rest = arguments.attribute(name, rest, word_end, known);
            } else {
                arguments.word(name, &rest[..word_end], first);
                rest = &rest[word_end..];
            }
            first = false;
            rest = rest.trim_start();
        }
        arguments
    }

    /// Reads the attribute whose `=` is at `equals`, and returns what follows it.
    fn attribute<'r>(
        &mut self,
        name: &str,
        rest: &'r str,
        equals: usize,
        known: &[&str],
    ) -> &'r str {
        let (key, value) = (&rest[..equals], &rest[equals + 1..]);
        // Quotes come in pairs here, or the directive's end would not have been found.
        let quoted =
            value.strip_prefix('"').and_then(|text| text.split_at_checked(closing_quote(text)?));
        let (text, after) = match quoted {
            Some((text, after)) => (text.replace("\\\"", "\""), &after[1..]),
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                self.faults.push(Fault::new(
                    format!("the value of `{key}` is not in double quotes"),
                    &rest[..equals + 1 + end],
                    format!("write {key}=\"…\""),
                ));
                (value[..end].to_owned(), &value[end..])
            }
        };
        let near = nearest(key, known.iter().copied());
        if !known.contains(&key) {
            let hint = match (near, known) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, []) => "it takes no attributes".to_owned(),
                (None, _) => format!("it takes {}", list(known.iter().copied())),
            };
            let message = format!("`{{{{#{name}}}}}` has no attribute `{key}`");
            self.faults.push(Fault::new(message, key, hint));
        } else if self.has(key) {
            let message = format!("the attribute `{key}` is given twice");
            self.faults.push(Fault::new(message, key, "keep one of them"));
        } else if text.trim().is_empty() {
            self.faults.push(Fault::new(
                format!("the attribute `{key}` is empty"),
                format!("{key}=\"\""),
                "give it a value, or leave it out if it is optional",
            ));
        }
        // What is given under a misspelt name is not missing as well.
        self.attributes.push((near.unwrap_or(key).to_owned(), text));
        after
    }

    /// Takes a word that is no attribute: what to show, if it comes first.
    fn word(&mut self, name: &str, word: &str, first: bool) {
        if word.contains('"') {
            self.faults.push(Fault::new(
                format!("`{word}` is in quotes"),
                word,
                format!("what `{{{{#{name}}}}}` shows stands without quotes, after the name"),
            ));
        } else if first {
            self.target = word.to_owned();
        } else {
            self.faults.push(Fault::new(
                format!("`{word}` is neither what to show nor an attribute"),
                word,
                "attributes look like name=\"value\", and what to show comes first",
            ));
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.attributes.iter().any(|(name, _)| name == key)
    }

    fn take(&mut self, key: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(name, _)| name == key)?;
        Some(self.attributes.swap_remove(at).1)
    }

    pub(super) fn directive(&mut self, name: &str) -> Directive {
        let target = std::mem::take(&mut self.target);
        match name {
            "listing" => {
                let (file, anchor) = self.file_and_anchor(target);
                let id = self.take("id").unwrap_or_default();
                self.check_id(&id);
                let caption = self.take("caption").unwrap_or_default();
                Directive::Listing(Listing { file, anchor, id, caption, since: self.take("since") })
            }
            "output" => {
                if let Some((_, part)) = target.split_once(':') {
                    self.faults.push(Fault::new(
                        "an output is shown whole",
                        format!(":{part}"),
                        "record what you want to show in a file of its own",
                    ));
                }
                let output =
                    Output { file: target, id: self.take("id"), caption: self.take("caption") };
                if let Some(id) = &output.id {
                    self.check_id(id);
                    if output.caption.is_none() {
                        self.faults.push(Fault::new(
                            "an output with an id has no caption",
                            format!("\"{id}\""),
                            "only an output with a caption has a number to refer to: add caption=\"…\"",
                        ));
                    }
                }
                Directive::Output(output)
            }
            "figure" => {
                self.check_id(&target);
                let caption = self.take("caption").unwrap_or_default();
                Directive::Figure(Figure { id: target, caption, alt: self.take("alt") })
            }
            "list" => Directive::List(self.list_of(&target)),
            "value" => Directive::Value(target),
            _ => Directive::Ref(target),
        }
    }

    fn list_of(&mut self, target: &str) -> ListOf {
        let names = || ListOf::ALL.iter().map(|(name, _)| *name);
        match ListOf::ALL.iter().find(|(name, _)| *name == target) {
            Some((_, list)) => *list,
            None => {
                if !target.is_empty() {
                    let hint = match nearest(target, names()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("it lists {}", list(names())),
                    };
                    let message = format!("there is no list of `{target}`");
                    self.faults.push(Fault::new(message, target, hint));
                }
                ListOf::Terms
            }
        }
    }

    fn file_and_anchor(&mut self, target: String) -> (String, Option<String>) {
        let Some((file, anchor)) = target.split_once(':') else {
            return (target, None);
        };
        if anchor.chars().all(|c| c.is_ascii_digit() || c == ':') {
            self.faults.push(Fault::new(
                "a listing can't be a range of lines: it would show other lines after an edit",
                format!(":{anchor}"),
                "put `// ANCHOR: name` and `// ANCHOR_END: name` around the lines, and write \
                 the name after the colon",
            ));
        } else if !anchor.chars().all(is_anchor_char) {
            self.faults.push(Fault::new(
                format!("`{anchor}` is no name for an anchor"),
                format!(":{anchor}"),
                "letters, digits, `-` and `_` make a name",
            ));
        }
        (file.to_owned(), Some(anchor.to_owned()))
    }

    fn check_id(&mut self, id: &str) {
        let fit = id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if !fit && !id.trim().is_empty() {
            self.faults.push(Fault::new(
                format!("`{id}` is no id"),
                id,
                "an id is made of ASCII letters, digits, `-` and `_`, and begins with a letter",
            ));
        }
    }
}

/// The place of the quote that closes a value; a quote after a backslash doesn't.
pub(crate) fn closing_quote(quoted: &str) -> Option<usize> {
    let mut escaped = false;
    quoted.char_indices().find_map(|(at, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at)
    })
}
