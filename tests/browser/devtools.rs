//! Chromium, spoken to in its own DevTools protocol through two pipes: no driver, no port.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Once;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Names under which a Chromium may be found; `CHROMIUM` names another.
const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// How long an answer may take before the browser counts as hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a browser may take to end before it is killed.
const GOODBYE: Duration = Duration::from_secs(5);

/// A running browser. Dropping it ends it.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    last_id: u64,
    events: VecDeque<Value>,
    // Removed after the process that writes into it has ended.
    _profile: TempDir,
}

impl Browser {
    /// A new browser with an empty profile; `None`, with a message, where there is no Chromium.
    ///
    /// # Panics
    /// When there is none and the environment has `CI`: there it has to be installed.
    pub fn launch() -> Option<Browser> {
        let Some(program) = find() else {
            assert!(env::var_os("CI").is_none(), "no Chromium: {HOW_TO_INSTALL}");
            // Not `eprintln!`: what a passing test prints with that isn't shown.
            static ONCE: Once = Once::new();
            ONCE.call_once(|| {
                let _ =
                    writeln!(io::stderr(), "browser tests skipped, no Chromium: {HOW_TO_INSTALL}");
            });
            return None;
        };
        let profile = TempDir::with_prefix("browser-test-").expect("a temporary folder");
        // Chromium reads from descriptor 3 and writes to 4; the shell puts our pipes there.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 0</dev/null 1>&2", "sh"])
            .arg(program)
            .args(["--headless", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run"])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .args(sandbox())
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            // Where it keeps more, and leaves it.
            .env("TMPDIR", profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh starts");
        let to = child.stdin.take().expect("stdin is piped");
        let mut output = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let (sender, from) = channel();
        thread::spawn(move || {
            let mut message = Vec::new();
            while output.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                message.pop();
                let value = serde_json::from_slice(&message).expect("Chromium speaks JSON");
                if sender.send(value).is_err() {
                    return;
                }
                message.clear();
            }
        });
        let events = VecDeque::new();
        Some(Browser { child, to, from, last_id: 0, events, _profile: profile })
    }

    /// Sends a command to a page (`session`) or to the browser, and returns its result.
    pub fn command(&mut self, session: Option<&str>, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).expect("Chromium still listens");
        loop {
            let mut answer = self.receive(method);
            if answer["id"] == self.last_id {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
            self.events.push_back(answer);
        }
    }

    /// The next event; those that came between the answers to commands are first.
    pub fn event(&mut self, waiting_for: &str) -> Value {
        match self.events.pop_front() {
            Some(event) => event,
            None => self.receive(waiting_for),
        }
    }

    /// The events that have come so far.
    pub fn events(&mut self) -> Vec<Value> {
        self.events.drain(..).collect()
    }

    fn receive(&mut self, waiting_for: &str) -> Value {
        self.from.recv_timeout(PATIENCE).unwrap_or_else(|error| match error {
            RecvTimeoutError::Timeout => panic!("Chromium hangs: {waiting_for}"),
            RecvTimeoutError::Disconnected => panic!("Chromium has ended: {waiting_for}"),
        })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself, which is just as well. One that is killed leaves processes
        // that still write into the folder while it is removed.
        let _ = self.to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let asked = Instant::now();
        while asked.elapsed() < GOODBYE && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const HOW_TO_INSTALL: &str = "install it (Debian, Ubuntu: apt-get install chromium; \
     Fedora: dnf install chromium; macOS: brew install --cask chromium), or name one in CHROMIUM";

fn find() -> Option<PathBuf> {
    if let Some(program) = env::var_os("CHROMIUM") {
        return Some(program.into());
    }
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut programs = NAMES.iter().flat_map(|name| folders.iter().map(move |dir| dir.join(name)));
    programs.find(|program| program.is_file())
}

/// Chromium's sandbox refuses to run as root, and in many containers.
fn sandbox() -> Option<&'static str> {
    #[cfg(unix)]
    let root = {
        use std::os::unix::fs::MetadataExt;
        Path::new("/proc/self").metadata().is_ok_and(|me| me.uid() == 0)
    };
    #[cfg(not(unix))]
    let root = false;
    (root || env::var_os("CI").is_some()).then_some("--no-sandbox")
}
