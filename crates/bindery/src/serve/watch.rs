//! Tells when a file of the book has changed.

use crate::config;
use anyhow::{Context, Result};
use bindery_diagnostic::Report;
use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// An editor writes a file in several steps: they count as one change.
const BURST: Duration = Duration::from_millis(200);

/// Calls `changed` after each change, until the watcher is dropped.
pub(super) fn start(
    root: &Path,
    changed: impl Fn() + Send + 'static,
) -> Result<Debouncer<RecommendedWatcher>> {
    // What is wrong with it has been said when the book was made.
    let config = config::read(&root.join("book.toml"), &mut Report::default()).unwrap_or_default();
    let mut seen = SystemTime::now();
    let mut watcher = new_debouncer(BURST, move |events: DebounceEventResult| {
        let Ok(events) = events else { return };
        let now = SystemTime::now();
        if events.iter().any(|event| is_newer(&event.path, seen)) {
            seen = now;
            changed();
        }
    })
    .context("files can't be watched")?;
    let extra = config.build.extra_watch_dirs.iter();
    let folders = ["listings", "figures", "theme", "book.toml", "terms.toml"].map(Path::new);
    for part in std::iter::once(&*config.book.src).chain(folders).chain(extra.map(|dir| &**dir)) {
        let path = root.join(part);
        if path.exists() {
            let watched = watcher.watcher().watch(&path, RecursiveMode::Recursive);
            watched.with_context(|| format!("{} can't be watched", path.display()))?;
        }
    }
    Ok(watcher)
}

/// Whether the file was written since `time`, or has gone, or has come to its folder. That a file
/// was opened is told, too, and making the book opens them all.
fn is_newer(path: &Path, time: SystemTime) -> bool {
    let newer = |path: &Path| {
        let modified = path.metadata().and_then(|metadata| metadata.modified());
        modified.is_ok_and(|modified| modified >= time)
    };
    !path.exists() || newer(path) || path.parent().is_some_and(newer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc;

    #[test]
    fn a_file_that_is_read_is_no_change_and_one_that_is_written_is() {
        let root = tempfile::tempdir().unwrap();
        let page = root.path().join("src/page.md");
        fs::create_dir(root.path().join("src")).unwrap();
        fs::write(&page, "one").unwrap();
        std::thread::sleep(BURST);
        let (sender, changes) = mpsc::channel();
        let _watcher = start(root.path(), move || sender.send(()).unwrap()).unwrap();
        for _ in 0..3 {
            fs::read(&page).unwrap();
            assert!(changes.recv_timeout(3 * BURST).is_err(), "reading is no change");
        }
        fs::write(&page, "two").unwrap();
        assert!(changes.recv_timeout(Duration::from_secs(10)).is_ok(), "writing is one");
    }
}
