//! Slots for whatever waits for events, and tokens that no other has had.

use mio::Token;
use slab::Slab;

// ANCHOR: table
/// A table of values, each with a token that no other value has had before.
#[derive(Debug)]
pub struct TokenTable<T> {
    /// The slots are used again. A value stands there with its token.
    slots: Slab<(Token, T)>,
    /// How many values were put in, ever.
    count: usize,
}

/// A token is a slot in its low half, and a count in its high half.
const HALF: u32 = usize::BITS / 2;

impl<T> TokenTable<T> {
    /// Puts a value in. A token is never as small as a number of a slot.
    pub fn insert(&mut self, value: T) -> Token {
        self.count += 1;
        let entry = self.slots.vacant_entry();
        assert!(entry.key() >> HALF == 0, "there are too many values at once");
        let token = Token(self.count << HALF | entry.key());
        entry.insert((token, value));
        token
    }

    /// The value of this token, if it is still there.
    pub fn get_mut(&mut self, token: Token) -> Option<&mut T> {
        let (found, value) = self.slots.get_mut(slot(token))?;
        (*found == token).then_some(value)
    }

    /// Takes the value of this token out.
    pub fn remove(&mut self, token: Token) -> Option<T> {
        self.get_mut(token)?;
        Some(self.slots.remove(slot(token)).1)
    }
}

fn slot(token: Token) -> usize {
    token.0 & ((1 << HALF) - 1)
}
// ANCHOR_END: table

impl<T> TokenTable<T> {
    /// A table with nothing in it.
    pub fn new() -> Self {
        TokenTable { slots: Slab::new(), count: 0 }
    }

    /// The token that the next value will get.
    pub fn next_token(&self) -> Token {
        Token((self.count + 1) << HALF | self.slots.vacant_key())
    }

    /// How many values are in it.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }
}

impl<T> Default for TokenTable<T> {
    fn default() -> Self {
        TokenTable::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_token() {
        let mut table = TokenTable::new();
        let (a, b) = (table.insert('a'), table.insert('b'));
        assert_eq!(table.get_mut(a), Some(&mut 'a'));
        assert_eq!(table.get_mut(b), Some(&mut 'b'));
        assert_eq!(table.remove(a), Some('a'));
        assert_eq!((table.len(), table.is_empty()), (1, false));
    }

    #[test]
    fn a_slot_is_used_again_and_a_token_is_not() {
        let mut table = TokenTable::new();
        let old = table.insert('a');
        table.remove(old);
        let new = table.insert('b');
        assert_eq!(slot(old), slot(new));
        assert_ne!(old, new);
        assert_eq!(table.get_mut(old), None);
        assert_eq!(table.remove(old), None);
        assert_eq!(table.get_mut(new), Some(&mut 'b'));
    }

    #[test]
    fn the_first_token_is_above_those_that_a_program_names_itself() {
        assert!(TokenTable::new().insert('a') > Token(1000));
    }

    #[test]
    fn the_next_token_is_known_before() {
        let mut table = TokenTable::new();
        let first = table.next_token();
        assert_eq!(table.insert('a'), first);
        table.insert('b');
        table.remove(first);
        let next = table.next_token();
        assert_ne!(next, first);
        assert_eq!(table.insert('c'), next);
    }

    #[test]
    fn a_token_of_nobody_finds_nobody() {
        let mut table = TokenTable::new();
        table.insert('a');
        assert_eq!(table.get_mut(Token(0)), None);
        assert_eq!(table.get_mut(Token(1 << HALF | 7)), None);
    }
}
