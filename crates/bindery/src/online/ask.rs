//! Asking servers, politely: one link of a host after the other, with a pause between.

use super::report::{Archived, Found};
use crate::cli::Online;
use std::io::{self, ErrorKind, ErrorKind::ConnectionReset, ErrorKind::UnexpectedEof};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body, Error};

/// Between two questions to one host.
const PAUSE: Duration = Duration::from_millis(500);

/// What a server is given that asks to come later, beside what it asks for.
const LATER: Duration = Duration::from_millis(100);

/// More redirections than this are a circle.
const REDIRECTIONS: usize = 8;

/// Asks, and remembers how.
pub struct Asker<'o> {
    agent: Agent,
    archive: &'o str,
    /// How long a server may take, and how long it may ask to be left alone.
    patience: Duration,
    /// Held by whoever asks the archive: it is one host, too.
    turn: Mutex<()>,
}

impl Asker<'_> {
    pub fn new(online: &Online) -> Asker<'_> {
        let patience = Duration::from_secs(online.patience);
        let config = Agent::config_builder()
            .timeout_global(Some(patience))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!(
                "bindery/",
                env!("CARGO_PKG_VERSION"),
                " (checks the links of a book)"
            ));
        let agent = config.build().new_agent();
        Asker { agent, archive: &online.archive, patience, turn: Mutex::new(()) }
    }

    /// What these links of one host lead to.
    pub fn ask_all(&self, urls: &[&str]) -> Vec<(String, Found)> {
        let mut told = Vec::new();
        for (number, url) in urls.iter().enumerate() {
            if number > 0 {
                thread::sleep(PAUSE);
            }
            told.push(((*url).to_owned(), self.ask(url)));
        }
        told
    }

    fn ask(&self, url: &str) -> Found {
        let mut at = url.to_owned();
        // Where it leads for good: as far as no redirection is for now only.
        let mut is_for_good = true;
        let mut moved = url.to_owned();
        for _ in 0..REDIRECTIONS {
            let answer = match self.answer(&at) {
                Ok(answer) => answer,
                Err(Error::Timeout(_)) => return Found::Trouble("it takes too long".to_owned()),
                Err(Error::HostNotFound) => return self.unreached(url, "its host has no address"),
                Err(Error::ConnectionFailed) => return self.unreached(url, "no connection"),
                Err(Error::Io(error)) if has_no_address(&error) => {
                    return self.unreached(url, "its host has no address");
                }
                Err(Error::Io(error)) if error.kind() == ErrorKind::ConnectionRefused => {
                    return self.unreached(url, "the connection is refused");
                }
                Err(error) => return Found::Trouble(error.to_string()),
            };
            let status = answer.status().as_u16();
            let to = answer.headers().get("location").and_then(|to| to.to_str().ok());
            match (status, to) {
                (200..=299, _) if moved == url => return Found::Ok,
                (200..=299, _) => return Found::Moved(moved),
                (301 | 302 | 303 | 307 | 308, Some(to)) => {
                    at = join(&at, to);
                    is_for_good &= matches!(status, 301 | 308);
                    if is_for_good {
                        moved.clone_from(&at);
                    }
                }
                (401 | 403 | 405 | 406 | 429 | 999, _) => return Found::NotForPrograms(status),
                (404 | 410, _) => {
                    let why = format!("it answers {status}");
                    return Found::Dead { why, archived: self.archived(url) };
                }
                _ => return Found::Trouble(format!("it answers {status}")),
            }
        }
        Found::Trouble("it leads in a circle".to_owned())
    }

    /// The answer without its body; where nobody is told that, the answer with it.
    fn answer(&self, url: &str) -> Result<Response<Body>, Error> {
        match self.agent.head(url).call() {
            Ok(answer) if answer.status().as_u16() < 400 => return Ok(answer),
            Ok(answer) => self.leave_alone(&answer),
            // Some servers hang up on what they don't know.
            Err(Error::Io(error)) if matches!(error.kind(), UnexpectedEof | ConnectionReset) => {}
            Err(error) => return Err(error),
        }
        self.agent.get(url).call()
    }

    /// Waits for as long as a busy server asks for, within the patience.
    fn leave_alone(&self, answer: &Response<Body>) {
        let asked = answer.headers().get("retry-after").and_then(|time| time.to_str().ok());
        let seconds = asked.and_then(|time| time.trim().parse().ok()).map(Duration::from_secs);
        if let Some(time) = seconds.filter(|time| *time <= self.patience) {
            thread::sleep(time + LATER);
        }
    }

    /// What is to be said of a link whose host could not be reached: if the archive can't be either,
    /// it may be this machine.
    fn unreached(&self, url: &str, why: &str) -> Found {
        match self.archived(url) {
            Archived::Unknown => Found::Trouble(format!("{why}, and the archive is silent, too")),
            archived => Found::Dead { why: why.to_owned(), archived },
        }
    }

    /// What the archive says that it has.
    fn archived(&self, url: &str) -> Archived {
        let turn = self.turn.lock();
        let answer = self.agent.get(self.archive).query("url", url).call();
        thread::sleep(PAUSE);
        drop(turn);
        let text = match answer {
            Ok(mut answer) if answer.status().is_success() => answer.body_mut().read_to_string(),
            _ => return Archived::Unknown,
        };
        let told = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        let Some::<serde_json::Value>(told) = told else { return Archived::Unknown };
        let copy = &told["archived_snapshots"]["closest"];
        match copy["url"].as_str().filter(|_| copy["available"] == true) {
            Some(copy) => Archived::At(copy.to_owned()),
            None => Archived::Never,
        }
    }
}

/// Whether the error says that no such host is known; that a name server failed is another matter.
fn has_no_address(error: &io::Error) -> bool {
    const WINDOWS: i32 = 11001;
    let words = error.to_string();
    // The standard library has no kind for it, and these words of its own on all systems but one.
    error.raw_os_error() == Some(WINDOWS)
        || words.starts_with("failed to lookup address") && !words.contains("emporary")
}

/// Where `to` leads, as the answer of `from`.
fn join(from: &str, to: &str) -> String {
    let is_scheme = |words: &str| {
        words.starts_with(|c: char| c.is_ascii_alphabetic())
            && words.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    if to.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme)) {
        return to.to_owned();
    }
    let from = from.split(['?', '#']).next().unwrap_or(from);
    let start = from.find("://").map_or(0, |at| at + 3);
    if to.starts_with("//") {
        return format!("{}{to}", &from[..start.saturating_sub(2)]);
    }
    let host = from[start..].find('/').map_or(from.len(), |at| start + at);
    if to.starts_with('/') {
        return format!("{}{to}", &from[..host]);
    }
    if to.starts_with('?') {
        return format!("{from}{to}");
    }
    let folder = from.rfind('/').filter(|at| *at >= start).unwrap_or(from.len());
    format!("{}/{to}", &from[..folder])
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn a_redirection_may_be_relative() {
        for (from, to, at) in [
            ("http://a.example/b/c", "https://d.example/", "https://d.example/"),
            ("https://a.example/b/c", "//d.example/e", "https://d.example/e"),
            ("http://a.example/b/c", "/d", "http://a.example/d"),
            ("http://a.example/b/c?e=/f/g", "d", "http://a.example/b/d"),
            ("http://a.example", "d", "http://a.example/d"),
            ("http://a.example/b?c", "?d", "http://a.example/b?d"),
            (
                "http://a.example/b",
                "/c?to=http://d.example/",
                "http://a.example/c?to=http://d.example/",
            ),
            ("http://a.example/b/c", "d?to=http://e", "http://a.example/b/d?to=http://e"),
        ] {
            assert_eq!(join(from, to), at, "{from} to {to}");
        }
    }
}
