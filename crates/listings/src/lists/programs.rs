//! The programs: what each does, and the chapters that show it.

use super::{numbers, section};
use crate::chapters::ChapterSource;
use crate::expand::{Expander, Spot};
use crate::lists::sections::{Section, sections};
use crate::markup;
use crate::unshown::{behind, find_crates, mentions, package_name, runs};
use std::fs;
use std::path::Path;

/// A crate below `listings/`.
pub(crate) struct Program<'c> {
    pub name: String,
    /// What its manifest says.
    does: String,
    /// The chapters that show it, and the id of the first section that does.
    pub places: Vec<(&'c ChapterSource, String)>,
}

impl Program<'_> {
    /// The chapter below which it is listed.
    fn home(&self) -> Option<&str> {
        let numbered = self.places.iter().find(|(chapter, _)| chapter.number.is_some());
        numbered.or(self.places.first()).map(|(chapter, _)| chapter.link.as_str())
    }
}

impl<'r> Expander<'r> {
    /// The programs below the first numbered chapter that shows them, or else the first without a
    /// number; each with the others that do.
    pub fn programs(&mut self, spot: Spot<'_>) -> String {
        let programs = self.shown_programs(spot);
        let mut list = String::new();
        for chapter in self.chapters {
            let is_first =
                |program: &&Program<'_>| program.home().is_some_and(|home| home == chapter.link);
            let entries: String =
                programs.iter().filter(is_first).map(|one| entry(one, spot)).collect();
            list += &section(chapter, &entries, spot);
        }
        let homeless = programs.iter().filter(|program| program.places.is_empty());
        list + &homeless.map(|one| entry(one, spot)).collect::<String>()
    }

    /// The programs, by the folders that they are in.
    pub(crate) fn shown_programs(&mut self, spot: Spot<'_>) -> Vec<Program<'r>> {
        let mut crates = Vec::new();
        find_crates(&self.root.join("listings"), "", &mut crates);
        let others = self.chapters.iter().filter(|chapter| chapter.link != spot.chapter.link);
        let mut all: Vec<(&ChapterSource, Vec<Section>)> = Vec::new();
        for chapter in others {
            let mut sections = sections(chapter);
            for found in &chapter.page.found {
                let section = sections.iter_mut().rfind(|section| section.line <= found.line);
                if let (Some(section), Some(text)) =
                    (section, behind(self.root, &mut self.files, &found.item))
                {
                    section.source += &text;
                }
            }
            all.push((chapter, sections));
        }
        let mut programs = Vec::new();
        for path in crates {
            let manifest = self.files.path(&path).join("Cargo.toml");
            let Some(name) = package_name(&manifest) else { continue };
            let shows = |section: &&Section| {
                mentions(&section.source, &path) || runs(&section.source, &name)
            };
            let places = all.iter().filter_map(|(chapter, sections)| {
                Some((*chapter, sections.iter().find(shows)?.id.clone()))
            });
            let places = places.collect();
            programs.push(Program {
                does: description(&manifest).unwrap_or_default(),
                name,
                places,
            });
        }
        programs
    }
}

fn entry(program: &Program<'_>, spot: Spot<'_>) -> String {
    let mut entry = format!("- `{}`", program.name);
    let does = program.does.trim();
    if !does.is_empty() {
        let stop = if does.ends_with(['.', '?', '!']) { "" } else { "." };
        entry += &format!(": {}{stop}", markup::words(does));
    }
    let others = program.places.iter().filter(|(other, _)| program.home() != Some(&other.link));
    let others: Vec<_> = others.map(|(chapter, id)| (*chapter, id.as_str())).collect();
    if !others.is_empty() {
        entry += &format!(" Also in {}.", numbers(&others, spot));
    }
    entry + "\n"
}

fn description(manifest: &Path) -> Option<String> {
    let table: toml::Table = fs::read_to_string(manifest).ok()?.parse().ok()?;
    Some(table.get("package")?.get("description")?.as_str()?.to_owned())
}
