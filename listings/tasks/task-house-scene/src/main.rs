//! Three guests of a house, one of whom is silent.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_tasks::net::TcpListener;
use rt_tasks::{block_on, letter, spawn_named};
use task_house::{Poems, serve};

const HELP: &str = "\
Three guests come to a house one after the other, and ask for poems. Each is a
thread here, and a task there.

Usage: task-house-scene

Options:
  -h, --help  Print this help
";

/// How long each guest pauses: before it comes, before each name, before it
/// leaves.
const PAUSES: [&[u64]; 3] = [&[0, 60, 120, 60], &[40, 200], &[80, 40, 40, 40]];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    for (n, answers) in visits()?.iter().enumerate() {
        println!("guest {}: {} bytes", n + 1, answers.len());
    }
    Ok(())
}

/// What each guest got.
fn visits() -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let poems: Poems = [("wind".into(), b"Who has seen the wind?\n".to_vec())]
        .into_iter()
        .collect();
    block_on(async {
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let door = TcpListener::bind(here)?;
        let house = door.local_addr()?;
        spawn_named("door", serve(door, Rc::new(poems)));
        let (sender, answers) = letter();
        thread::spawn(move || {
            let guests = PAUSES
                .map(|pauses| thread::spawn(move || visit(house, pauses)));
            let answers = guests.map(|guest| {
                guest.join().expect("a guest has no reason to panic")
            });
            sender.send(answers.into_iter().collect::<io::Result<Vec<_>>>());
        });
        Ok(answers.await??)
    })
}

/// Comes, asks for a poem after each pause, and leaves.
fn visit(house: SocketAddr, pauses: &[u64]) -> io::Result<Vec<u8>> {
    let pause = |time: &u64| thread::sleep(Duration::from_millis(*time));
    let Some((comes, [asks @ .., leaves])) = pauses.split_first() else {
        return Ok(Vec::new());
    };
    pause(comes);
    let mut stream = TcpStream::connect(house)?;
    for time in asks {
        pause(time);
        stream.write_all(b"wind\n")?;
    }
    pause(leaves);
    stream.shutdown(Shutdown::Write)?;
    let mut answers = Vec::new();
    stream.read_to_end(&mut answers)?;
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn each_guest_gets_a_poem_for_each_name() {
        let visits = within(Duration::from_secs(20), || visits().unwrap());
        let poem = b"23:Who has seen the wind?\n,".to_vec();
        assert_eq!(visits, [poem.repeat(2), vec![], poem.repeat(2)]);
    }
}
