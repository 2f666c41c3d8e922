//! `bindery check --online`: do the book's external links still lead somewhere?
//!
//! What was found stands in `links.json` in the folder of the editions, with the day: a link that
//! answered is not asked again for a week.

mod ask;
mod links;
mod report;

use crate::cli::Online;
use anyhow::Result;
use bindery_diagnostic::{Diagnostic, Report, Severity};
use bindery_manuscript::Manuscript;
use report::{Archived, Found, Known};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use time::OffsetDateTime;

pub use links::malformed;

/// Hosts that are asked at the same time.
const ASKERS: usize = 8;

/// Asks all external links of the manuscript, each once, and reports those that lead nowhere; `src`
/// is the folder of the chapters, `dest` that of the editions.
pub fn check(
    manuscript: &Manuscript,
    src: &Path,
    dest: &Path,
    online: &Online,
    found: &mut Report,
) -> Result<()> {
    let today = OffsetDateTime::now_utc().date();
    let links = links::collect(manuscript, src);
    let mut known = Known::read(dest);
    known.links.retain(|url, _| links.contains_key(url));
    // By host: each is asked by one thread, one link after the other.
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for url in links.keys().filter(|url| !known.is_fresh(url, today)) {
        hosts.entry(links::host(url)).or_default().push(url);
    }
    let asker = ask::Asker::new(online);
    let queue = Mutex::new(hosts.into_values());
    let answers = Mutex::new(BTreeMap::new());
    // Neither lock is held while anything that can panic is done.
    thread::scope(|scope| {
        for _ in 0..ASKERS {
            scope.spawn(|| {
                while let Some(urls) = queue.lock().ok().and_then(|mut queue| queue.next()) {
                    let told = asker.ask_all(&urls);
                    if let Ok(mut answers) = answers.lock() {
                        answers.extend(told);
                    }
                }
            });
        }
    });
    for (url, found) in answers.into_inner().unwrap_or_default() {
        known.links.insert(url, report::Link { checked: today.to_string(), found });
    }
    known.write(dest)?;
    for (url, places) in &links {
        let Some(link) = known.links.get(url) else { continue };
        let Some((severity, message, hint)) = told(url, &link.found) else { continue };
        for place in places {
            let problem = Diagnostic::error(&message).at(place.clone()).culprit(url).hint(&hint);
            found.push(Diagnostic { severity, ..problem });
        }
    }
    Ok(())
}

/// What a reader would want to know of a link; nothing, if it leads somewhere.
fn told(url: &str, found: &Found) -> Option<(Severity, String, String)> {
    match found {
        Found::Ok | Found::NotForPrograms(_) => None,
        Found::Moved(to) => {
            let hint = format!("write `{to}`");
            Some((Severity::Warning, format!("`{url}` has moved for good"), hint))
        }
        Found::Trouble(why) => {
            let hint = "try again another day, and look at it in a browser".to_owned();
            Some((Severity::Warning, format!("`{url}` does not answer: {why}"), hint))
        }
        Found::Dead { why, archived } => {
            let hint = match archived {
                Archived::At(copy) => format!("there is a copy: {copy}"),
                Archived::Never => "find another source; there is no archived copy".to_owned(),
                Archived::Unknown => "find another source; the archive did not answer".to_owned(),
            };
            Some((Severity::Error, format!("`{url}` leads nowhere: {why}"), hint))
        }
    }
}
