//! Three decoders that the cuts can deceive.

use std::str;

use decoders::{Fault, What};

/// The text of each piece on its own.
pub(crate) fn each_read(pieces: &[Vec<u8>]) -> String {
    pieces.iter().map(|piece| String::from_utf8_lossy(piece)).collect()
}

// ANCHOR: any-end
/// Lines that end with `\n`, `\r\n` or `\r`, whichever comes.
pub(crate) fn any_end(pieces: &[Vec<u8>]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = Vec::new();
    for piece in pieces {
        rest.extend_from_slice(piece);
        while let Some(at) = rest.iter().position(|b| b"\r\n".contains(b)) {
            let end = if rest[at..].starts_with(b"\r\n") { 2 } else { 1 };
            let line: Vec<u8> = rest.drain(..at + end).collect();
            lines.push(String::from_utf8_lossy(&line[..at]).into_owned());
        }
    }
    lines
}
// ANCHOR_END: any-end

/// Carries what a cut leaves of a character. Each piece gives its text or a
/// fault, as one `Result`.
pub(crate) fn text_or_fault(pieces: &[Vec<u8>]) -> (String, Option<Fault>) {
    let mut text = String::new();
    let mut carried = Vec::new();
    let mut before = 0;
    for piece in pieces {
        carried.extend_from_slice(piece);
        let whole = match str::from_utf8(&carried) {
            Ok(all) => all.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => {
                let at = before + error.valid_up_to() as u64;
                return (text, Some(Fault { at, what: What::NotUtf8 }));
            }
        };
        let rest = carried.split_off(whole);
        text += str::from_utf8(&carried).expect("checked just now");
        before += whole as u64;
        carried = rest;
    }
    (text, None)
}
