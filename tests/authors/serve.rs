//! `bindery serve`, as a browser and others on this machine see it.

use crate::generator::BINDERY;
use crate::page::Page;
use crate::small_book::SmallBook;
use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

/// How many times a page is looked at before it counts as unchanged.
const PATIENCE: u32 = 600;

const STRICT: &str = "[book]\ntitle = \"Small\"\n[preprocessor.bindery]\nstrict = true\n";

/// A server of a book. Dropping it ends it.
struct Served {
    book: SmallBook,
    server: Child,
    // Open for as long as it may print.
    _lines: Lines<BufReader<ChildStdout>>,
    port: u16,
}

impl Served {
    fn start(chapter: &str) -> Served {
        let book = SmallBook::of(chapter);
        book.write("book.toml", STRICT);
        fs::write(book.outside().join("secret.txt"), "a secret").expect("a file can be written");
        let temporary = book.outside().join("temporary");
        fs::create_dir(&temporary).expect("a folder can be made");
        let mut command = Command::new(&*BINDERY);
        command.args(["serve", "--port", "0"]).current_dir(book.root()).env("TMPDIR", temporary);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut server =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("bindery starts");
        let mut lines = BufReader::new(server.stdout.take().expect("it is piped")).lines();
        let line = lines.next().expect("it says where it is").expect("in words");
        let port = line.rsplit(':').next().and_then(|port| port.trim_matches('/').parse().ok());
        let port = port.unwrap_or_else(|| panic!("no port in {line}"));
        Served { book, server, _lines: lines, port }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// The status and body that a request for `target` gets, sent as it is.
    fn get(&self, target: &str) -> (u16, Vec<u8>) {
        self.get_from(target, &format!("127.0.0.1:{}", self.port))
    }

    fn get_from(&self, target: &str, host: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let text = String::from_utf8_lossy(&answer);
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
        let body = text.find("\r\n\r\n").unwrap_or_else(|| panic!("{target}: {text:?}")) + 4;
        (status.unwrap_or_else(|| panic!("no status in {text}")), answer.split_off(body))
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

/// Waits until the page shows `words`. It may be loaded anew meanwhile, so each look is one of its own.
fn shows(page: &mut Page, words: &str) {
    let all = "(document.querySelector('main')?.textContent ?? '')
        + (document.getElementById('bindery-errors')?.textContent ?? '')";
    for _ in 0..PATIENCE {
        if page.text(all).contains(words) {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("waited in vain for {words:?}; the page shows {:?}", page.text(all));
}

#[test]
fn a_save_is_seen_and_a_broken_one_is_explained_in_the_page() {
    let Some(mut page) = Page::open() else { return };
    let served = Served::start("# One\n\nThe first text.\n");
    page.goto(&served.url("one.html"));
    shows(&mut page, "The first text.");

    served.book.write("src/one.md", "# One\n\nThe second text.\n");
    shows(&mut page, "The second text.");

    served.book.write("src/one.md", "# One\n\nThe third [text](nowhere.md).\n");
    shows(&mut page, "`nowhere.md`");
    shows(&mut page, "src/one.md:3");
    shows(&mut page, "The second text.");

    served.book.write("src/one.md", "# One\n\nThe fourth text.\n");
    shows(&mut page, "The fourth text.");
    assert!(page.holds("document.getElementById('bindery-errors') === null"));
}

#[test]
fn the_other_editions_are_made_when_asked_for() {
    let served = Served::start("# One\n\nWords.\n");
    let made = |target: &str, magic: &[u8]| {
        let (status, body) = served.get(target);
        let said = String::from_utf8_lossy(&body);
        assert!(status == 200 && body.starts_with(magic), "{target}: {status} {said}");
        body
    };
    let first = made("/book.pdf", b"%PDF-");
    made("/book.epub", b"PK");
    served.book.write("src/one.md", "# One\n\nOther words, and a few more of them.\n");
    assert!(first != made("/book.pdf", b"%PDF-"), "it is made anew");
    served.book.write("src/one.md", "# One\n\n[words](nowhere.md)\n");
    let (status, said) = served.get("/book.pdf");
    assert_eq!(status, 500, "{}", String::from_utf8_lossy(&said));
}

/// Pages ask which version of the book they have, and are loaded anew when there is another.
#[test]
fn no_page_is_loaded_anew_for_an_edition_that_it_does_not_show() {
    let served = Served::start("# One\n\nWords.\n");
    let version = || served.get("/.bindery/events?0").1;
    let before = version();
    assert_eq!(served.get("/book.pdf").0, 200);
    assert_eq!(version(), before);
}

#[test]
fn nothing_but_the_book_is_served_and_to_nobody_else() {
    let served = Served::start("# One\n\nWords.\n");
    assert_eq!(served.get("/one.html").0, 200);
    for target in [
        "/../secret.txt",
        "/../../../../../../etc/hostname",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/.%2e%2f.%2e%2fsecret.txt",
        "/one.html/../../secret.txt",
        "//etc/hostname",
        "/%2fetc/hostname",
        "/..%5csecret.txt",
        "/one.html%00",
        "/%ff",
        "/book.pdf/../../x",
    ] {
        let (status, body) = served.get(target);
        let body = String::from_utf8_lossy(&body);
        assert!(status == 404 && !body.contains("secret"), "{target}: {status} {body}");
    }
    // A site whose name has been made to mean this machine is still another site.
    assert_eq!(served.get_from("/one.html", "evil.example").0, 403);
    assert_eq!(served.get_from("/one.html", &format!("localhost:{}", served.port)).0, 200);
    if let Ok(sockets) = fs::read_to_string("/proc/net/tcp") {
        let port = format!(":{:04X}", served.port);
        let listening = sockets.lines().filter_map(|line| {
            let mut fields = line.split_whitespace().skip(1);
            let (local, state) = (fields.next()?, fields.nth(1)?);
            (state == "0A" && local.ends_with(&port)).then_some(local)
        });
        assert_eq!(listening.collect::<Vec<_>>(), [format!("0100007F{port}")], "loopback only");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_and_leaves_nothing() {
    for signal in ["-INT", "-TERM"] {
        let mut served = Served::start("# One\n\nWords.\n");
        assert_eq!(served.get("/book.pdf").0, 200);
        // A build is under way when it comes.
        served.book.write("src/one.md", "# One\n\nOther words.\n");
        let group = served.server.id().to_string();
        let kill = |args: &[&str]| Command::new("kill").args(args).output().expect("kill starts");
        assert!(kill(&[signal, &group]).status.success());
        let status = served.server.wait().expect("it ends");
        assert_eq!(status.code(), Some(130), "{status}");
        let left = fs::read_dir(served.book.outside().join("temporary")).expect("it is there");
        assert_eq!(left.count(), 0, "temporary files");
        assert!(!kill(&["-0", "--", &format!("-{group}")]).status.success(), "a child is left");
        assert!(!served.book.root().join("book").exists(), "nothing is written into the book");
    }
}
