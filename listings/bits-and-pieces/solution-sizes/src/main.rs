//! Which sizes of pieces damage a poem that is decoded piece by piece?

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Tells how many characters are cut when a poem is sent in pieces of one size.

Usage: solution-sizes <POEM>

Arguments:
  <POEM>      The file

Options:
  -h, --help  Print this help
";

/// The largest size that is tried.
const LARGEST: usize = 60;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [file] = <[_; 1]>::try_from(arguments.operands()?)
        .map_err(|_| UsageError::new("needs one poem"))?;
    let poem = fs::read_to_string(file)?;
    for size in 1..=LARGEST {
        let cut = characters_cut(&poem, size);
        writeln!(io::stdout(), "{size:2} bytes: {cut} characters cut")?;
    }
    Ok(())
}

/// How many characters have bytes in two pieces or more.
fn characters_cut(poem: &str, size: usize) -> usize {
    poem.char_indices()
        .filter(|(begin, char)| {
            let last = begin + char.len_utf8() - 1;
            begin / size != last / size
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_cut_or_not() {
        assert_eq!(characters_cut("aé’", 1), 2);
        assert_eq!(characters_cut("aé’", 2), 2);
        assert_eq!(characters_cut("aé’", 3), 0);
        assert_eq!(characters_cut("aé’", 4), 1);
        assert_eq!(characters_cut("aé’", 6), 0);
    }

    #[test]
    fn what_is_cut_is_what_a_client_that_decodes_each_piece_damages() {
        let poem = include_str!("../../../../poems/verlaine.txt");
        for size in 1..=LARGEST {
            let pieces = poem.as_bytes().chunks(size);
            let text: String =
                pieces.map(|it| String::from_utf8_lossy(it)).collect();
            let damaged = text != poem;
            assert_eq!(damaged, characters_cut(poem, size) > 0, "{size}");
        }
    }
}
