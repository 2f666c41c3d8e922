//! The table of contents: parts, chapters and, if the author wants them, sections.

use bindery_manuscript::Chapter;

/// The table of contents.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// The entries at the top.
    pub entries: Vec<Entry>,
    /// Whether the last entry is a part that takes chapters.
    in_part: bool,
}

/// An entry of the table of contents.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// What it is called.
    pub title: String,
    /// The page that it leads to; `None` for a chapter that isn't written.
    pub page: Option<usize>,
    /// The id of the element that it leads to; `None` for the beginning of the page.
    pub id: Option<String>,
    /// The entries below it.
    pub children: Vec<Entry>,
}

impl Contents {
    /// Begins a part.
    pub(crate) fn part(&mut self, title: &str, page: usize) {
        self.entries.push(Entry { title: title.into(), page: Some(page), ..Entry::default() });
        self.in_part = true;
    }

    /// Adds a chapter below the one that it is nested in.
    pub(crate) fn chapter(&mut self, chapter: &Chapter, title: &str, page: Option<usize>) {
        // What has no number after the numbered chapters belongs to no part.
        self.in_part &= chapter.number.is_some() || chapter.depth > 0;
        let depth = chapter.depth + usize::from(self.in_part);
        let entry = Entry { title: title.into(), page, ..Entry::default() };
        self.siblings(depth).push(entry);
    }

    /// The list that a chapter at `depth` belongs to; less deep where there is nothing above it.
    fn siblings(&mut self, depth: usize) -> &mut Vec<Entry> {
        let mut list = &mut self.entries;
        for _ in 0..depth {
            if !list.last().is_some_and(Entry::takes_chapters) {
                break;
            }
            let last = list.len() - 1;
            list = &mut list[last].children;
        }
        list
    }

    /// Adds the sections of the chapter on `page`, which must be the last one added.
    pub(crate) fn sections(&mut self, page: usize, sections: Vec<(String, String)>) {
        let Some(chapter) = last_entry(&mut self.entries) else { return };
        chapter.children.extend(sections.into_iter().map(|(title, id)| Entry {
            title,
            page: Some(page),
            id: Some(id),
            children: Vec::new(),
        }));
    }

    /// Adds a page at the back.
    pub(crate) fn back(&mut self, title: &str, page: usize) {
        self.in_part = false;
        self.entries.push(Entry { title: title.into(), page: Some(page), ..Entry::default() });
    }

    /// Takes out what leads nowhere: chapters that are only announced, with none written below.
    pub(crate) fn finish(&mut self) {
        prune(&mut self.entries);
    }

    /// How many levels there are.
    pub(crate) fn depth(&self) -> usize {
        fn depth(entries: &[Entry]) -> usize {
            entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
        }
        depth(&self.entries)
    }
}

impl Entry {
    /// Whether chapters may be nested in it; in a section they may not.
    fn takes_chapters(&self) -> bool {
        self.id.is_none()
    }

    /// The page that it leads to; for a chapter that isn't written, the first one below that is.
    pub(crate) fn first_page(&self) -> Option<usize> {
        self.page.or_else(|| self.children.iter().find_map(Entry::first_page))
    }
}

fn last_entry(entries: &mut [Entry]) -> Option<&mut Entry> {
    let last = entries.last_mut()?;
    if last.children.last().is_some_and(Entry::takes_chapters) {
        last_entry(&mut last.children)
    } else {
        Some(last)
    }
}

fn prune(entries: &mut Vec<Entry>) {
    for entry in entries.iter_mut() {
        prune(&mut entry.children);
        if entry.title.trim().is_empty() {
            entry.title = "–".into();
        }
    }
    entries.retain(|entry| entry.first_page().is_some());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(entries: &[Entry]) -> String {
        let parts: Vec<String> = entries
            .iter()
            .map(|entry| match outline(&entry.children) {
                below if below.is_empty() => entry.title.clone(),
                below => format!("{}({below})", entry.title),
            })
            .collect();
        parts.join(" ")
    }

    #[test]
    fn chapters_nest_below_parts_and_drafts() {
        let mut contents = Contents::default();
        let mut page = 0;
        let mut add = |contents: &mut Contents, title: &str, numbered: bool, depth, written| {
            page += 1;
            let number = numbered.then(|| vec![1]);
            let chapter = Chapter { number, depth, ..Chapter::default() };
            contents.chapter(&chapter, title, if written { Some(page) } else { None });
            if title == "b" {
                contents.sections(page, vec![("s".into(), "s".into())]);
            }
        };
        add(&mut contents, "preface", false, 0, true);
        contents.part("I", 50);
        add(&mut contents, "a", true, 0, true);
        add(&mut contents, "b", true, 1, true);
        add(&mut contents, "c", true, 2, true);
        add(&mut contents, "draft", true, 0, false);
        add(&mut contents, "d", true, 1, true);
        add(&mut contents, "empty", true, 0, false);
        add(&mut contents, "epilogue", false, 0, true);
        contents.back("colophon", 99);
        contents.finish();
        assert_eq!(outline(&contents.entries), "preface I(a(b(s c)) draft(d)) epilogue colophon");
    }
}
