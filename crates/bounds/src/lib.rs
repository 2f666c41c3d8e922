//! Which files a book may show: those of its own folder, and of folders that its `book.toml` allows.
//!
//! A manuscript may be a stranger's. Whatever reads a file for it asks [`Bounds`] first.

use mdbook_core::config::Config;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The key of `[preprocessor.bindery]` that names further folders, relative to the book's.
pub const ALLOW: &str = "allow";

/// How long a chapter may be with all that it includes, in bytes. The text of a long novel is 3 MB.
pub const LONGEST_CHAPTER: u64 = 8 << 20;

/// The folders that a book may show files of.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// In full, without symbolic links; the book's own is the first.
    folders: Vec<PathBuf>,
}

impl Bounds {
    /// Those of the book in the folder `root`. What `allow` names and isn't there allows nothing.
    pub fn of(root: &Path, config: &Config) -> Bounds {
        let allowed: Option<Vec<PathBuf>> =
            config.get(&format!("preprocessor.bindery.{ALLOW}")).ok().flatten();
        let allowed = allowed.unwrap_or_default().into_iter().map(|folder| root.join(folder));
        let folders = std::iter::once(root.to_owned()).chain(allowed);
        Bounds { folders: folders.filter_map(|folder| folder.canonicalize().ok()).collect() }
    }

    /// Whether the file or folder at `path` is the book's to show or to write, once all symbolic
    /// links are followed. Of what isn't there yet, the folder counts that it would be in.
    pub fn hold(&self, path: &Path) -> bool {
        let mut there = path;
        loop {
            if let Ok(full) = there.canonicalize() {
                let new = path.strip_prefix(there).unwrap_or(Path::new(""));
                let stays = new.components().all(|part| matches!(part, Component::Normal(_)));
                return stays && self.folders.iter().any(|folder| full.starts_with(folder));
            }
            // A link that leads nowhere may lead somewhere tomorrow.
            if there.is_symlink() {
                return false;
            }
            match there.parent() {
                Some(parent) if parent.as_os_str().is_empty() => there = Path::new("."),
                Some(parent) => there = parent,
                None => return false,
            }
        }
    }

    /// The symbolic links below `folder` that lead out of the bounds, or back to a folder that they
    /// are in, in order.
    pub fn strays(&self, folder: &Path) -> Vec<PathBuf> {
        let mut strays = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let Ok(kind) = entry.file_type() else { continue };
                if kind.is_dir() {
                    open.push(path);
                } else if kind.is_symlink() && (!self.hold(&path) || leads_back(&path)) {
                    strays.push(path);
                }
            }
        }
        strays.sort();
        strays
    }
}

fn leads_back(link: &Path) -> bool {
    let folder = link.parent().and_then(|folder| folder.canonicalize().ok());
    matches!((folder, link.canonicalize()), (Some(folder), Ok(to)) if folder.starts_with(&to))
}

/// Whether a path from a book, given with `/`, goes down from where it begins.
pub fn goes_down(path: &str) -> bool {
    !path.contains('\\')
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    #[test]
    fn the_book_and_what_it_allows() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("book");
        for name in ["book/src", "shared", "secret"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("file"), "").unwrap();
        }
        let config = "[preprocessor.bindery]\nallow = [\"../shared\", \"../nowhere\"]";
        let config = Config::from_str(config).unwrap();
        let bounds = Bounds::of(&root, &config);
        let holds = |path: &str| bounds.hold(&root.join(path));
        assert!(holds("src/file") && holds("../shared/file") && holds("book/html/new"));
        assert!(!holds("../secret/file") && !holds("../secret/new") && !holds("/etc/passwd"));
        assert!(!holds("new/../../secret/file") && !holds("../nowhere/file"));
        assert!(!Bounds::of(&root, &Config::default()).hold(&root.join("../shared/file")));
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_or_back_are_found() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (root, secret) = (folder.path().join("book"), folder.path().join("secret"));
        fs::create_dir_all(root.join("src/deep")).unwrap();
        fs::write(&secret, "").unwrap();
        fs::write(root.join("own"), "").unwrap();
        symlink(&secret, root.join("src/deep/out")).unwrap();
        symlink(folder.path(), root.join("src/folder")).unwrap();
        symlink("../nowhere", root.join("src/nowhere")).unwrap();
        symlink("..", root.join("src/deep/round")).unwrap();
        symlink(root.join("own"), root.join("src/own")).unwrap();
        let strays = Bounds::of(&root, &Config::default()).strays(&root.join("src"));
        let names: Vec<_> = strays.iter().map(|path| path.strip_prefix(&root).unwrap()).collect();
        let expected = ["src/deep/out", "src/deep/round", "src/folder", "src/nowhere"];
        assert_eq!(names, expected.map(Path::new));
    }

    #[test]
    fn down_is_down_in_every_system() {
        assert!(goes_down("a/b.md") && goes_down("./a.md"));
        for path in ["../a.md", "a/../../b.md", "/etc/passwd", "..\\a.md", "C:\\a.md"] {
            assert!(!goes_down(path), "{path}");
        }
    }
}
