//! Lists of what the whole book has: `{{#list terms}}` and the others.

mod proofs;
mod terms;

use crate::chapters::ChapterSource;
use crate::directive::{Directive, ListOf};
use crate::expand::{Expander, Spot};
use crate::markup;
use crate::scan::Item;
use crate::unshown::{find_crates, mentions, package_name, runs};
use bindery_diagnostic::Diagnostic;
use std::fs;
use std::path::Path;

impl Expander<'_> {
    /// The list, as Markdown.
    pub fn list(&mut self, list: ListOf, spot: Spot<'_>) -> Result<String, Diagnostic> {
        Ok(match list {
            ListOf::Terms => self.terms(spot),
            ListOf::Figures => self.figures(spot)?,
            ListOf::Programs => self.programs(spot)?,
            ListOf::Proofs => self.proofs()?,
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
            list += &section(chapter, &entries);
        }
        Ok(list)
    }

    /// The programs by the folder they are in, with what they do and the chapters that show them.
    fn programs(&mut self, spot: Spot<'_>) -> Result<String, Diagnostic> {
        let mut crates = Vec::new();
        find_crates(&self.root.join("listings"), "", &mut crates);
        let mut list = String::from("| program | what it does | shown in |\n|---|---|---|\n");
        for path in crates {
            let manifest = self.files.path(&path).join("Cargo.toml");
            let Some(name) = package_name(&manifest) else { continue };
            let does = markup::words(&description(&manifest).unwrap_or_default());
            let shown = |chapter: &&ChapterSource| {
                mentions(&chapter.source, &path) || runs(&chapter.source, &name)
            };
            let own = spot.chapter.link.as_str();
            let chapters = self.chapters.iter().filter(|chapter| chapter.link != own);
            let links: Result<Vec<_>, _> =
                chapters.filter(shown).map(|one| self.labels.link(one.id(), own)).collect();
            list += &format!("| `{name}` | {does} | {} |\n", links?.join(", "));
        }
        Ok(list)
    }
}

/// The chapter's entries below a line with its name; nothing for none.
fn section(chapter: &ChapterSource, entries: &str) -> String {
    match entries {
        "" => String::new(),
        entries => format!("**{}**\n\n{entries}\n", markup::words(&chapter.name)),
    }
}

fn description(manifest: &Path) -> Option<String> {
    let table: toml::Table = fs::read_to_string(manifest).ok()?.parse().ok()?;
    Some(table.get("package")?.get("description")?.as_str()?.to_owned())
}
