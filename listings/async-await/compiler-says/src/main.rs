//! Asks the compiler what it makes of the function `sum` of `same-sum`.

mod rustc;
mod states;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use states::states;

const HELP: &str = "\
Runs rustc, and shows what it makes of an async function.

Usage: compiler-says <WHAT>

Arguments:
  <WHAT>      await: the code that the first await stands for
              states: what the machine keeps in each of its states
              rc, guard, drop, closure: why it refuses a program

Options:
  -h, --help  Print this help
";

/// The function and what it needs, as one file.
const SOURCE: &str = concat!(
    "mod observed { use std::task::Poll;",
    "pub fn told(_: &str, answer: Poll<u32>) -> Poll<u32> { answer } }\n",
    "mod later {",
    include_str!("../../same-sum/src/later.rs"),
    "}\nmod sum {",
    include_str!("../../same-sum/src/sum.rs"),
    "}\npub fn main() { drop(sum::sum(",
    "later::Later { name: \"\", pending: 0, value: 0 },",
    "later::Later { name: \"\", pending: 0, value: 0 })); }\n",
);

/// Programs that do not compile.
const REFUSED: [(&str, &str, &str); 4] = [
    ("rc", "rc.rs", include_str!("refused/rc.rs")),
    ("guard", "guard.rs", include_str!("refused/guard.rs")),
    ("drop", "drop.rs", include_str!("refused/drop.rs")),
    ("closure", "closure.rs", include_str!("refused/closure.rs")),
];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let operands = arguments.text_operands()?;
    let [what] = &operands[..] else {
        return Err(UsageError::new("needs one word: WHAT").into());
    };
    match what.as_str() {
        "await" => {
            print!("{}", first_await(&rustc::says("-Zunpretty=hir", SOURCE)?)?);
        }
        "states" => {
            for state in states(&rustc::says("-Zprint-type-sizes", SOURCE)?)? {
                println!("{state}");
            }
        }
        what => {
            let refused = REFUSED.iter().find(|(name, ..)| *name == what);
            let (_, file, source) = refused.ok_or_else(|| {
                UsageError::new(format!("nothing is known of {what:?}"))
            })?;
            print!("{}", rustc::refuses(file, source)?);
        }
    }
    Ok(())
}

/// From the beginning of the body to the end of the first `let` with an
/// await, less indented.
fn first_await(code: &str) -> Result<String, &'static str> {
    let is_begin = |line: &&str| line.contains("let first = first;");
    let lines: Vec<&str> =
        code.lines().skip_while(|line| !is_begin(line)).collect();
    let end = lines.iter().position(|line| line.trim() == "};");
    let (Some(first), Some(end)) = (lines.first(), end) else {
        return Err("the compiler's words have no await in them");
    };
    let indent = first.len() - first.trim_start().len();
    let less = |line: &&str| format!("{}\n", line.get(indent..).unwrap_or(""));
    Ok(lines[..=end].iter().map(less).collect())
}

#[cfg(test)]
mod tests;
