//! Same input, same bytes.

use crate::corpus::{books, build, path};
use crate::generator::{BINDERY, ROOT, said};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};
use zip::ZipArchive;

#[test]
fn two_builds_are_identical() {
    let first = &books()[0];
    let second = build("slow-poetry-again", Path::new(ROOT), &[]);
    assert_same(&first.folder, &second.folder);
}

/// In another folder, with files of another day, by another user with another language and time
/// zone, on another number of threads.
#[test]
fn a_build_elsewhere_is_identical() {
    let elsewhere = tempfile::tempdir().expect("a folder can be made");
    let root = elsewhere.path().join("another folder");
    fs::create_dir(&root).expect("a folder can be made");
    let single = ["book.toml", "Cargo.toml", "Cargo.lock", "terms.toml"];
    for part in single.into_iter().chain(["src", "listings", "figures", "theme", "poems"]) {
        copy(&Path::new(ROOT).join(part), &root.join(part));
    }
    let dest = elsewhere.path().join("editions");
    for (day, threads) in [(None, "1"), (Some("1000000000"), "3")] {
        let here = match day {
            None => books()[0].folder.clone(),
            Some(day) => {
                let dest = elsewhere.path().join("here");
                run(Path::new(ROOT), &dest, &[("SOURCE_DATE_EPOCH", day)]);
                dest
            }
        };
        let mut env = vec![
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "C"),
            ("TZ", "Pacific/Kiritimati"),
            ("USER", "somebody-else"),
            ("HOME", "/nowhere"),
            ("RAYON_NUM_THREADS", threads),
        ];
        env.extend(day.map(|day| ("SOURCE_DATE_EPOCH", day)));
        run(&root, &dest, &env);
        assert_same(&here, &dest);
    }
    // The day is in the editions, where there is one: what is the same is not the lack of it.
    let dated = files(&dest);
    let undated = files(&books()[0].folder);
    let differ =
        dated.iter().filter(|(path, bytes)| undated[*path] != **bytes).map(|(path, _)| path);
    let endings: Vec<_> = differ.filter_map(|path| path.extension()).collect();
    assert_eq!(endings, ["epub", "pdf", "zip"]);
}

fn run(root: &Path, dest: &Path, env: &[(&str, &str)]) {
    let output = Command::new(&*BINDERY)
        .args(["build", path(root), "--dest-dir", path(dest)])
        .envs(env.iter().copied())
        .output()
        .expect("bindery starts");
    assert!(output.status.success(), "{}", said(&output));
}

/// Copies a file or folder; the copies are as old as this century.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder can be made");
        for entry in fs::read_dir(from).expect("the folder can be read") {
            let name = entry.expect("the folder can be read").file_name();
            // Other tests make and remove such files meanwhile.
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        let file = File::options().write(true).open(to).expect("the copy can be opened");
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(978_307_200);
        file.set_modified(old).expect("the copy can be dated");
    }
}

fn assert_same(one: &Path, two: &Path) {
    let (one, two) = (files(one), files(two));
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
