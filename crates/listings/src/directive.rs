//! The directives: what an author may write between `{{#` and `}}`, and what is wrong with it.

mod arguments;

pub(crate) use arguments::closing_quote;

use arguments::Arguments;
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

/// Whether `c` may be part of an anchor's name, by mdBook's rules.
pub(crate) fn is_anchor_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
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
