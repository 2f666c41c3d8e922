//! Poems that are fetched once, however many ask.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::error::Error;
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::{LetterSender, Semaphore, letter, spawn};
use crate::fetch::{Failed, Limits, fetch};

/// A poem for all who have asked, or why there is none.
pub type Answer = Result<Arc<[u8]>, Missing>;

/// The poems that are here, and those that are on their way.
pub struct Library {
    limits: Limits,
    connections: Semaphore,
    shelf: Mutex<BTreeMap<SocketAddr, Poem>>,
    fetches: AtomicUsize,
}

enum Poem {
    /// A task fetches it; these wait for it.
    OnItsWay(Vec<LetterSender<Answer>>),
    Here(Arc<[u8]>),
}

impl Library {
    /// An empty library, with so many connections at once.
    pub fn new(limits: Limits, connections: usize) -> Arc<Self> {
        Arc::new(Library {
            limits,
            connections: Semaphore::named("a connection", connections),
            shelf: Mutex::default(),
            fetches: AtomicUsize::new(0),
        })
    }

    /// How many fetches were begun.
    pub fn fetches(&self) -> usize {
        self.fetches.load(Ordering::Relaxed)
    }

    /// Nothing panics under this lock: what it guards is always whole.
    fn shelf(&self) -> MutexGuard<'_, BTreeMap<SocketAddr, Poem>> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The poem of a server. Whoever asks first begins a fetch, and those who
    /// ask meanwhile wait for the same one. A failure is not kept: whoever
    /// asks after it begins anew.
    ///
    /// # Errors
    ///
    /// When the fetch has failed.
    // ANCHOR: ask
    pub async fn ask(self: &Arc<Self>, server: SocketAddr) -> Answer {
        let (sender, answer) = letter();
        let is_first = match self.shelf().entry(server) {
            Entry::Occupied(mut place) => match place.get_mut() {
                Poem::Here(poem) => return Ok(Arc::clone(poem)),
                Poem::OnItsWay(waiting) => {
                    waiting.push(sender);
                    false
                }
            },
            Entry::Vacant(place) => {
                place.insert(Poem::OnItsWay(vec![sender]));
                true
            }
        };
        if is_first {
            self.begin(server);
        }
        answer.await.unwrap_or(Err(Missing::Lost))
    }
    // ANCHOR_END: ask

    /// The fetch is a task: whoever has asked first may be dropped, or not be
    /// polled, and the others get their poem all the same.
    fn begin(self: &Arc<Self>, server: SocketAddr) {
        self.fetches.fetch_add(1, Ordering::Relaxed);
        let library = Arc::clone(self);
        let errand = Errand { library, server, has_ended: false };
        // Whoever waits for it waits for its letter, and not for the handle.
        drop(spawn(&format!("fetch {}", self.fetches()), async move {
            let Library { limits, connections, .. } = &*errand.library;
            let poem = fetch(server, *limits, connections).await;
            errand.ends(poem);
        }));
    }
}

/// A fetch that is on its way.
struct Errand {
    library: Arc<Library>,
    server: SocketAddr,
    /// Whether those who wait have heard of it.
    has_ended: bool,
}

impl Errand {
    /// Puts the poem on the shelf, and tells those who wait.
    fn ends(mut self, poem: Result<Vec<u8>, Failed>) {
        let answer = match poem {
            Ok(poem) => Ok(poem.into()),
            Err(failed) => Err(Missing::Failed(Arc::new(failed))),
        };
        let mut shelf = self.library.shelf();
        let before = match &answer {
            Ok(poem) => shelf.insert(self.server, Poem::Here(Arc::clone(poem))),
            Err(_) => shelf.remove(&self.server),
        };
        drop(shelf);
        // A waker may ask the library again: that fetch is another errand.
        self.has_ended = true;
        if let Some(Poem::OnItsWay(waiting)) = before {
            for sender in waiting {
                sender.send(answer.clone());
            }
        }
    }
}

impl Drop for Errand {
    /// After a panic the poem would be on its way for ever. Without their
    /// senders, those who wait hear that it is lost.
    fn drop(&mut self) {
        if self.has_ended {
            return;
        }
        let waiting = self.library.shelf().remove(&self.server);
        // A waker may ask the library again: nothing is locked by now.
        drop(waiting);
    }
}

/// Why there is no poem.
#[derive(Debug, Clone)]
pub enum Missing {
    /// All attempts have failed.
    Failed(Arc<Failed>),
    /// The fetch was dropped, or has panicked.
    Lost,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Missing::Failed(failed) => failed.fmt(f),
            Missing::Lost => f.write_str("the fetch is gone"),
        }
    }
}

impl Error for Missing {}
