//! Chromium with epub.js, served from this process; the page sends back what it has seen.

use crate::support::missing;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A browser that has said nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(180);

/// What `page.html` says of the book; `None` where browser or epub.js are missing.
pub fn read(book: &[u8]) -> Option<String> {
    let (Some(chromium), Some(scripts)) = (chromium(), scripts()) else {
        let install = "apt-get install chromium; \
                       npm install --prefix target/tools/npm --ignore-scripts epubjs@0.3.93";
        missing("Chromium with epub.js", install);
        return None;
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let profile = tempfile::tempdir().unwrap();
    let _browser = Browser::start(&chromium, profile.path(), &address);
    let begin = Instant::now();
    loop {
        assert!(begin.elapsed() < PATIENCE, "the page says nothing");
        match listener.accept() {
            Ok((stream, _)) => {
                stream.set_nonblocking(false).unwrap();
                if let Some(said) = answer(stream, &scripts, book) {
                    return Some(said);
                }
            }
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Answers one request; returns what the page has sent, when it does.
fn answer(stream: TcpStream, scripts: &Path, book: &[u8]) -> Option<String> {
    // Browsers open connections in advance and say nothing on them.
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let mut reader = BufReader::new(&stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if reader.read_until(b'\n', &mut head).ok()? == 0 {
            return None;
        }
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let script = |name: &str| fs::read(scripts.join(name)).unwrap();
    let (kind, body) = match head.split(' ').nth(1)? {
        "/" => ("text/html", include_bytes!("page.html").to_vec()),
        "/jszip.js" => ("text/javascript", script("jszip/dist/jszip.min.js")),
        "/epub.js" => ("text/javascript", script("epubjs/dist/epub.min.js")),
        "/book.epub" => ("application/epub+zip", book.to_vec()),
        "/said" => {
            let length = head.split("content-length: ").nth(1)?.lines().next()?.trim();
            let mut said = vec![0; length.parse().unwrap()];
            reader.read_exact(&mut said).unwrap();
            return Some(String::from_utf8(said).unwrap());
        }
        _ => ("text/plain", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // The browser may have gone on without this file; then it says so itself.
    let mut stream = &stream;
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    None
}

struct Browser(Child);

impl Browser {
    fn start(program: &Path, profile: &Path, address: &str) -> Self {
        let mut command = Command::new(program);
        command.args(["--headless", "--disable-gpu", "--no-first-run", "--no-sandbox"]);
        command.args(["--disable-background-networking", "--disable-sync"]);
        command.arg(format!("--user-data-dir={}", profile.display())).arg(address);
        command.env("TMPDIR", profile);
        Browser(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let folders = env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}

/// The folder with epub.js and the archive reader that it uses.
fn scripts() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/npm");
    let folder = env::var_os("EPUBJS").map_or(default, PathBuf::from).join("node_modules");
    folder.join("epubjs/dist/epub.min.js").is_file().then_some(folder)
}
