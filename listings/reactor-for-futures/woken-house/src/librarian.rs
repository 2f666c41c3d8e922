//! The thread that reads files.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::thread;

use rt_reactor::{Letter, LetterSender, letter};

/// A thread that reads files for futures.
#[derive(Debug)]
pub(crate) struct Librarian {
    names: Vec<String>,
    requests: Sender<(String, LetterSender<Vec<u8>>)>,
}

impl Librarian {
    /// Starts the thread. It ends when the `Librarian` is dropped.
    pub(crate) fn start(folder: &Path) -> io::Result<Librarian> {
        let names = names(folder)?;
        let folder = folder.to_path_buf();
        let (ask, requests) =
            mpsc::channel::<(String, LetterSender<Vec<u8>>)>();
        thread::Builder::new().spawn(move || {
            for (name, sender) in requests {
                // A file that cannot be read is an empty poem.
                let path = folder.join(format!("{name}.txt"));
                sender.send(fs::read(path).unwrap_or_default());
            }
        })?;
        Ok(Librarian { names, requests: ask })
    }

    // ANCHOR: poem
    /// The poem of this name; empty if there is none.
    pub(crate) fn poem(&self, name: String) -> Letter<Vec<u8>> {
        // Only what the house has told: a name is no path.
        let known = self.names.contains(&name);
        let name = if known { name } else { String::new() };
        let (sender, poem) = letter();
        self.requests
            .send((name, sender))
            .expect("the thread ends when this sender is dropped");
        poem
    }
    // ANCHOR_END: poem

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }
}

/// The text files in a folder, without `.txt`, in order.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if let Some(stem) = stem
            && path.extension().is_some_and(|it| it == "txt")
        {
            names.push(stem.to_string());
        }
    }
    names.sort();
    Ok(names)
}
