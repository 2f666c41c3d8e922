//! External links: their form, and where they lead, asked of a server of the test's own.

mod generator;

use generator::{bindery, said};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use tempfile::TempDir;

/// How often each path was asked for.
type Asked = Arc<Mutex<BTreeMap<String, usize>>>;

/// A server on this machine that answers by the path; its port.
fn serve(asked: &Asked) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    let asked = Arc::clone(asked);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let asked = Arc::clone(&asked);
            // A client that goes away before its answer is no fault.
            thread::spawn(move || drop(answer(stream, &asked)));
        }
    });
    port
}

fn answer(mut stream: TcpStream, asked: &Asked) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines.by_ref() {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let (path, query) = path.split_once('?').unwrap_or((&path, ""));
    let times = {
        let mut asked = asked.lock().expect("no test panics with it");
        let times = asked.entry(path.to_owned()).or_default();
        *times += 1;
        *times
    };
    let (status, header, body) = match path {
        "/fine" => ("200 OK", "", ""),
        "/moved" => ("301 Moved Permanently", "Location: /fine\r\n", ""),
        "/elsewhere-today" => ("302 Found", "Location: /fine\r\n", ""),
        "/login" => ("302 Found", "Location: /fine?to=http://example.org/\r\n", ""),
        "/busy" if times == 1 => ("429 Too Many Requests", "Retry-After: 0\r\n", ""),
        "/busy" => ("200 OK", "", ""),
        "/always-busy" => ("429 Too Many Requests", "Retry-After: 9999\r\n", ""),
        "/no-head" if first.starts_with("HEAD") => return Ok(()),
        "/no-head" => ("200 OK", "", ""),
        "/private" => ("403 Forbidden", "", ""),
        "/broken" => ("500 Internal Server Error", "", ""),
        "/archive" if query.contains("gone") => (
            "200 OK",
            "",
            r#"{"archived_snapshots":{"closest":{"available":true,"url":"http://archive.example/gone"}}}"#,
        ),
        "/archive" => ("200 OK", "", r#"{"archived_snapshots":{}}"#),
        "/silent" => {
            // Until the client gives up.
            let _ = lines.next();
            return Ok(());
        }
        _ => ("404 Not Found", "", ""),
    };
    let body = if first.starts_with("HEAD") { "" } else { body };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{header}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn write_book(folder: &std::path::Path, text: &str) {
    fs::create_dir_all(folder.join("src")).expect("a folder can be made");
    fs::write(folder.join("book.toml"), "[book]\ntitle = \"Poems\"\n").expect("a file can be made");
    fs::write(folder.join("src/SUMMARY.md"), "- [Poems](poems.md)\n").expect("a file can be made");
    fs::write(folder.join("src/poems.md"), text).expect("a file can be made");
}

#[test]
fn links_are_asked_and_told() {
    let asked = Asked::default();
    let port = serve(&asked);
    let refused = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let closed = refused.local_addr().expect("it has an address").port();
    drop(refused);
    let folder = tempfile::tempdir().expect("a folder can be made");
    let paths = ["fine", "moved", "elsewhere-today", "private", "broken", "gone", "silent"];
    let mut text = "# Poems\n".to_owned();
    for path in paths {
        text += &format!("\n[{path}](http://127.0.0.1:{port}/{path}#part)\n");
    }
    text += &format!("\n[refused](http://127.0.0.1:{closed}/)\n");
    text += &format!("\n[again](http://127.0.0.1:{port}/fine)\n");
    write_book(folder.path(), &text);
    let archive = format!("http://127.0.0.1:{port}/archive");
    let args = ["check", "--online", "--patience", "2", "--archive", &archive];
    let check = || {
        let output = bindery(&args, folder.path());
        let words = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(1), "{words}");
        words
    };
    let words = check();
    let url = |path: &str| format!("http://127.0.0.1:{port}/{path}");
    for expected in [
        format!("`{}` has moved for good --> src/poems.md:5", url("moved")),
        format!("write `{}`", url("fine")),
        format!("`{}` does not answer: it answers 500 --> src/poems.md:11", url("broken")),
        format!("`{}` leads nowhere: it answers 404 --> src/poems.md:13", url("gone")),
        "there is a copy: http://archive.example/gone".to_owned(),
        format!("`{}` does not answer: it takes too long --> src/poems.md:15", url("silent")),
        format!("`http://127.0.0.1:{closed}/` leads nowhere: "),
        "there is no archived copy".to_owned(),
        "2 errors, 3 warnings".to_owned(),
    ] {
        assert!(words.contains(&expected), "{expected} in {words}");
    }
    let times = |path: &str| asked.lock().expect("no test panics with it")[path];
    let report = fs::read_to_string(folder.path().join("book/links.json")).expect("a report");
    assert!(report.contains("\"checked\": \"20"), "{report}");
    let before = (times("/private"), times("/gone"));
    let again = check();
    assert_eq!(again, words, "the same is told again");
    assert_eq!(times("/private"), before.0, "what is not for programs is asked once a week");
    assert!(times("/gone") > before.1, "what is gone is asked each time");
}

/// A server that is busy, one that knows no `HEAD`, one that speaks no TLS, and an archive that is
/// silent.
#[test]
fn what_a_server_may_do_is_no_fault_of_the_link() {
    let asked = Asked::default();
    let port = serve(&asked);
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut text = "# Poems\n".to_owned();
    for path in ["login", "busy", "always-busy", "no-head", "gone"] {
        text += &format!("\n[{path}](http://127.0.0.1:{port}/{path})\n");
    }
    text += &format!("\n[plain](https://127.0.0.1:{port}/fine)\n");
    text += "\n[nowhere](http://nowhere.invalid/)\n";
    write_book(folder.path(), &text);
    let archive = format!("http://127.0.0.1:{port}/broken");
    let args = ["check", "--online", "--patience", "2", "--archive", &archive];
    let check = || {
        let output = bindery(&args, folder.path());
        assert_eq!(output.status.code(), Some(1), "a page is gone");
        said(&output).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let words = check();
    for expected in [
        format!("`http://127.0.0.1:{port}/gone` leads nowhere: it answers 404"),
        "the archive did not answer".to_owned(),
        format!("`https://127.0.0.1:{port}/fine` does not answer: "),
        "`http://nowhere.invalid/` does not answer: its host has no address".to_owned(),
        "1 error, 2 warnings".to_owned(),
    ] {
        assert!(words.contains(&expected), "{expected} in {words}");
    }
    let times = |path: &str| asked.lock().expect("no test panics with it")[path];
    let before = (times("/busy"), times("/always-busy"));
    assert_eq!(before.0, 2, "a busy server is asked once more");
    check();
    assert_eq!(times("/busy"), before.0, "it has answered");
    assert!(times("/always-busy") > before.1, "it has not answered");
}

#[test]
fn an_address_that_cannot_be_right_is_told_without_asking() {
    let folder: TempDir = tempfile::tempdir().expect("a folder can be made");
    write_book(
        folder.path(),
        "# Poems\n\nSee [this](https://docs/mio), and [that](https://docs.rs/mio).\n",
    );
    let output = bindery(&["check", "--strict"], folder.path());
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("the address `https://docs/mio` can't be right"), "{words}");
    assert!(words.contains("src/poems.md:3") && words.contains("1 warning"), "{words}");
}
