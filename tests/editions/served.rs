//! `bindery serve` keeps what chapters came to: no edit may show that in the PDF.

use crate::generator::{BINDERY, bindery, said};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

const SUMMARY: &str = "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n- [Three](three.md)\n";
const TWO: &str =
    "# Two\n\nBack to [one](one.md#here) and on to [three](three.md).\n\n## There\n\nEnd.\n";

/// What is written into which file, one edit after the other.
const EDITS: [(&str, &str); 12] = [
    ("src/one.md", "# One\n\nA changed word, see [there](two.md#there).\n\n## Here\n\nText.\n"),
    ("src/two.md", "# Two, changed\n\nBack to [one](one.md#here).\n\n## There\n\nEnd.\n"),
    ("src/one.md", "# One\n\nSee [there](two.md#there).\n\n## Here {#where}\n\n## More\n\nText.\n"),
    ("src/two.md", TWO),
    ("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n- [Third](three.md)\n"),
    (
        "src/SUMMARY.md",
        "# Summary\n\n# Part\n\n- [Two](two.md)\n  - [First](one.md)\n\n[Three](three.md)\n",
    ),
    ("src/program.rs", "fn main() {\n    changed();\n}\n"),
    ("src/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"90\"/>"),
    ("book.toml", "[book]\ntitle = \"Renamed\"\n[output.html]\nsmart-punctuation = false\n"),
    ("book.toml", "[book]\ntitle = \"Renamed\"\n[output.html.code.hidelines]\ntext = \"!\"\n"),
    ("book.toml", "[book]\ntitle = \"Renamed\"\n[output.bindery-pdf]\npaper = \"a5\"\n"),
    ("src/SUMMARY.md", SUMMARY),
];

#[test]
fn the_pdf_after_an_edit_is_that_of_a_new_build() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("served");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("book/src")).expect("a folder can be made");
    let root = folder.join("book");
    let write = |path: &str, text: &str| fs::write(root.join(path), text).expect("it is written");
    write("book.toml", "[book]\ntitle = \"Small\"\n");
    write("src/SUMMARY.md", SUMMARY);
    write("src/one.md", "# One\n\nA word.\n\n## Here\n\nText.\n");
    write("src/two.md", TWO);
    write(
        "src/three.md",
        "Without a heading, \"quoted\".\n\n```rust\n{{#include program.rs}}```\n\n```text\n!hidden\n```\n\n![A bar](picture.svg)\n",
    );
    write("src/program.rs", "fn main() {}\n");
    write(
        "src/picture.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"9\"/>",
    );

    let served = Served::start(&root);
    let mut before = Vec::new();
    for (path, text) in std::iter::once(("src/two.md", TWO)).chain(EDITS) {
        write(path, text);
        let kept = served.pdf();
        assert!(kept == built(&root), "after {path} became:\n{text}");
        assert!(kept != before, "{path} changes nothing:\n{text}");
        before = kept;
    }
}

/// The PDF of the book in `root`, by a program that has never seen it.
pub fn built(root: &Path) -> Vec<u8> {
    let dest = root.with_file_name("built");
    let _ = fs::remove_dir_all(&dest);
    let args = ["build", "--edition", "pdf", "--dest-dir"];
    let dest_name = dest.to_string_lossy();
    let output = bindery(&[&args[..], &[&*dest_name]].concat(), root);
    assert!(output.status.success(), "{}", said(&output));
    let mut files = fs::read_dir(dest.join("pdf")).expect("there is an edition");
    let file: PathBuf = files.next().expect("it has a file").expect("it can be read").path();
    fs::read(file).expect("it can be read")
}

/// A server of a book. Dropping it ends it.
pub struct Served {
    server: Child,
    // Open for as long as it may print.
    _lines: Lines<BufReader<ChildStdout>>,
    port: u16,
}

impl Served {
    pub fn start(root: &Path) -> Served {
        let mut command = Command::new(&*BINDERY);
        command.args(["serve", "--port", "0"]).current_dir(root);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("bindery starts");
        let mut lines = BufReader::new(server.stdout.take().expect("it is piped")).lines();
        let line = lines.next().expect("it says where it is").expect("in words");
        let port = line.rsplit(':').next().and_then(|port| port.trim_matches('/').parse().ok());
        let port = port.unwrap_or_else(|| panic!("no port in {line}"));
        Served { server, _lines: lines, port }
    }

    /// What is answered to a request for `path`, head and all.
    pub fn get(&self, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        answer
    }

    pub fn pdf(&self) -> Vec<u8> {
        let mut answer = self.get("/book.pdf");
        let start = answer.windows(4).position(|four| four == b"%PDF");
        answer.split_off(start.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&answer))))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Asked to end, it removes its folder. It may have ended, which is just as well.
        let mut ask = Command::new("kill");
        let asked = ask.arg(self.server.id().to_string()).stderr(Stdio::null()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}
