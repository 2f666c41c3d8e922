//! Events by their names.

use std::time::{Duration, Instant};

use arguments::UsageError;
use flag_entry::{Entry, Event, Order};

const MINUTE: Duration = Duration::from_secs(60);

/// An entry, the time at which it is, and what has happened.
#[derive(Debug, Clone)]
pub(crate) struct Player {
    pub(crate) entry: Entry,
    pub(crate) played: Vec<String>,
    now: Instant,
    /// How many fetches were begun and have not ended.
    under_way: usize,
    /// How many guests have asked.
    asked: usize,
}

impl Default for Player {
    fn default() -> Player {
        Player {
            entry: Entry::default(),
            played: Vec::new(),
            now: Instant::now(),
            under_way: 0,
            asked: 0,
        }
    }
}

impl Player {
    /// Lets an event happen. Gives what is to be told of it.
    pub(crate) fn play(
        &mut self,
        word: &str,
    ) -> Result<Vec<String>, UsageError> {
        let (name, guest) = word.split_once(':').unwrap_or((word, ""));
        let event = match (name, guest.parse()) {
            ("ask", Ok(guest)) => {
                self.asked = self.asked.max(guest);
                Event::Asked(guest)
            }
            ("leave", Ok(guest)) => Event::Left(guest),
            ("came", Err(_)) => {
                self.under_way = self.under_way.saturating_sub(1);
                Event::Came(b"Ruhest du auch."[..].into())
            }
            ("broke", Err(_)) => {
                self.under_way = self.under_way.saturating_sub(1);
                Event::Broke("the server is gone".into())
            }
            ("later", Err(_)) => {
                self.now += MINUTE;
                Event::Time
            }
            _ => {
                return Err(UsageError::new(format!("{word:?} is no event")));
            }
        };
        self.played.push(word.to_string());
        let orders = self.entry.on(event, self.now);
        let told = orders.into_iter().map(|order| match order {
            Order::Begin => {
                self.under_way += 1;
                "a fetch begins".to_string()
            }
            Order::Tell(guest, Ok(_)) => format!("{guest} gets the poem"),
            Order::Tell(guest, Err(_)) => format!("{guest} gets no poem"),
        });
        Ok(told.collect())
    }

    /// What can happen now, in a world in which only a fetch can end that was begun.
    pub(crate) fn possible(&self) -> Vec<String> {
        let mut words = vec![format!("ask:{}", self.asked + 1)];
        words.extend((1..=self.asked).map(|guest| format!("leave:{guest}")));
        if self.under_way > 0 {
            words.extend(["came".to_string(), "broke".to_string()]);
        }
        words.push("later".to_string());
        words
    }
}
