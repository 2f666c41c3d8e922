//! Ports written in a transcript, and the free ones that stand for them in a run.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};

/// Below the ephemeral ports of the usual systems, so that no client is given one by chance; five
/// digits like those that books write, so that columns stay aligned.
const CANDIDATES: RangeInclusive<u16> = 20_000..=32_700;

/// Ports given out by this process. A port is not used twice: it may linger.
static TAKEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// A port on which nobody listens.
pub(crate) fn free() -> Option<u16> {
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    // Two processes that test at the same time begin at different places.
    let offset = (std::process::id() % 120) as u16 * 100;
    let begin = *CANDIDATES.start() + offset;
    let port = (begin..=*CANDIDATES.end()).chain(*CANDIDATES.start()..begin).find(|&port| {
        !taken.contains(&port)
            && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
            && UdpSocket::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
    })?;
    taken.insert(port);
    Some(port)
}

/// Which free port stands for which written one.
#[derive(Debug, Clone, Default)]
pub(crate) struct PortMap(BTreeMap<u16, u16>);

impl PortMap {
    /// A free port for each port of `range` that stands in `text` as a number of its own.
    pub(crate) fn of(text: &str, range: &RangeInclusive<u16>) -> Option<PortMap> {
        let mut map = BTreeMap::new();
        for (_, number) in numbers(text) {
            if let Some(port) = number.parse().ok().filter(|port| range.contains(port))
                && !map.contains_key(&port)
            {
                map.insert(port, free()?);
            }
        }
        Some(PortMap(map))
    }

    /// `text` with the free ports in place of the written ones.
    pub(crate) fn apply(&self, text: &str) -> String {
        replace(text, &self.0)
    }

    /// `text` with the written ports in place of the free ones.
    pub(crate) fn revert(&self, text: &str) -> String {
        replace(text, &self.0.iter().map(|(&written, &free)| (free, written)).collect())
    }

    /// The free ports that stand in `text`.
    pub(crate) fn free_in(&self, text: &str) -> Vec<u16> {
        let all: Vec<&str> = numbers(text).map(|(_, number)| number).collect();
        self.0.values().copied().filter(|port| all.contains(&port.to_string().as_str())).collect()
    }
}

/// The runs of digits in `text` that are no part of a word, with their places.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            at += 1;
            let joined =
                start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == b'.');
            if !bytes[start].is_ascii_digit() || joined {
                continue;
            }
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                return Some((start, &text[start..at]));
            }
        }
        None
    })
}

fn replace(text: &str, map: &BTreeMap<u16, u16>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut end = 0;
    for (at, number) in numbers(text) {
        if let Some(port) = number.parse().ok().and_then(|port: u16| map.get(&port)) {
            replaced.push_str(&text[end..at]);
            replaced.push_str(&port.to_string());
            end = at + number.len();
        }
    }
    replaced.push_str(&text[end..]);
    replaced
}

/// Whether somebody listens on `port` of this machine, or has bound it for UDP.
///
/// Linux says so without a connection that the program would see; elsewhere one is made.
pub(crate) fn is_bound(port: u16) -> bool {
    let suffix = format!(":{port:04X}");
    let mut known = false;
    for (table, state) in [("tcp", Some("0A")), ("tcp6", Some("0A")), ("udp", None), ("udp6", None)]
    {
        let Ok(text) = std::fs::read_to_string(format!("/proc/net/{table}")) else { continue };
        known = true;
        let bound = text.lines().skip(1).any(|line| {
            let mut columns = line.split_ascii_whitespace().skip(1);
            let local = columns.next().is_some_and(|address| address.ends_with(&suffix));
            local && state.is_none_or(|state| columns.nth(1) == Some(state))
        });
        if bound {
            return true;
        }
    }
    !known && std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_ports_come_back() {
        let text = "run 127.0.0.1:10001 --port=10002 a10003 110001 10200";
        let map = PortMap::of(text, &(10_000..=10_099)).unwrap();
        assert_eq!(map.0.keys().copied().collect::<Vec<_>>(), [10_001, 10_002]);
        let run = map.apply(text);
        assert!(!run.contains(":10001") && !run.contains("10002"), "{run}");
        assert!(run.ends_with("a10003 110001 10200"));
        assert_eq!(map.revert(&run), text);
        assert_eq!(map.free_in(&run).len(), 2);
    }

    #[test]
    fn a_bound_port_is_seen() {
        let port = free().unwrap();
        assert!(!is_bound(port));
        let _listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        assert!(is_bound(port));
        assert_ne!(free(), Some(port));
    }
}
