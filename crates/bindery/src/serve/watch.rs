//! Tells when a file of the book has changed.

use anyhow::{Context, Result};
use mdbook_core::config::Config;
use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use std::path::Path;
use std::time::Duration;

/// An editor writes a file in several steps: they count as one change.
const BURST: Duration = Duration::from_millis(200);

/// Calls `changed` after each change, until the watcher is dropped.
pub(super) fn start(
    root: &Path,
    changed: impl Fn() + Send + 'static,
) -> Result<Debouncer<RecommendedWatcher>> {
    let config = Config::from_disk(root.join("book.toml")).unwrap_or_default();
    let mut watcher = new_debouncer(BURST, move |events: DebounceEventResult| {
        if events.is_ok_and(|events| !events.is_empty()) {
            changed();
        }
    })
    .context("files can't be watched")?;
    let extra = config.build.extra_watch_dirs.iter();
    let folders = ["listings", "figures", "theme", "book.toml"].map(Path::new);
    for part in std::iter::once(&*config.book.src).chain(folders).chain(extra.map(|dir| &**dir)) {
        let path = root.join(part);
        if path.exists() {
            let watched = watcher.watcher().watch(&path, RecursiveMode::Recursive);
            watched.with_context(|| format!("{} can't be watched", path.display()))?;
        }
    }
    Ok(watcher)
}
