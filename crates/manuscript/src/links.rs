//! Where links lead and images come from, found before any edition is made.

mod address;

use crate::assets::Assets;
use crate::lines::LineMap;
use crate::tree::{Element, Node, Target};
use crate::{AssetKind, Chapter, Settings};
use address::{Address, decode, join, split_fragment};
use bindery_diagnostic::{Diagnostic, Report, Rule, nearest};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// A redirect may lead to another one; more than this many in a row go round in circles.
const MAX_REDIRECTS: usize = 16;

/// How many problems get a hint: looking for the page that was meant takes its time, and who has more
/// to mend has understood.
const MAX_HINTS: usize = 50;

/// All that links may lead to.
pub(crate) struct Links<'a> {
    /// The chapters by the paths of their HTML pages and of their source files.
    pages: BTreeMap<String, usize>,
    /// The ids of each chapter.
    ids: &'a [BTreeSet<String>],
    redirects: BTreeMap<String, String>,
    settings: &'a Settings,
    assets: Assets,
    /// The first link that leads out of the book to nobody knows where, and how many there are.
    lost: Option<(Diagnostic, usize)>,
    /// How many hints were looked for.
    hints: Cell<usize>,
}

/// One chapter's view of the links.
struct Here<'a> {
    chapter: usize,
    /// The path of the chapter's page: `a/b.md`.
    path: String,
    lines: &'a LineMap,
}

enum Found {
    Target(Target),
    Problem {
        message: String,
        hint: Option<String>,
        target: Target,
    },
    /// The link leaves the book for a site whose address isn't known.
    Lost,
}

impl<'a> Links<'a> {
    pub(crate) fn new(
        chapters: &[&Chapter],
        ids: &'a [BTreeSet<String>],
        settings: &'a Settings,
        assets: Assets,
    ) -> Self {
        let mut pages = BTreeMap::new();
        for (at, chapter) in chapters.iter().enumerate() {
            for path in chapter.source.iter().chain(&chapter.path) {
                let path = path.to_string_lossy().replace('\\', "/");
                pages.insert(page_of(&path), at);
            }
        }
        let redirects = settings.redirects.iter().map(|(from, to)| (join("", from).0, to.clone()));
        Links {
            pages,
            ids,
            redirects: redirects.collect(),
            settings,
            assets,
            lost: None,
            hints: Cell::new(0),
        }
    }

    /// Resolves the links and images of a chapter.
    pub(crate) fn resolve(
        &mut self,
        at: usize,
        chapter: &mut Chapter,
        lines: &LineMap,
        report: &mut Report,
    ) {
        let path = chapter.path.as_ref().map(|path| path.to_string_lossy().replace('\\', "/"));
        let here = Here { chapter: at, path: path.unwrap_or_default(), lines };
        self.nodes(&mut chapter.body, &here, report);
        for footnote in &mut chapter.footnotes {
            self.nodes(&mut footnote.body, &here, report);
        }
    }

    /// The assets, and a word on the links that couldn't be followed.
    pub(crate) fn finish(self, report: &mut Report) -> Assets {
        if let Some((mut first, count)) = self.lost {
            if count > 1 {
                first.message.push_str(&format!(" ({} more like it)", count - 1));
            }
            report.push(first);
        }
        self.assets
    }

    fn nodes(&mut self, nodes: &mut [Node], here: &Here<'_>, report: &mut Report) {
        for node in nodes {
            let Node::Element(element) = node else { continue };
            match element.name.as_str() {
                "a" | "area" => self.link(element, "href", here, report),
                "img" => self.image(element, here, report),
                "iframe" | "video" | "audio" | "embed" | "source" | "track" => {
                    self.link(element, "src", here, report);
                }
                "object" => self.link(element, "data", here, report),
                // What an SVG refers to stays inside of it.
                "svg" => continue,
                _ => {}
            }
            self.nodes(&mut element.children, here, report);
        }
    }

    fn link(&mut self, element: &mut Element, attr: &str, here: &Here<'_>, report: &mut Report) {
        let Some(href) = take(element, attr) else { return };
        let found = self.follow(&href, here);
        element.target = Some(match found {
            Found::Target(target) => target,
            Found::Problem { message, hint, target } => {
                report.push(self.diagnose(message, hint, &href, element.line, here));
                target
            }
            Found::Lost => {
                let message = format!("`{href}` leads out of the book to a site that isn't known");
                let hint = "give `site` in `[preprocessor.bindery]` the book's full address";
                let diagnostic = self.place(Rule::Link.warning(message), &href, element.line, here);
                match &mut self.lost {
                    Some((_, count)) => *count += 1,
                    None => self.lost = Some((diagnostic.hint(hint), 1)),
                }
                Target::Dead(href)
            }
        });
    }

    fn follow(&self, href: &str, here: &Here<'_>) -> Found {
        match Address::of(href) {
            Address::External(url) => Found::Target(Target::External(url)),
            Address::Forbidden(scheme) => Found::Problem {
                message: format!("a link may not use the scheme `{scheme}:`"),
                hint: None,
                target: Target::Dead(href.to_owned()),
            },
            Address::Local { path: "", fragment } => self.anchor(here.chapter, fragment, href),
            Address::Local { path, fragment } => {
                let folder = here.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let folder = if path.starts_with('/') { "" } else { folder };
                self.page(folder, self.below_site(path), fragment, href)
            }
        }
    }

    /// An absolute path without the part that the site puts before the book.
    fn below_site<'p>(&self, path: &'p str) -> &'p str {
        let base = self.settings.site_path.trim_matches('/');
        let inside = path.strip_prefix('/').and_then(|path| path.strip_prefix(base));
        inside.filter(|rest| rest.starts_with('/')).unwrap_or(path)
    }

    fn page(&self, folder: &str, path: &str, fragment: Option<&str>, href: &str) -> Found {
        let (mut full, mut outside) = join(folder, &decode(path));
        let mut fragment = fragment.map(str::to_owned);
        for _ in 0..MAX_REDIRECTS {
            if outside {
                return self.site_address(&full, fragment.as_deref(), true);
            }
            if let Some(&chapter) = self.pages.get(&page_of(&full)) {
                return self.anchor(chapter, fragment.as_deref(), href);
            }
            let Some(to) = self.redirects.get(&page_of(&full)) else { break };
            match Address::of(to) {
                Address::Local { path, fragment: next } => {
                    let folder = full.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let folder = if path.starts_with('/') { "" } else { folder };
                    fragment = next.map(str::to_owned).or(fragment);
                    (full, outside) = join(folder, &decode(self.below_site(path)));
                }
                Address::External(url) => return Found::Target(Target::External(url)),
                Address::Forbidden(_) => break,
            }
        }
        if self.assets.exists(&full) {
            return match self.settings.source_url(&full) {
                Some(url) => Found::Target(Target::External(url)),
                None => self.site_address(&full, fragment.as_deref(), false),
            };
        }
        let page = page_of(&full);
        Found::Problem {
            message: format!("`{href}` leads to a page that isn't in the book"),
            hint: self.near(&page, self.pages.keys()).map(|page| format!("did you mean `{page}`?")),
            target: Target::Dead(href.to_owned()),
        }
    }

    /// The candidate that may have been meant.
    fn near<'n>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'n String>,
    ) -> Option<&'n str> {
        self.hints.set(self.hints.get() + 1);
        let wanted = self.hints.get() <= MAX_HINTS;
        nearest(word, candidates.into_iter().map(String::as_str).filter(|_| wanted))
    }

    /// A link to something of the site that is no chapter.
    fn site_address(&self, path: &str, fragment: Option<&str>, outside: bool) -> Found {
        let Some(site) = &self.settings.site else { return Found::Lost };
        let url = if outside { address::above(site, path) } else { format!("{site}{path}") };
        let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
        Found::Target(Target::External(format!("{url}{fragment}")))
    }

    fn anchor(&self, chapter: usize, fragment: Option<&str>, href: &str) -> Found {
        let target = |id| Target::Chapter { chapter, id };
        let Some(id) = fragment.map(decode).filter(|id| !id.is_empty() && id != "top") else {
            return Found::Target(target(None));
        };
        let ids = &self.ids[chapter];
        if ids.contains(&id) {
            return Found::Target(target(Some(id)));
        }
        Found::Problem {
            message: format!("`{href}`: there is no `{id}` on that page"),
            hint: self.near(&id, ids).map(|id| format!("did you mean `#{id}`?")),
            // The page is right: that is nearer than nothing.
            target: target(None),
        }
    }

    /// An image becomes one that can be shown, or its alternative text.
    fn image(&mut self, element: &mut Element, here: &Here<'_>, report: &mut Report) {
        let src = take(element, "src").unwrap_or_default();
        element.attrs.retain(|(name, _)| name != "srcset");
        let found = match Address::of(&src) {
            _ if src.starts_with("data:") => self.assets.data_url(&src),
            Address::External(_) => Err("is on another machine".to_owned()),
            Address::Forbidden(_) => Err("can't be read".to_owned()),
            Address::Local { path, .. } => {
                let folder = here.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let folder = if path.starts_with('/') { "" } else { folder };
                let (full, outside) = join(folder, &decode(self.below_site(path)));
                if outside {
                    Err("lies outside the book".to_owned())
                } else {
                    self.assets.file(&full)
                }
            }
        };
        let shown = found.and_then(|asset| match self.assets.get(asset).kind {
            AssetKind::Other => Err("is no image that can be shown".to_owned()),
            _ => Ok(asset),
        });
        match shown {
            Ok(asset) => element.target = Some(Target::Asset(asset)),
            Err(problem) => {
                let short: String = src.chars().take(80).collect();
                let hint = match element.attr("alt").is_some_and(|alt| !alt.is_empty()) {
                    true => "its alternative text stands in its place",
                    false => "it has no alternative text that could stand in its place",
                };
                let message = format!("image `{short}` {problem}");
                let found = self.diagnose(message, Some(hint.into()), &src, element.line, here);
                report.push(found.about(Rule::Image));
                *element = replacement(element);
            }
        }
    }

    fn diagnose(
        &self,
        message: String,
        hint: Option<String>,
        culprit: &str,
        line: u32,
        here: &Here<'_>,
    ) -> Diagnostic {
        let diagnostic = match self.settings.strict {
            true => Rule::Link.error(message),
            false => Rule::Link.warning(message),
        };
        let diagnostic = self.place(diagnostic, culprit, line, here);
        match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }

    /// An inline element may stand lines below its block's first: look for the text.
    fn place(
        &self,
        diagnostic: Diagnostic,
        culprit: &str,
        line: u32,
        here: &Here<'_>,
    ) -> Diagnostic {
        diagnostic.at(here.lines.near(line, culprit)).culprit(culprit)
    }
}

/// The words that stand for an image that can't be shown.
fn replacement(image: &Element) -> Element {
    let mut span = Element::new("span");
    span.set_attr("class", "missing-image");
    if let Some(id) = image.attr("id") {
        span.set_attr("id", id);
    }
    let alt = image.attr("alt").unwrap_or_default();
    span.children.push(Node::Text(alt.to_owned()));
    span.line = image.line;
    span
}

fn take(element: &mut Element, name: &str) -> Option<String> {
    let at = element.attrs.iter().position(|(key, _)| key == name)?;
    Some(element.attrs.remove(at).1)
}

/// The page that a path names: `a/b.html` for `a/b.md`, `a/`, `a/README.md` → `a/index.html`.
fn page_of(path: &str) -> String {
    let (path, _) = split_fragment(path);
    let (folder, file) = match path.rsplit_once('/') {
        Some((folder, file)) => (format!("{folder}/"), file),
        None => (String::new(), path),
    };
    let stem = file.strip_suffix(".md").or_else(|| file.strip_suffix(".html"));
    match (file, stem) {
        ("", _) => format!("{folder}index.html"),
        (_, Some(stem)) if stem.eq_ignore_ascii_case("readme") => format!("{folder}index.html"),
        (_, Some(stem)) => format!("{folder}{stem}.html"),
        (_, None) => format!("{folder}{file}"),
    }
}
