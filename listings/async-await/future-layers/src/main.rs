//! Measures futures that hold futures.

mod layers;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use layers::{as_block, by_reference, by_value, by_wrapper};

const HELP: &str = "\
Prints the sizes of futures of one to four layers, in bytes.

Usage: future-layers [--csv]

Options:
  --csv       Print comma-separated values
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// For one to four layers: by value, by reference, as a block, by a wrapper.
fn sizes() -> [[usize; 4]; 4] {
    let page = [0; 1024];
    [
        [
            size_of_val(&by_value::one(page)),
            size_of_val(&by_reference::one(&page)),
            size_of_val(&as_block::one(page)),
            size_of_val(&by_wrapper::one(page)),
        ],
        [
            size_of_val(&by_value::two(page)),
            size_of_val(&by_reference::two(&page)),
            size_of_val(&as_block::two(page)),
            size_of_val(&by_wrapper::two(page)),
        ],
        [
            size_of_val(&by_value::three(page)),
            size_of_val(&by_reference::three(&page)),
            size_of_val(&as_block::three(page)),
            size_of_val(&by_wrapper::three(page)),
        ],
        [
            size_of_val(&by_value::four(page)),
            size_of_val(&by_reference::four(&page)),
            size_of_val(&as_block::four(page)),
            size_of_val(&by_wrapper::four(page)),
        ],
    ]
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let head = ["value", "reference", "block", "wrapper"];
    match csv {
        true => println!(
            "layers,{}",
            head.map(|it| it.to_owned() + " (bytes)").join(",")
        ),
        false => {
            println!("layers{}", head.map(|it| format!("{it:>11}")).concat())
        }
    }
    for (layers, sizes) in (1..).zip(sizes()) {
        match csv {
            true => println!(
                "{layers},{}",
                sizes.map(|it| it.to_string()).join(",")
            ),
            false => println!(
                "{layers:>6}{}",
                sizes.map(|it| format!("{it:>11}")).concat()
            ),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt_time::block_on;

    #[test]
    fn all_count_the_same_lines() {
        let mut page = [b'x'; 1024];
        page[3..6].fill(b'\n');
        assert_eq!(block_on(by_value::four(page)), 3);
        assert_eq!(block_on(by_reference::four(&page)), 3);
        assert_eq!(block_on(as_block::four(page)), 3);
        assert_eq!(block_on(by_wrapper::four(page)), 3);
    }

    #[test]
    fn a_layer_by_value_holds_the_page_once_more() {
        let sizes = sizes();
        for (layers, size) in (1..).zip(sizes) {
            let pages = size.map(|bytes| bytes / 1024);
            let wrapped = 1 << (layers - 1);
            assert_eq!(pages, [layers + 1, 0, 1, wrapped], "{layers}");
        }
        let grows = |two: &[[usize; 4]]| two[1][1] > two[0][1];
        assert!(sizes.windows(2).all(grows), "a reference is an argument");
    }

    #[test]
    fn it_takes_no_operand() {
        let error = run(Arguments::new(["--csv", "x"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
