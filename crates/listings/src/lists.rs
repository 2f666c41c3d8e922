//! Lists of what the whole book has: `{{#list terms}}` and the others.

mod glosses;
mod index;
mod programs;
mod proofs;
mod sections;
mod terms;

pub(crate) use terms::{glossary, leads};

use crate::chapters::ChapterSource;
use crate::directive::{Directive, ListOf};
use crate::expand::{Expander, Spot};
use crate::labels::relative;
use crate::markup;
use crate::scan::Item;
use bindery_diagnostic::Diagnostic;

impl Expander<'_> {
    /// The list, as Markdown.
    pub fn list(&mut self, list: ListOf, spot: Spot<'_>) -> Result<String, Diagnostic> {
        Ok(match list {
            ListOf::Terms => self.terms(spot),
            ListOf::Figures => self.figures(spot)?,
            ListOf::Programs => self.programs(spot),
            ListOf::Proofs => self.proofs()?,
            ListOf::Index => self.index(spot)?,
        })
    }

    /// The figures in reading order, with their captions.
    fn figures(&mut self, spot: Spot<'_>) -> Result<String, Diagnostic> {
        let mut list = String::new();
        for chapter in self.chapters {
            let mut entries = String::new();
            for found in &chapter.page.found {
                let Item::Directive(Directive::Figure(figure)) = &found.item else { continue };
                let link = self.labels.link(&figure.id, &spot.chapter.link)?;
                let caption = self.caption(&figure.caption, spot);
                entries += &format!("- {link}: {caption}\n");
            }
            list += &section(chapter, &entries, spot);
        }
        Ok(list)
    }
}

impl Spot<'_> {
    /// The address of an element of a chapter, or of the chapter itself if the id is empty.
    fn path_to(self, chapter: &ChapterSource, id: &str) -> String {
        let path = markup::html(&relative(&self.chapter.link, &chapter.link));
        if id.is_empty() { path } else { format!("{path}#{id}") }
    }

    /// A link that says the number of its chapter, or the name of one without a number.
    fn number_of(self, chapter: &ChapterSource, id: &str) -> String {
        let (place, name) = (self.path_to(chapter, id), markup::words(&chapter.name));
        match &chapter.numbering {
            Some(number) => format!("<a href=\"{place}\" title=\"{name}\">{number}</a>"),
            None => format!("<a href=\"{place}\">“{name}”</a>"),
        }
    }
}

/// "chapters 2, 5", each a link.
fn numbers(places: &[(&ChapterSource, &str)], spot: Spot<'_>) -> String {
    let links: Vec<String> =
        places.iter().map(|(chapter, id)| spot.number_of(chapter, id)).collect();
    let chapters = if links.len() == 1 { "chapter" } else { "chapters" };
    format!("{chapters} {}", links.join(", "))
}

/// A link that says the number and the name of a chapter.
fn chapter_link(chapter: &ChapterSource, spot: Spot<'_>) -> String {
    let number = chapter.numbering.as_ref().map(|number| format!("{number}. ")).unwrap_or_default();
    let (place, name) = (spot.path_to(chapter, ""), markup::words(&chapter.name));
    format!("<a href=\"{place}\">{number}{name}</a>")
}

/// The chapter's entries below a line with its name; nothing for none.
fn section(chapter: &ChapterSource, entries: &str, spot: Spot<'_>) -> String {
    match entries {
        "" => String::new(),
        entries => format!("**{}**\n\n{entries}\n", chapter_link(chapter, spot)),
    }
}
