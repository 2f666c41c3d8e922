//! `bindery clean`.

use crate::cli::{Clean, Edition};
use crate::{book, config, report};
use anyhow::{Context, Result};
use bindery_diagnostic::Report;
use std::fs;
use std::io::ErrorKind;
use std::process::ExitCode;

/// Removes the editions, and nothing else that may lie beside them.
pub fn run(clean: &Clean) -> Result<ExitCode> {
    let root = &clean.book.book;
    let mut found = Report::default();
    let Some(config) = config::read(&root.join("book.toml"), &mut found) else {
        report::print(&found);
        return Ok(ExitCode::FAILURE);
    };
    let dest = match &clean.dest_dir {
        Some(dest) => dest.clone(),
        None => book::default_dest(root, &config)?,
    };
    let editions = Edition::ALL.iter().map(|edition| edition.folder());
    for folder in editions.chain([crate::site::FOLDER]) {
        let folder = dest.join(folder);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("can't remove {}", folder.display()));
            }
            _ => {}
        }
    }
    // The folder itself goes if nothing else is in it.
    let _ = fs::remove_file(dest.join(crate::stage::LOCK));
    let _ = fs::remove_dir(&dest);
    Ok(ExitCode::SUCCESS)
}
