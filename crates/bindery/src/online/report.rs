//! What is known of links, from one check to the next.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use time::{Date, Duration};

/// How long an answer is good for.
const WEEK: Duration = Duration::days(7);

const FILE: &str = "links.json";

/// All links, by their addresses.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Known {
    pub links: BTreeMap<String, Link>,
}

/// A link, and when it was asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Link {
    /// The day, in UTC: `2026-11-22`.
    pub checked: String,
    pub found: Found,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    Ok,
    /// The server answers people, and not programs, by this status.
    NotForPrograms(u16),
    /// It is at this address from now on.
    Moved(String),
    /// It may be there another time.
    Trouble(String),
    Dead {
        why: String,
        archived: Archived,
    },
}

/// Whether there is a copy of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Archived {
    /// At this address.
    At(String),
    /// The archive has none.
    Never,
    /// The archive does not say.
    Unknown,
}

/// By this status a server asks to come later, which is no answer for a week.
const LATER: u16 = 429;

impl Known {
    /// What the last check has left in the folder; nothing, if that can't be read.
    pub fn read(dest: &Path) -> Known {
        let text = fs::read_to_string(dest.join(FILE)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub fn write(&self, dest: &Path) -> Result<()> {
        let file = dest.join(FILE);
        let text = serde_json::to_string_pretty(self)? + "\n";
        fs::create_dir_all(dest)
            .and_then(|()| fs::write(&file, text))
            .with_context(|| format!("can't write {}", file.display()))
    }

    /// Whether the link need not be asked again today.
    pub fn is_fresh(&self, url: &str, today: Date) -> bool {
        let Some(link) = self.links.get(url) else { return false };
        let is_good = match link.found {
            Found::Ok => true,
            Found::NotForPrograms(status) => status != LATER,
            _ => false,
        };
        // Days that are written so are in the order of their letters.
        is_good && link.checked > (today - WEEK).to_string() && link.checked <= today.to_string()
    }
}
