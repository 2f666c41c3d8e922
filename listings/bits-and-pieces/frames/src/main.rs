//! Feeds a message to a decoder in pieces, and prints what comes of each.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use decoders::{Decoder, Lines, Netstrings, Utf8};

const HELP: &str = r"Feeds a message to a decoder in pieces, and prints what comes of each.

Usage: frames [OPTIONS] <DECODER> <PIECE>...

Arguments:
  <DECODER>    utf8, lines or netstrings
  <PIECE>...   The pieces; \r, \n and \xff stand for bytes as in Rust

Options:
  --limit <N>  The most bytes of a frame [default: 80]
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let limit = arguments.option("--limit", "a whole number")?.unwrap_or(80);
    let mut operands = arguments.text_operands()?.into_iter();
    let name = operands
        .next()
        .ok_or_else(|| UsageError::new("needs the name of a decoder"))?;
    let pieces = operands
        .map(|piece| unescape(&piece))
        .collect::<Result<Vec<_>, _>>()?;
    let out = &mut io::stdout();
    match name.as_str() {
        "utf8" => show(Utf8::default(), &pieces, out)?,
        "lines" => show(Lines::new(limit), &pieces, out)?,
        "netstrings" => show(Netstrings::new(limit), &pieces, out)?,
        _ => {
            let message = format!("there is no decoder {name:?}");
            return Err(UsageError::new(message).into());
        }
    }
    Ok(())
}

/// The width of the column with the pieces.
const WIDTH: usize = 20;

fn show<D: Decoder<Frame: AsRef<[u8]>>>(
    mut decoder: D,
    pieces: &[Vec<u8>],
    out: &mut impl Write,
) -> io::Result<()> {
    for piece in pieces {
        let mut left = format!("b\"{}\"", piece.escape_ascii());
        decoder.feed(piece);
        loop {
            let frame = match decoder.next_frame() {
                Ok(Some(frame)) => shown(frame.as_ref()),
                Ok(None) => break,
                Err(fault) => return writeln!(out, "{left:WIDTH$}{fault}"),
            };
            writeln!(out, "{left:WIDTH$}{frame}")?;
            left.clear();
        }
        if !left.is_empty() {
            writeln!(out, "{left:WIDTH$}not yet")?;
        }
    }
    match decoder.finish() {
        Ok(()) => writeln!(out, "the end"),
        Err(fault) => writeln!(out, "{:WIDTH$}{fault}", "the end"),
    }
}

/// A frame, as text. If it is none, a replacement character is good enough to look at.
fn shown(frame: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(frame))
}

/// The bytes that a word of the command line stands for.
fn unescape(word: &str) -> Result<Vec<u8>, UsageError> {
    let mut bytes = Vec::new();
    let mut parts = word.split('\\');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let (byte, rest) = match part.as_bytes() {
            [b'r', rest @ ..] => (b'\r', rest),
            [b'n', rest @ ..] => (b'\n', rest),
            [b'x', _, _, ..] => {
                let byte = part
                    .get(1..3)
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok())
                    .ok_or_else(|| unknown(part))?;
                (byte, &part.as_bytes()[3..])
            }
            _ => return Err(unknown(part)),
        };
        bytes.push(byte);
        bytes.extend(rest);
    }
    Ok(bytes)
}

fn unknown(part: &str) -> UsageError {
    UsageError::new(format!("can't read \\{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(decoder: impl Decoder<Frame = String>, words: &[&str]) -> String {
        let pieces: Vec<_> =
            words.iter().map(|word| unescape(word).unwrap()).collect();
        let mut out = Vec::new();
        show(decoder, &pieces, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_piece_brings_no_frame_or_several() {
        assert_eq!(
            output(Lines::new(80), &["ab", r"\r", r"\nc\nd"]),
            "b\"ab\"               not yet\n\
             b\"\\r\"               not yet\n\
             b\"\\nc\\nd\"           \"ab\"\n\
             \x20                   \"c\"\n\
             the end             byte 7: the input ends inside a frame\n"
        );
    }

    #[test]
    fn a_fault_is_the_last_that_is_shown() {
        assert_eq!(
            output(Utf8::default(), &[r"a\xff", "b"]),
            "b\"a\\xff\"            \"a\"\n                    byte 1: not UTF-8\n"
        );
    }

    #[test]
    fn bytes_are_written_as_in_rust() {
        assert_eq!(unescape(r"é\xC3\r\na").unwrap(), b"\xc3\xa9\xc3\r\na");
        for word in [r"\", r"\q", r"\x1", r"\xé1", r"\xg1"] {
            assert!(unescape(word).is_err(), "{word}");
        }
    }

    #[test]
    fn a_decoder_that_is_not_there_is_named() {
        let error =
            run(Arguments::new(["ascii", "a"])).unwrap_err().to_string();
        assert_eq!(error, r#"there is no decoder "ascii""#);
    }
}
