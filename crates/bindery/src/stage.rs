//! Where an edition is made before it takes its place: the last good one stays until the new one is whole.

use crate::report;
use anyhow::{Context, Result};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The folders of runs that are under way, to be removed when they are interrupted.
static CURRENT: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// How often, and how long after each other, an interrupted run tries to remove its folder.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(5);

/// How often in a row it has to be gone.
const IN_A_ROW: u32 = 10;

const PREFIX: &str = ".bindery-";
/// The file whose lock says that a run is under way.
pub const LOCK: &str = ".bindery.lock";

/// A folder beside the editions, on the same file system; gone when dropped.
pub struct Stage {
    dest: PathBuf,
    folder: PathBuf,
    /// Held for as long as the run lasts, so that two runs don't mix.
    _lock: File,
}

impl Stage {
    /// Waits for other runs into `dest` to end, and begins one.
    pub fn begin(dest: &Path) -> Result<Stage> {
        let at = || format!("can't write into {}", dest.display());
        fs::create_dir_all(dest).with_context(at)?;
        let lock = File::create(dest.join(LOCK)).with_context(at)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                report::note(&format!("waiting for another run into {} to end", dest.display()));
                lock.lock().with_context(at)?;
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(at),
            Ok(()) => {}
        }
        remove_leftovers(dest);
        let folder = dest.join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&folder).with_context(at)?;
        remove_on_interrupt(&folder);
        Ok(Stage { dest: dest.to_owned(), folder, _lock: lock })
    }

    /// Where the edition `name` is to be made.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts what was made at [`Stage::path`] in its place.
    pub fn place(&self, name: &str) -> Result<PathBuf> {
        let (new, place) = (self.path(name), self.dest.join(name));
        let at = || format!("can't replace {}", place.display());
        if place.exists() {
            if exchange(&new, &place).is_err() {
                fs::rename(&place, self.path(&format!("{name}.old"))).with_context(at)?;
                fs::rename(&new, &place).with_context(at)?;
            }
        } else {
            fs::rename(&new, &place).with_context(at)?;
        }
        Ok(place)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What can't be removed now, the next run removes.
        let _ = fs::remove_dir_all(&self.folder);
        current().retain(|folder| *folder != self.folder);
    }
}

/// Swaps two paths in one step, so that there is no moment without an edition.
#[cfg(target_os = "linux")]
fn exchange(new: &Path, place: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, place, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Removes what runs that were killed have left behind. The lock says that none is under way.
fn remove_leftovers(dest: &Path) {
    for entry in fs::read_dir(dest).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let pid = name.strip_prefix(PREFIX).is_some_and(|rest| rest.parse::<u32>().is_ok());
        if pid && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn current() -> MutexGuard<'static, Vec<PathBuf>> {
    CURRENT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes Ctrl-C remove `folder`, too.
pub fn remove_on_interrupt(folder: &Path) {
    current().push(folder.to_owned());
}

/// Makes Ctrl-C remove what was being made, and exit with 130.
pub fn clean_up_on_interrupt() {
    // A second handler can't be set; the first does the same.
    let _ = ctrlc::set_handler(|| {
        for folder in current().drain(..) {
            // What is under way may make it anew while and after it is removed, until it fails for
            // want of what it has made.
            let mut gone = 0;
            for _ in 0..TRIES {
                gone = if fs::remove_dir_all(&folder).is_err() && !folder.exists() {
                    gone + 1
                } else {
                    0
                };
                if gone == IN_A_ROW {
                    break;
                }
                thread::sleep(PAUSE);
            }
        }
        std::process::exit(130);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_edition_stays_until_the_new_one_is_whole() {
        let dest = tempfile::tempdir().unwrap();
        let read = || fs::read_to_string(dest.path().join("html/page")).ok();
        for text in ["old", "new"] {
            let before = read();
            let stage = Stage::begin(dest.path()).unwrap();
            fs::create_dir(stage.path("html")).unwrap();
            fs::write(stage.path("html").join("page"), text).unwrap();
            assert_eq!(read(), before);
            stage.place("html").unwrap();
            assert_eq!(read().as_deref(), Some(text));
        }
        // A run that ends early changes nothing, and leaves nothing.
        let stage = Stage::begin(dest.path()).unwrap();
        fs::create_dir(stage.path("html")).unwrap();
        drop(stage);
        assert_eq!(read().as_deref(), Some("new"));
        let names: Vec<_> =
            fs::read_dir(dest.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
    }
}
