//! Cuts messages by chance, and looks for a cut that changes what a decoder makes of them.

mod wrong;

use std::error::Error;
use std::fmt::Debug;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use decoders::{Lines, Netstrings, Utf8, decode};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};

const HELP: &str = "\
Cuts messages by chance, and looks for a cut that changes the frames.

Usage: same-frames [OPTIONS] <DECODER>

Arguments:
  <DECODER>    utf8, lines or netstrings; or one that is wrong: each-read, any-end or
               text-or-fault

Options:
  --cases <N>  How many messages with their cuts are tried [default: 10000]
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let cases =
        arguments.option("--cases", "a whole number")?.unwrap_or(10_000);
    let [name] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs the name of a decoder"))?;
    let found = match name.as_str() {
        "utf8" => search(cases, |pieces| {
            let (texts, end) = decode(Utf8::default(), pieces);
            (texts.concat(), end)
        }),
        "lines" => search(cases, |pieces| decode(Lines::new(8), pieces)),
        "netstrings" => {
            search(cases, |pieces| decode(Netstrings::new(8), pieces))
        }
        "each-read" => search(cases, wrong::each_read),
        "any-end" => search(cases, wrong::any_end),
        "text-or-fault" => search(cases, wrong::text_or_fault),
        _ => {
            let message = format!("there is no decoder {name:?}");
            return Err(UsageError::new(message).into());
        }
    };
    match found {
        None => {
            writeln!(io::stdout(), "{cases} cuts, and no difference")?;
            Ok(())
        }
        Some(difference) => Err(difference.into()),
    }
}

/// Messages of bytes that mean something to one of the decoders.
fn message() -> impl Strategy<Value = Vec<u8>> {
    let tokens = ["a", "é", "’", "\r", "\n", "2:ab,", "0:,", "3:", ",", "0"];
    let text = select(tokens.map(str::as_bytes).to_vec());
    let noise = select([&b"\xc3"[..], b"\xa9", b"\xe2\x80", b"\xff"].to_vec());
    let token = prop_oneof![9 => text, 1 => noise];
    vec(token, 0..16).prop_map(|tokens| tokens.concat())
}

// ANCHOR: search
/// Looks for a message and a cut that changes what `decode` makes of it. If
/// there is one, tells the smallest that was found.
fn search<T: PartialEq + Debug>(
    cases: u32,
    decode: impl Fn(&[&[u8]]) -> T,
) -> Option<String> {
    // The same chance in every run: what is found once is found again.
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = ProptestConfig { cases, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, chance);
    let cut_messages = (message(), vec(1_usize..4, 0..16));
    let result = runner.run(&cut_messages, |(message, sizes)| {
        let pieces = cuts::by_sizes(&message, &sizes);
        prop_assert!(decode(&pieces) == decode(&[&message]));
        Ok(())
    });
    match result {
        Ok(()) => None,
        Err(TestError::Abort(reason)) => Some(reason.to_string()),
        Err(TestError::Fail(_, (message, sizes))) => {
            let pieces = cuts::by_sizes(&message, &sizes);
            Some(format!(
                "the cuts make a difference\n\
                 message  {}\n         {:?}\n\
                 pieces   {}\n         {:?}",
                literal(&message),
                decode(&[&message]),
                pieces
                    .iter()
                    .map(|piece| literal(piece))
                    .collect::<Vec<_>>()
                    .join(" "),
                decode(&pieces),
            ))
        }
    }
}
// ANCHOR_END: search

fn literal(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message_of(decoder: &str) -> Result<(), String> {
        run(Arguments::new([decoder])).map_err(|error| error.to_string())
    }

    #[test]
    fn right_decoders_pass() {
        for decoder in ["utf8", "lines", "netstrings"] {
            assert_eq!(message_of(decoder), Ok(()), "{decoder}");
        }
    }

    #[test]
    fn wrong_decoders_are_found_out() {
        for decoder in ["each-read", "any-end", "text-or-fault"] {
            let error = message_of(decoder).unwrap_err();
            assert!(error.starts_with("the cuts make a difference"), "{error}");
        }
    }

    #[test]
    fn the_smallest_cut_character_is_shown() {
        let error = message_of("each-read").unwrap_err();
        assert!(error.contains(r#"pieces   b"\xc3" b"\xa9""#), "{error}");
    }
}
