//! The files below `listings/`: each found safely and read once.

use crate::directive::Fault;
use crate::program::Program;
use bindery_diagnostic::{Rule, nearest};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

/// The files that have been asked for so far.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    read: BTreeMap<String, Result<Rc<Program>, Fault>>,
}

impl Files {
    /// The files below `listings/` in the book's folder `root`.
    pub fn new(root: &Path) -> Self {
        Files { folder: root.join("listings"), read: BTreeMap::new() }
    }

    /// The file as its author would open it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The file `name`, given from `listings/` on.
    pub fn get(&mut self, name: &str) -> Result<Rc<Program>, Fault> {
        if let Some(read) = self.read.get(name) {
            return read.clone();
        }
        let read = self.text(name).map(|text| Rc::new(Program::read(&text)));
        self.read.insert(name.to_owned(), read.clone());
        read
    }

    fn text(&self, name: &str) -> Result<String, Fault> {
        let path = inside(&self.folder, "listings/", name)?;
        fs::read_to_string(path).map_err(|error| unreadable(name, &error))
    }
}

/// The file `name` in `folder`, which messages call `shown`; nothing above or outside of it.
pub(crate) fn inside(folder: &Path, shown: &str, name: &str) -> Result<PathBuf, Fault> {
    let down = |part: Component<'_>| matches!(part, Component::Normal(_));
    if name.contains('\\') || !Path::new(name).components().all(down) {
        return Err(Fault::new(
            format!("`{name}` leads out of {shown}"),
            name,
            format!("paths begin in {shown}, go down from there, and use `/`"),
        )
        .about(Rule::Outside));
    }
    let path = folder.join(name);
    let (Ok(real), Ok(real_folder)) = (path.canonicalize(), folder.canonicalize()) else {
        return Err(missing(folder, shown, name));
    };
    if !real.starts_with(real_folder) {
        return Err(Fault::new(
            format!("`{name}` leads out of {shown} by a symbolic link"),
            name,
            format!("keep what the book shows in {shown} itself"),
        )
        .about(Rule::Outside));
    }
    if real.is_dir() {
        return Err(Fault::new(
            format!("`{name}` is a folder"),
            name,
            format!("name a file in it; it holds {}", listed(&path)),
        ));
    }
    Ok(path)
}

pub(crate) fn unreadable(name: &str, error: &impl Display) -> Fault {
    Fault::new(format!("`{name}` can't be read: {error}"), name, "only UTF-8 text can be shown")
}

/// Says which part of the path isn't there, and what is there instead.
pub(crate) fn missing(folder: &Path, shown: &str, name: &str) -> Fault {
    let mut there = folder.to_path_buf();
    let mut walked = Vec::new();
    for part in name.split('/') {
        if !there.join(part).exists() {
            let entries = entries(&there);
            let hint = match nearest(part, entries.iter().map(String::as_str)) {
                Some(near) => {
                    let rest = name.split('/').skip(walked.len() + 1);
                    let path: Vec<&str> =
                        walked.iter().copied().chain([near]).chain(rest).collect();
                    format!("did you mean `{}`?", path.join("/"))
                }
                None if walked.is_empty() => format!("{shown} holds {}", listed(&there)),
                None => format!("`{}` holds {}", walked.join("/"), listed(&there)),
            };
            return Fault::new(format!("there is no `{name}` in {shown}"), name, hint);
        }
        there.push(part);
        walked.push(part);
    }
    Fault::new(format!("`{name}` can't be reached"), name, "check its permissions")
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The first few entries of a folder.
fn listed(folder: &Path) -> String {
    let names = entries(folder);
    match names.len() {
        0 => "nothing".to_owned(),
        count => {
            let first = crate::directive::list(names.iter().take(6).map(String::as_str));
            if count > 6 { format!("{first} and {} more", count - 6) } else { first }
        }
    }
}
