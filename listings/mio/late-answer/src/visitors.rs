//! Who is connected, by token.

use mio::Token;
use mio::net::TcpStream;
use slab::Slab;
use token_table::TokenTable;

/// Who is connected, by token.
pub(crate) enum Visitors {
    /// The token is the number of the place, which is used again.
    Places(Slab<TcpStream>),
    /// No token is used twice.
    Tokens(TokenTable<TcpStream>),
}

impl Visitors {
    pub(crate) fn insert(&mut self, visitor: TcpStream) -> Token {
        match self {
            Visitors::Places(places) => Token(places.insert(visitor)),
            Visitors::Tokens(tokens) => tokens.insert(visitor),
        }
    }

    pub(crate) fn get_mut(&mut self, token: Token) -> Option<&mut TcpStream> {
        match self {
            Visitors::Places(places) => places.get_mut(token.0),
            Visitors::Tokens(tokens) => tokens.get_mut(token),
        }
    }

    pub(crate) fn remove(&mut self, token: Token) -> Option<TcpStream> {
        match self {
            Visitors::Places(places) => places.try_remove(token.0),
            Visitors::Tokens(tokens) => tokens.remove(token),
        }
    }
}

/// The token as a person reads it: `0`, or `2:0` for the second value, in place 0.
pub(crate) fn name(token: Token) -> String {
    let half = usize::BITS / 2;
    match (token.0 >> half, token.0 & ((1 << half) - 1)) {
        (0, place) => place.to_string(),
        (count, place) => format!("{count}:{place}"),
    }
}
