//! Answers, as values and as bytes; and the words that say which server has which poem.

use std::collections::BTreeMap;
use std::net::{SocketAddr, ToSocketAddrs};
use std::rc::Rc;

use arguments::UsageError;

/// A poem, or the reason why there is none. Many guests may hold the same.
pub type Answer = Result<Rc<[u8]>, Rc<str>>;

/// An answer as it goes to a guest.
pub fn netstring(answer: &Answer) -> Vec<u8> {
    let (sign, bytes) = match answer {
        Ok(poem) => (b'+', &poem[..]),
        Err(reason) => (b'-', reason.as_bytes()),
    };
    let mut netstring = format!("{}:", bytes.len() + 1).into_bytes();
    netstring.push(sign);
    netstring.extend_from_slice(bytes);
    netstring.push(b',');
    netstring
}

/// An answer as it has come to a guest, without what makes it a netstring. `None`: it is none.
pub fn understood(frame: &[u8]) -> Option<Answer> {
    match frame.split_first()? {
        (b'+', poem) => Some(Ok(poem.into())),
        (b'-', reason) => Some(Err(String::from_utf8_lossy(reason).into())),
        _ => None,
    }
}

/// Understands words like `rossetti=127.0.0.1:10001`: which server has which poem.
pub fn servers(
    words: &[String],
) -> Result<BTreeMap<String, SocketAddr>, UsageError> {
    let wrong =
        |word| UsageError::new(format!("{word:?} is not NAME=HOST:PORT"));
    let mut servers = BTreeMap::new();
    for word in words {
        let (name, server) = word.split_once('=').ok_or_else(|| wrong(word))?;
        let mut found = server.to_socket_addrs().map_err(|_| wrong(word))?;
        let address = found.next().ok_or_else(|| wrong(word))?;
        servers.insert(name.to_string(), address);
    }
    match servers.is_empty() {
        true => Err(UsageError::new("needs at least one NAME=HOST:PORT")),
        false => Ok(servers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_have_a_sign() {
        assert_eq!(netstring(&Ok(b"Ruh"[..].into())), b"4:+Ruh,");
        assert_eq!(netstring(&Err("gone".into())), b"5:-gone,");
    }

    #[test]
    fn an_answer_is_understood() {
        assert_eq!(understood(b"+Ruh"), Some(Ok(b"Ruh"[..].into())));
        assert_eq!(understood(b"-gone"), Some(Err("gone".into())));
        assert_eq!(understood(b"Ruh"), None);
        assert_eq!(understood(b""), None);
    }

    #[test]
    fn servers_are_understood() {
        let words = ["b=127.0.0.1:2".into(), "a=127.0.0.1:1".into()];
        let servers = servers(&words).unwrap();
        let names: Vec<_> = servers.keys().map(String::as_str).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(servers["b"].port(), 2);
    }

    #[test]
    fn a_wrong_server_is_named() {
        let error = |word: &str| servers(&[word.into()]).unwrap_err();
        assert!(error("a").to_string().contains(r#""a""#));
        assert!(error("a=7").to_string().contains(r#""a=7""#));
        assert!(servers(&[]).is_err());
    }
}
