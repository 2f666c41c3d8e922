//! Whatever happens to a build, the last good edition is whole, and the next build makes a new one.

use crate::generator::{BINDERY, said};
use crate::small_book::SmallBook;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a build is killed.
const KILLS: u32 = 50;

/// An edition: the files below its folder.
type Edition = BTreeMap<PathBuf, Vec<u8>>;

fn files(folder: &Path) -> Edition {
    let mut found = Edition::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("the folder can be read").path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let inside = path.strip_prefix(folder).expect("it is below").to_owned();
                    found.insert(inside, fs::read(path).expect("the file can be read"));
                }
            }
        }
    }
    found
}

/// What a build makes: the three editions, and the archive of them.
const MADE: [&str; 4] = ["html", "pdf", "epub", "zip"];

/// The editions in `dest`, and their archive.
fn editions(dest: &Path) -> [Edition; 4] {
    MADE.map(|name| files(&dest.join(name)))
}

/// What lies in `dest`, but for the editions and the lock.
fn others(dest: &Path) -> Vec<String> {
    let names = fs::read_dir(dest).into_iter().flatten();
    let names = names.map(|entry| entry.expect("the folder can be read").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name != ".bindery.lock" && !MADE.contains(&name.as_str()));
    names
}

const TEXTS: [&str; 2] = ["# One\n\nThe first text.\n", "# One\n\nAnother, which is longer.\n"];

/// A book, and what its editions are with each of the texts.
fn book_with_references() -> (SmallBook, [[Edition; 4]; 2], Duration) {
    let book = SmallBook::of(TEXTS[0]);
    // The first run builds the program, which is not what is timed.
    builds(&book);
    let mut longest = Duration::ZERO;
    let references = TEXTS.map(|text| {
        book.write("src/one.md", text);
        let start = Instant::now();
        builds(&book);
        longest = longest.max(start.elapsed());
        editions(&book.root().join("book"))
    });
    assert!(references[0] != references[1]);
    (book, references, longest)
}

fn builds(book: &SmallBook) {
    let output = book.bindery(&["build"]);
    assert!(output.status.success(), "{}", said(&output));
}

/// Numbers that look like chance, and are the same for the same seed (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

#[test]
fn a_build_that_is_killed_leaves_the_last_good_edition() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    println!("SEED={seed}");
    let mut chance = Chance(seed);
    let (book, references, longest) = book_with_references();
    let dest = book.root().join("book");
    let mut killed = 0;
    for round in 0..KILLS {
        book.write("src/one.md", TEXTS[round as usize % 2]);
        let mut build = Command::new(&*BINDERY)
            .arg("build")
            .current_dir(book.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("bindery starts");
        let after = Duration::from_micros(chance.below(longest.as_micros() as u64));
        thread::sleep(after);
        build.kill().expect("it can be killed");
        let status = build.wait().expect("it has ended");
        killed += u32::from(status.code().is_none());
        for (at, edition) in editions(&dest).iter().enumerate() {
            let whole = references.iter().any(|reference| reference[at] == *edition);
            assert!(whole, "round {round}, killed after {after:?}: edition {at} is not whole");
        }
    }
    println!("{killed} of {KILLS} were killed before their end");
    assert!(killed >= KILLS / 5, "{killed}");
    book.write("src/one.md", TEXTS[0]);
    builds(&book);
    assert!(editions(&dest) == references[0], "the next build makes the edition");
    assert_eq!(others(&dest), [""; 0], "and leaves nothing else");
}

#[test]
fn builds_at_once_wait_for_each_other() {
    let (book, references, _) = book_with_references();
    let dest = book.root().join("book");
    let all: Vec<Output> = thread::scope(|scope| {
        let builds: Vec<_> = (0..4).map(|_| scope.spawn(|| book.bindery(&["build"]))).collect();
        builds.into_iter().map(|build| build.join().expect("it has ended")).collect()
    });
    for output in &all {
        assert!(output.status.success(), "{}", said(output));
    }
    assert!(editions(&dest) == references[1]);
    assert_eq!(others(&dest), [""; 0]);

    // One that waits says so.
    let lock = File::create(dest.join(".bindery.lock")).expect("the lock can be opened");
    lock.lock().expect("nobody has it");
    let mut build = Command::new(&*BINDERY)
        .arg("build")
        .current_dir(book.root())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bindery starts");
    let mut lines = BufReader::new(build.stderr.take().expect("it is piped")).lines();
    let line = lines.next().expect("it says something").expect("in words");
    assert!(line.contains("another run"), "{line}");
    drop(lock);
    assert!(build.wait().expect("it ends").success());
}

/// Runs a shell's `script` with `$0` the program and `$1` the place of the editions.
fn shell(book: &SmallBook, wrap: &[&str], script: &str) -> Output {
    let mut command = Command::new(wrap.first().copied().unwrap_or("sh"));
    command.args(wrap.iter().skip(1));
    if !wrap.is_empty() {
        command.arg("sh");
    }
    command.args(["-c", script]).arg(&*BINDERY).arg(book.root().join("book"));
    command.current_dir(book.root()).output().expect("sh starts")
}

/// A file can't grow: as on a disk that is full, every write is refused from some point on.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_keeps_the_old_edition() {
    let (book, references, _) = book_with_references();
    let dest = book.root().join("book");
    book.write("src/one.md", TEXTS[0]);
    for blocks in [0, 4, 16, 64] {
        // The signal is ignored, so that the write fails.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build");
        let output = shell(&book, &[], &script);
        assert_eq!(output.status.code(), Some(1), "{blocks}: {}", said(&output));
        assert!(said(&output).contains("error: "), "{blocks}: {}", said(&output));
        assert!(editions(&dest) == references[1], "{blocks}: the old edition is there");
        assert_eq!(others(&dest), [""; 0], "{blocks}");
    }
    builds(&book);
    assert!(editions(&dest) == references[0]);
}

/// In a file system of its own, where this machine lets us have one.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_or_read_only_keeps_the_old_edition() {
    let (book, references, _) = book_with_references();
    let own = ["unshare", "--user", "--map-root-user", "--mount"];
    if !shell(&book, &own, "mount -t tmpfs tmpfs \"$1\"").status.success() {
        return eprintln!("skipped: no file system can be mounted here");
    }
    let html: usize = references[1][0].values().map(Vec::len).sum();
    // Room for one and a half.
    let script = format!(
        "mount -t tmpfs -o size={} tmpfs \"$1\" && \"$0\" build -e html && echo '{}' > src/one.md && \
         ! \"$0\" build -e html && ls -A \"$1\" && cp -r \"$1\" ../kept",
        html + html / 2,
        TEXTS[0],
    );
    let output = shell(&book, &own, &script);
    let told = said(&output);
    assert!(output.status.success() && told.contains("No space left on device"), "{told}");
    let kept = book.outside().join("kept");
    assert!(files(&kept.join("html")) == references[1][0], "the old edition is there");
    assert_eq!(others(&kept), [""; 0], "{told}");

    let script = "mount -t tmpfs -o ro tmpfs \"$1\" && exec \"$0\" build";
    let output = shell(&book, &own, script);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error: can't write into "), "{}", said(&output));
}
