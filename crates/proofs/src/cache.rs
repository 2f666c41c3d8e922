//! Proofs that were passed before, by all that they depend on.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Raised when what a proof means changes, so that nothing old is believed.
const VERSION: u64 = 1;

/// What a proof depends on, as one number.
///
/// Hashes are compared on one machine between runs of one build; they needn't be the same anywhere
/// else.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    first: DefaultHasher,
    second: DefaultHasher,
}

impl Key {
    /// The key of a kind of proof, without what it depends on.
    pub(crate) fn new(kind: &str) -> Key {
        let mut second = DefaultHasher::new();
        second.write_u64(VERSION);
        let mut key = Key { first: DefaultHasher::new(), second };
        key.bytes(kind.as_bytes());
        key
    }

    /// It depends on these bytes.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        for hasher in [&mut self.first, &mut self.second] {
            hasher.write_usize(bytes.len());
            hasher.write(bytes);
        }
    }

    /// It depends on this text.
    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// It depends on what is in this file, or on its being absent.
    pub(crate) fn file(&mut self, file: &Path) {
        match fs::read(file) {
            Ok(bytes) => self.bytes(&bytes),
            Err(_) => self.text("absent"),
        }
    }

    /// The name of what is kept under this key.
    pub(crate) fn name(&self) -> String {
        format!("{:016x}{:016x}", self.first.finish(), self.second.finish())
    }
}

/// The folder of what was passed; `None` where nothing is remembered.
#[derive(Debug, Clone)]
pub(crate) struct Cache(Option<PathBuf>);

impl Cache {
    /// What is remembered below Cargo's folder `target`, if anything shall be.
    pub(crate) fn open(target: &Path, cached: bool) -> Cache {
        Cache(cached.then(|| target.join("bindery-proofs")))
    }

    /// Whether the proof was passed.
    pub(crate) fn passed(&self, key: &Key) -> bool {
        self.0.as_ref().is_some_and(|folder| folder.join(key.name()).exists())
    }

    /// Remembers that it was. What can't be remembered is proved again, so errors don't matter.
    pub(crate) fn pass(&self, key: &Key) {
        if let Some(folder) = &self.0 {
            let _ = fs::create_dir_all(folder);
            let _ = fs::write(folder.join(key.name()), "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_passed_under_its_own_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), true);
        let key = |parts: [&str; 2]| {
            let mut key = Key::new("test");
            parts.iter().for_each(|part| key.text(part));
            key
        };
        cache.pass(&key(["a", "bc"]));
        assert!(cache.passed(&key(["a", "bc"])));
        assert!(!cache.passed(&key(["ab", "c"])));
        assert!(!Cache::open(folder.path(), false).passed(&key(["a", "bc"])));
    }
}
