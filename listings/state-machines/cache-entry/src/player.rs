//! Events by their names, and a fetch that tells what becomes of it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use arguments::UsageError;
use cache_entry::{Entry, Event, Limits};

const MINUTE: Duration = Duration::from_secs(60);
const LIMITS: Limits =
    Limits { patience: MINUTE, keep: MINUTE, regret: MINUTE };

type Log = Rc<RefCell<Vec<String>>>;

/// A fetch without a socket. It tells when it begins and when it is dropped.
#[derive(Debug)]
struct Flight {
    /// `None`: it has not begun.
    number: Option<u32>,
    log: Log,
}

impl Drop for Flight {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.log.borrow_mut().push(format!("fetch {number} dropped"));
        }
    }
}

/// An entry, and the time at which it is.
#[derive(Debug)]
pub(crate) struct Player {
    entry: Entry<Flight>,
    now: Instant,
    begun: u32,
    log: Log,
}

impl Player {
    pub(crate) fn new() -> Player {
        Player {
            entry: Entry::new(LIMITS),
            now: Instant::now(),
            begun: 0,
            log: Log::default(),
        }
    }

    pub(crate) fn state(&self) -> &'static str {
        self.entry.name()
    }

    /// Lets an event happen. Gives what is to be told of it.
    pub(crate) fn play(
        &mut self,
        word: &str,
    ) -> Result<Vec<String>, UsageError> {
        let event = self.understood(word)?;
        match self.entry.on(event, self.now) {
            Ok(answers) => {
                for (guest, answer) in answers {
                    let got =
                        if answer.is_ok() { "the poem" } else { "no poem" };
                    self.log.borrow_mut().push(format!("{guest} gets {got}"));
                }
            }
            Err(illegal) => self.log.borrow_mut().push(illegal.to_string()),
        }
        if let Some(flight) = self.entry.fetch_mut()
            && flight.number.is_none()
        {
            self.begun += 1;
            flight.number = Some(self.begun);
            self.log.borrow_mut().push(format!("fetch {} begins", self.begun));
        }
        Ok(self.log.take())
    }

    fn understood(&mut self, word: &str) -> Result<Event<Flight>, UsageError> {
        let (name, guest) = word.split_once(':').unwrap_or((word, ""));
        let guest = guest.parse();
        match (name, guest) {
            ("ask", Ok(guest)) => {
                let log = Rc::clone(&self.log);
                let fetch = Flight { number: None, log };
                Ok(Event::Asked { guest, fetch })
            }
            ("leave", Ok(guest)) => Ok(Event::Left(guest)),
            ("came", Err(_)) => Ok(Event::Came(b"Ruhest du auch."[..].into())),
            ("broke", Err(_)) => Ok(Event::Broke("the server is gone".into())),
            ("later", Err(_)) => {
                self.now += MINUTE;
                Ok(Event::Time)
            }
            _ => Err(UsageError::new(format!("{word:?} is no event"))),
        }
    }
}
