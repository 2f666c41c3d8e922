//! Same input, same bytes.

use crate::corpus::{books, build};
use crate::generator::ROOT;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn two_builds_are_identical() {
    let first = &books()[0];
    let second = build("slow-poetry-again", Path::new(ROOT), &[]);
    let (one, two) = (files(&first.folder), files(&second.folder));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    let differ: Vec<&PathBuf> =
        one.iter().filter(|(path, bytes)| two[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert!(one.len() > 10, "there is something to compare");
}

/// The bytes of all files below a folder, by their paths in it; hidden ones are nobody's edition.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            let inside = path.strip_prefix(folder).expect("it is below the folder").to_owned();
            if inside.to_string_lossy().starts_with('.') {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(inside, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    found
}
