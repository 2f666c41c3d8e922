//! The command line of the house.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use arguments::{Arguments, UsageError};
use rt_tasks::block_on;
use rt_tasks::net::TcpListener;
use task_house::{Poems, serve};

const HELP: &str = "\
Sends poems by name, over TCP. Each guest is a task.

Usage: task-house [OPTIONS] <FOLDER>

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
    let poems = Poems::read(Path::new(&folder))
        .map_err(|error| format!("can't open {folder}: {error}"))?;
    block_on(async {
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let door = TcpListener::bind(here)?;
        let address = door.local_addr()?;
        writeln!(io::stdout(), "{} poems on {address}", poems.count())?;
        Ok(serve(door, Rc::new(poems)).await?)
    })
}
