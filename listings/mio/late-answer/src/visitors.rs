//! Who is connected, by token.

use mio::Token;
use mio::net::TcpStream;
use slab::Slab;
use token_table::TokenTable;

/// Who is connected, by token.
pub(crate) enum Visitors {
    /// The token is the number of the slot, which is used again.
    Slots(Slab<TcpStream>),
    /// No token is used twice.
    Tokens(TokenTable<TcpStream>),
}

impl Visitors {
    pub(crate) fn insert(&mut self, visitor: TcpStream) -> Token {
        match self {
            Visitors::Slots(slots) => Token(slots.insert(visitor)),
            Visitors::Tokens(tokens) => tokens.insert(visitor),
        }
    }

    pub(crate) fn get_mut(&mut self, token: Token) -> Option<&mut TcpStream> {
        match self {
            Visitors::Slots(slots) => slots.get_mut(token.0),
            Visitors::Tokens(tokens) => tokens.get_mut(token),
        }
    }

    pub(crate) fn remove(&mut self, token: Token) -> Option<TcpStream> {
        match self {
            Visitors::Slots(slots) => slots.try_remove(token.0),
            Visitors::Tokens(tokens) => tokens.remove(token),
        }
    }
}

/// The token as a person reads it: `0`, or `2:0` for the second value, in slot 0.
pub(crate) fn name(token: Token) -> String {
    let half = usize::BITS / 2;
    match (token.0 >> half, token.0 & ((1 << half) - 1)) {
        (0, slot) => slot.to_string(),
        (count, slot) => format!("{count}:{slot}"),
    }
}
