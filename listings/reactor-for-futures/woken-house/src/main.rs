//! The command line of the house.

use std::error::Error;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_reactor::block_on;
use woken_house::House;

const HELP: &str = "\
Sends poems by name, over TCP, and tells their names by UDP.

Usage: woken-house [OPTIONS] <FOLDER>

Arguments:
  <FOLDER>       The folder with the poems: its .txt files

Options:
  --port <PORT>  The port to listen on; 0: the system chooses [default: 0]
  -h, --help     Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        arguments.option("--port", "a number from 0 to 65535")?.unwrap_or(0);
    let [folder] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one folder of poems"))?;
    let address = (Ipv4Addr::LOCALHOST, port).into();
    block_on(async {
        let house = House::open(address, Path::new(&folder))
            .map_err(|error| format!("can't open {folder}: {error}"))?;
        let (count, address) = (house.names().len(), house.address()?);
        writeln!(io::stdout(), "{count} poems on {address}")?;
        Err(house.serve().await.into())
    })
}
