//! Same input, same bytes.

use crate::corpus::{books, build};
use crate::generator::ROOT;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use zip::ZipArchive;

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

/// Unpacked, it is what the tests in the browser open.
#[test]
fn the_archive_holds_all_editions_as_they_are() {
    for book in books() {
        let archive = File::open(book.file("zip")).expect("the archive is there");
        let mut archive = ZipArchive::new(archive).expect("it is one");
        let mut packed = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a file in the archive");
            let path = PathBuf::from(file.name().expect("a name").as_ref());
            let path: PathBuf = path.components().skip(1).collect();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("it can be unpacked");
            packed.insert(path, bytes);
        }
        let mut made = files(&book.folder);
        made.retain(|path, _| !path.starts_with("zip"));
        assert!(made.keys().eq(packed.keys()), "{}: other files", book.name);
        assert!(made == packed, "{}: other bytes", book.name);
    }
}
