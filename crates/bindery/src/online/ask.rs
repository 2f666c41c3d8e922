//! Asking servers, politely: one link of a host after the other, with a pause between.

use super::report::Found;
use crate::cli::Online;
use std::thread;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body, Error};

/// Between two questions to one host.
const PAUSE: Duration = Duration::from_millis(500);

/// More redirections than this are a circle.
const REDIRECTIONS: usize = 8;

/// Asks, and remembers how.
pub struct Asker<'o> {
    agent: Agent,
    archive: &'o str,
}

impl Asker<'_> {
    pub fn new(online: &Online) -> Asker<'_> {
        let config = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(online.patience)))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!(
                "bindery/",
                env!("CARGO_PKG_VERSION"),
                " (checks the links of a book)"
            ));
        Asker { agent: config.build().new_agent(), archive: &online.archive }
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
                Err(Error::HostNotFound) => return self.dead(url, "its host has no address"),
                Err(Error::ConnectionFailed) => return self.dead(url, "no connection"),
                Err(Error::Io(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                    return self.dead(url, "the connection is refused");
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
                (404 | 410, _) => return self.dead(url, &format!("it answers {status}")),
                _ => return Found::Trouble(format!("it answers {status}")),
            }
        }
        Found::Trouble("it leads in a circle".to_owned())
    }

    /// The answer without its body; where nobody is told that, the answer with it.
    fn answer(&self, url: &str) -> Result<Response<Body>, Error> {
        let answer = self.agent.head(url).call()?;
        if answer.status().as_u16() < 400 {
            return Ok(answer);
        }
        self.agent.get(url).call()
    }

    fn dead(&self, url: &str, why: &str) -> Found {
        Found::Dead { why: why.to_owned(), archived: self.archived(url) }
    }

    /// The address of a copy that the archive has.
    fn archived(&self, url: &str) -> Option<String> {
        let mut answer = self.agent.get(self.archive).query("url", url).call().ok()?;
        let text = answer.body_mut().read_to_string().ok()?;
        let told: serde_json::Value = serde_json::from_str(&text).ok()?;
        let copy = &told["archived_snapshots"]["closest"];
        let there = copy["available"] == true;
        copy["url"].as_str().filter(|_| there).map(str::to_owned)
    }
}

/// Where `to` leads, as the answer of `from`.
fn join(from: &str, to: &str) -> String {
    if to.contains("://") {
        return to.to_owned();
    }
    let start = from.find("://").map_or(0, |at| at + 3);
    let scheme = &from[..start];
    if let Some(to) = to.strip_prefix("//") {
        return format!("{scheme}{to}");
    }
    let host = from[start..].find('/').map_or(from.len(), |at| start + at);
    match to.starts_with('/') {
        true => format!("{}{to}", &from[..host]),
        false => {
            let folder = from.rfind('/').filter(|at| *at >= start).unwrap_or(from.len());
            format!("{}/{to}", &from[..folder])
        }
    }
}
