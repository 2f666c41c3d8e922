//! The thread that reads files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use mio::{Token, Waker};

/// What goes to a guest: a netstring, which is empty if there is no such poem.
pub(crate) type Answer = Vec<u8>;

/// A thread that reads files, and the two channels to it and from it.
#[derive(Debug)]
pub(crate) struct Librarian {
    names: Vec<String>,
    requests: Sender<(Token, String)>,
    answers: Receiver<(Token, Answer)>,
}

impl Librarian {
    /// Starts the thread. It ends when the `Librarian` is dropped.
    pub(crate) fn start(
        folder: PathBuf,
        waker: Waker,
    ) -> io::Result<Librarian> {
        let names = names(&folder)?;
        let (ask, requests) = mpsc::channel::<(Token, String)>();
        let (give, answers) = mpsc::channel();
        // ANCHOR: thread
        thread::Builder::new().spawn(move || {
            for (token, name) in requests {
                // A file that cannot be read is an empty poem.
                let path = folder.join(format!("{name}.txt"));
                let poem = fs::read(path).unwrap_or_default();
                // First the answer, then the wake.
                if give.send((token, netstring(&poem))).is_err() {
                    break;
                }
                if let Err(error) = waker.wake() {
                    eprintln!("poem-house: can't wake the loop: {error}");
                }
            }
        })?;
        // ANCHOR_END: thread
        Ok(Librarian { names, requests: ask, answers })
    }

    /// Asks for a poem, on behalf of whoever has this token.
    pub(crate) fn ask(&self, token: Token, name: String) {
        // Only what the house has told: a name is no path.
        let known = self.names.contains(&name);
        let name = if known { name } else { String::new() };
        self.requests
            .send((token, name))
            .expect("the thread ends when this sender is dropped");
    }

    /// An answer that has come. Never waits.
    pub(crate) fn answer(&self) -> Option<(Token, Answer)> {
        self.answers.try_recv().ok()
    }

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

fn netstring(poem: &[u8]) -> Answer {
    let mut netstring = format!("{}:", poem.len()).into_bytes();
    netstring.extend_from_slice(poem);
    netstring.push(b',');
    netstring
}
