//! Cuts messages by chance, and looks for a cut that changes what a decoder makes of them.

mod wrong;

use std::error::Error;
use std::fmt::Debug;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use decoders::{Lines, Netstrings, Utf8, decode};
use proptest::bits;
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
    match name.as_str() {
        "utf8" => search(cases, TEXT, |pieces| {
            let (texts, end) = decode(Utf8::default(), pieces);
            (texts.concat(), end)
        }),
        "lines" => search(cases, TEXT, |pieces| decode(Lines::new(8), pieces)),
        "netstrings" => search(cases, NETSTRINGS, |pieces| {
            decode(Netstrings::new(8), pieces)
        }),
        "each-read" => search(cases, TEXT, wrong::each_read),
        "any-end" => search(cases, TEXT, wrong::any_end),
        "text-or-fault" => search(cases, TEXT, wrong::text_or_fault),
        _ => {
            let message = format!("there is no decoder {name:?}");
            Err(UsageError::new(message).into())
        }
    }?;
    writeln!(io::stdout(), "{cases} cuts, and no difference")?;
    Ok(())
}

/// What the messages are made of.
type Tokens = &'static [&'static [u8]];

const TEXT: Tokens =
    &[b"a", "é".as_bytes(), "’".as_bytes(), b"\r", b"\n", b"\xc3", b"\xff"];

const NETSTRINGS: Tokens =
    &[b"2:ab,", b"0:,", b"3:", b"a", b",", b"0", b"9", b":"];

/// Some tokens, and where they are cut.
fn pieces(tokens: Tokens) -> impl Strategy<Value = Vec<Vec<u8>>> {
    let marked = vec((select(tokens), bits::u8::ANY), 0..16);
    marked.prop_map(|tokens| cuts::marked(&tokens))
}

/// Looks for pieces from which `decode` makes something else than from the
/// whole, and for the smallest such pieces.
fn search<T: PartialEq + Debug>(
    cases: u32,
    tokens: Tokens,
    decode: impl Fn(&[Vec<u8>]) -> T,
) -> Result<(), Box<dyn Error>> {
    // The same chance in every run: what is found once is found again.
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config(cases), chance);
    let result = runner.run(&pieces(tokens), |pieces| {
        let whole = [pieces.concat()];
        prop_assert!(decode(&pieces) == decode(&whole));
        Ok(())
    });
    result.map_err(|error| match error {
        TestError::Abort(reason) => reason.to_string().into(),
        TestError::Fail(_, pieces) => difference(&pieces, decode).into(),
    })
}

fn config(cases: u32) -> ProptestConfig {
    // What fails is printed; no file needs to remember it.
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn difference<T: Debug>(
    pieces: &[Vec<u8>],
    decode: impl Fn(&[Vec<u8>]) -> T,
) -> String {
    let whole = [pieces.concat()];
    let [pieces, whole] = [pieces, &whole].map(|it| {
        let literals: Vec<_> = it.iter().map(|it| literal(it)).collect();
        (literals.join(" "), decode(it))
    });
    format!(
        "the cuts make a difference\n\
         whole    {}\n         {:?}\n\
         pieces   {}\n         {:?}",
        whole.0, whole.1, pieces.0, pieces.1,
    )
}

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
