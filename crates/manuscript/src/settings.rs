//! What `book.toml` says that all editions need to know.

use bindery_diagnostic::{Diagnostic, Place, Report, Rule, nearest};
use mdbook_core::config::{Config, HtmlConfig, TextDirection};
use mdbook_markdown::MarkdownOptions;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::Info;

/// The table of `book.toml` that holds what is said below.
const TABLE: &str = "preprocessor.bindery";

/// Keys that mdBook or another part of bindery reads from the same table.
const OTHER_KEYS: [&str; 10] = [
    "command",
    "before",
    "after",
    "renderers",
    "optional",
    "patterns",
    "ports",
    "time-limit",
    "recorded-numbers",
    "unproved",
];

/// `[preprocessor.bindery]`: what a book tells bindery, whatever the edition.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Table {
    subtitle: Option<String>,
    rights: Option<String>,
    date: Option<String>,
    identifier: Option<String>,
    site: Option<String>,
    strict: bool,
    /// Read by [`bindery_bounds::Bounds`]; here so that another type than a list is an error.
    #[serde(rename = "allow")]
    _allow: Vec<PathBuf>,
}

const KEYS: [&str; 7] =
    ["subtitle", "rights", "date", "identifier", "site", "strict", bindery_bounds::ALLOW];

/// What `book.toml` says that all editions need to know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// Whether a link or image that leads nowhere is an error rather than a warning.
    pub strict: bool,
    /// The full address of the book's site, with a `/` at the end.
    pub site: Option<String>,
    /// The path of the book on its site.
    pub(crate) site_path: String,
    /// For each page that has moved, where it is now.
    pub(crate) redirects: BTreeMap<String, String>,
    /// For each language the prefix of its hidden lines.
    pub(crate) hidden_prefixes: BTreeMap<String, String>,
    /// Whether `\( \)` and `$$` hold formulas.
    pub(crate) mathematics: bool,
    /// The address of a source file, with `{path}` for its path.
    source_template: Option<String>,
    src: String,
    html: HtmlConfig,
}

impl Settings {
    /// Reads the settings and what the book says of itself. `root` is the book's folder.
    pub fn read(root: &Path, config: &Config, report: &mut Report) -> (Settings, Info) {
        let html = config.html_config().unwrap_or_default();
        let table = read_table(root, config, report);
        let site_url = html.site_url.clone().unwrap_or_default();
        let site =
            table.site.clone().or_else(|| site_url.contains("://").then(|| site_url.clone()));
        let settings = Settings {
            strict: table.strict,
            site: site.map(|site| format!("{}/", site.trim_end_matches('/'))),
            site_path: site_url.split_once("://").map_or(site_url.clone(), |(_, rest)| {
                rest.split_once('/').map_or(String::new(), |(_, path)| path.to_owned())
            }),
            redirects: html.redirect.clone().into_iter().collect(),
            hidden_prefixes: html.code.hidelines.clone().into_iter().collect(),
            mathematics: html.mathjax_support,
            source_template: source_template(&html),
            src: config.book.src.to_string_lossy().replace('\\', "/"),
            html,
        };
        let info = settings.info(root, config, table);
        (settings, info)
    }

    /// The options of mdBook's Markdown parser.
    pub(crate) fn markdown(&self) -> MarkdownOptions {
        let mut options = MarkdownOptions::default();
        options.smart_punctuation = self.html.smart_punctuation;
        options.definition_lists = self.html.definition_lists;
        options.admonitions = self.html.admonitions;
        options
    }

    /// Where the public can see the file at `path` below the book's source folder.
    pub(crate) fn source_url(&self, path: &str) -> Option<String> {
        let template = self.source_template.as_ref()?;
        Some(template.replace("{path}", &format!("{}/{path}", self.src)))
    }

    fn info(&self, root: &Path, config: &Config, table: Table) -> Info {
        let folder = || root.canonicalize().ok()?.file_name()?.to_str().map(str::to_owned);
        let title = config.book.title.clone().filter(|title| !title.trim().is_empty());
        let title = title.or_else(folder).unwrap_or_else(|| "Book".to_owned());
        let language = config.book.language.clone().filter(|language| !language.is_empty());
        let repository = self.html.git_repository_url.clone();
        let seed = match self.site.as_ref().or(repository.as_ref()) {
            Some(address) => address.clone(),
            None => format!("{title}\n{}", config.book.authors.join("\n")),
        };
        let uuid = Uuid::new_v5(&Uuid::NAMESPACE_URL, seed.as_bytes());
        Info {
            subtitle: table.subtitle,
            authors: config.book.authors.clone(),
            description: config.book.description.clone(),
            language: language.unwrap_or_else(|| "en".to_owned()),
            right_to_left: config.book.realized_text_direction() == TextDirection::RightToLeft,
            date: table.date.or_else(source_date),
            rights: table.rights,
            identifier: table.identifier.unwrap_or_else(|| format!("urn:uuid:{uuid}")),
            repository,
            title,
        }
    }
}

fn read_table(root: &Path, config: &Config, report: &mut Report) -> Table {
    let toml = root.join("book.toml");
    let at = |diagnostic: Diagnostic, key: &str| {
        let text = std::fs::read_to_string(&toml).unwrap_or_default();
        match text.lines().position(|line| line.trim_start().starts_with(key)) {
            Some(line) => diagnostic.at(Place::line(&toml, line as u32 + 1)).culprit(key),
            None => diagnostic.at(Place::file(&toml)),
        }
    };
    if let Ok(Some(keys)) = config.get::<BTreeMap<String, serde::de::IgnoredAny>>(TABLE) {
        let known = || KEYS.iter().chain(&OTHER_KEYS).copied();
        for key in keys.keys().filter(|key| !known().any(|known| known == *key)) {
            let diagnostic = Rule::Option.error(format!("`{key}` is not a key of `[{TABLE}]`"));
            let hint = match nearest(key, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys are {}", known().collect::<Vec<_>>().join(", ")),
            };
            report.push(at(diagnostic, key).hint(hint));
        }
    }
    config
        .get::<Table>(TABLE)
        .unwrap_or_else(|error| {
            let message = format!("`[{TABLE}]` can't be read: {error:#}");
            report.push(at(Rule::Option.error(message), "[preprocessor.bindery]"));
            None
        })
        .unwrap_or_default()
}

/// The day of `SOURCE_DATE_EPOCH`, where it is set.
fn source_date() -> Option<String> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()?;
    Some(OffsetDateTime::from_unix_timestamp(seconds).ok()?.date().to_string())
}

/// From the address at which a page is edited, or from that of the repository.
fn source_template(html: &HtmlConfig) -> Option<String> {
    if let Some(template) = &html.edit_url_template {
        return Some(template.replace("/edit/", "/blob/"));
    }
    let repository = html.git_repository_url.as_ref()?.trim_end_matches('/');
    Some(match repository.contains("/tree/") {
        true => format!("{}/{{path}}", repository.replace("/tree/", "/blob/")),
        false => format!("{repository}/blob/HEAD/{{path}}"),
    })
}
