//! The directives: what an author may write between `{{#` and `}}`, and what is wrong with it.

use bindery_diagnostic::{Diagnostic, Rule, nearest};

/// The names of this book's own directives.
pub(crate) const OURS: [&str; 6] = ["figure", "list", "listing", "output", "ref", "value"];

/// The names of the directives that mdBook itself expands.
pub(crate) const MDBOOKS: [&str; 5] =
    ["include", "playground", "playpen", "rustdoc_include", "title"];

/// A directive of the book, as `ARCHITECTURE.md` describes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// `{{#listing file:anchor id="…" caption="…" since="…"}}`
    Listing(Listing),
    /// `{{#output file id="…" caption="…"}}`
    Output(Output),
    /// `{{#figure id caption="…" alt="…"}}`
    Figure(Figure),
    /// `{{#value file.name}}`: the whole name.
    Value(String),
    /// `{{#ref id}}`
    Ref(String),
    /// `{{#list terms}}`
    List(ListOf),
}

/// What the whole book has, to be listed on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOf {
    /// The terms that chapters define: `<dfn id="term-task">task</dfn>`.
    Terms,
    /// The figures.
    Figures,
    /// The programs: the crates below `listings/`.
    Programs,
    /// What is proved, counted, and with what it was recorded.
    Proofs,
    /// Where to look a thing up: by part, topic, figure and program.
    Index,
}

impl ListOf {
    const ALL: [(&str, ListOf); 5] = [
        ("figures", ListOf::Figures),
        ("index", ListOf::Index),
        ("programs", ListOf::Programs),
        ("proofs", ListOf::Proofs),
        ("terms", ListOf::Terms),
    ];
}

/// Lines of a program, as a numbered listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The file, below `listings/`, with `/`.
    pub file: String,
    /// The anchor whose lines are shown; the whole file without one.
    pub anchor: Option<String>,
    /// The id that references use.
    pub id: String,
    /// What to see, in Markdown.
    pub caption: String,
    /// The step, a folder below `listings/`, against which the changes are shown.
    pub since: Option<String>,
}

/// A recorded transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The file, below `listings/`, with `/`.
    pub file: String,
    /// The id that references use; only an output with a caption has one.
    pub id: Option<String>,
    /// What to see, in Markdown; an output with a caption is numbered.
    pub caption: Option<String>,
}

/// A drawing of a recorded run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The name of its description in `figures/`, and the id that references use.
    pub id: String,
    /// What to see, in Markdown.
    pub caption: String,
    /// What it shows, in words, for who can't see it; made from the trace otherwise.
    pub alt: Option<String>,
}

/// What is wrong with a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The words of the line that are meant.
    pub culprit: String,
    /// What to do about it.
    pub hint: String,
    /// What it is about.
    pub rule: Rule,
}

impl Fault {
    pub(crate) fn new(
        message: impl Into<String>,
        culprit: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Fault {
            message: message.into(),
            culprit: culprit.into(),
            hint: hint.into(),
            rule: Rule::Directive,
        }
    }

    /// Says what it is about, if not the directive itself.
    pub(crate) fn about(self, rule: Rule) -> Self {
        Fault { rule, ..self }
    }
}

/// An error, still without its place.
impl From<Fault> for Diagnostic {
    fn from(fault: Fault) -> Self {
        fault.rule.error(fault.message).culprit(fault.culprit).hint(fault.hint)
    }
}

/// Which known name one that isn't known is nearest to.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    nearest(name, OURS.into_iter().chain(MDBOOKS))
}

impl Directive {
    /// Whether it stands in a line of text, not in a line of its own.
    pub fn is_inline(&self) -> bool {
        matches!(self, Directive::Value(_) | Directive::Ref(_))
    }

    /// The directive `name` with what follows its name, up to the closing braces.
    pub(crate) fn parse(name: &str, rest: &str) -> Result<Directive, Vec<Fault>> {
        let (known, mandatory, what): (&[&str], &[&str], &str) = match name {
            "listing" => {
                (&["caption", "id", "since"], &["id", "caption"], "a file below listings/")
            }
            "output" => (&["caption", "id"], &[], "a file below listings/"),
            "figure" => (&["alt", "caption"], &["caption"], "the name of a file in figures/"),
            "list" => (&[], &[], "`figures`, `index`, `programs`, `proofs` or `terms`"),
            "value" => (&[], &[], "a value, as in `three-tasks.total`"),
            _ => (&[], &[], "the id of a listing, figure, output, section or chapter"),
        };
        let mut arguments = Arguments::read(name, rest, known);
        for attribute in mandatory {
            if !arguments.has(attribute) {
                arguments.faults.push(Fault::new(
                    format!("`{{{{#{name}}}}}` has no `{attribute}`"),
                    format!("{{{{#{name}"),
                    format!("add {attribute}=\"…\" before the closing braces"),
                ));
            }
        }
        if arguments.target.is_empty() && arguments.faults.is_empty() {
            arguments.faults.push(Fault::new(
                format!("`{{{{#{name}}}}}` doesn't say what to show"),
                format!("{{{{#{name}"),
                format!("after the name comes {what}"),
            ));
        }
        let directive = arguments.directive(name);
        if arguments.faults.is_empty() { Ok(directive) } else { Err(arguments.faults) }
    }
}

/// What follows a directive's name.
#[derive(Default)]
struct Arguments {
    target: String,
    attributes: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Arguments {
    fn read(name: &str, rest: &str, known: &[&str]) -> Self {
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

    fn has(&self, key: &str) -> bool {
        self.attributes.iter().any(|(name, _)| name == key)
    }

    fn take(&mut self, key: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(name, _)| name == key)?;
        Some(self.attributes.swap_remove(at).1)
    }

    fn directive(&mut self, name: &str) -> Directive {
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

/// Whether `c` may be part of an anchor's name, by mdBook's rules.
pub(crate) fn is_anchor_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
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

/// `` `a`, `b` and `c` ``
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
