//! Seeing where a future is dropped.

use std::cell::Cell;

/// Kept in a future, it tells where the future was when it was dropped.
pub struct Witness {
    place: Cell<&'static str>,
    /// `None` when there is nothing to tell.
    tell: Option<Box<Tell>>,
}

/// Hears the place.
type Tell = dyn FnOnce(&str);

impl Witness {
    /// A witness who prints what it sees, under this name.
    pub fn new(name: &str) -> Witness {
        let name = name.to_owned();
        let print = move |place: &str| println!("{name}: dropped {place}");
        Witness::who_tells(print)
    }

    /// A witness who tells what it sees to somebody else.
    pub fn who_tells(tell: impl FnOnce(&str) + 'static) -> Witness {
        let place = Cell::new("before it began");
        Witness { place, tell: Some(Box::new(tell)) }
    }

    /// The future has come so far: "while it read", "after the header".
    pub fn at(&self, place: &'static str) {
        self.place.set(place);
    }

    /// It has come to its end.
    pub fn done(mut self) {
        self.tell = None;
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        if let Some(tell) = self.tell.take() {
            tell(self.place.get());
        }
    }
}
