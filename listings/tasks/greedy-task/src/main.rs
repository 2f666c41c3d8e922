//! A task that computes beside a task that waits for a poem.

use std::error::Error;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_tasks::net::TcpStream;
use rt_tasks::{block_on, spawn_named, yield_now};
use tasks::Cpu;

const HELP: &str = "\
Computes for 400 ms, and fetches a poem at the same time.

Usage: greedy-task [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>   The server of the poem

Options:
  --slices <N>  Compute in so many slices, and yield after each [default: 1]
  -h, --help    Print this help
";

/// All that is to be computed.
const WORK: Duration = Duration::from_millis(400);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let slices: u32 = arguments
        .option("--slices", "a number of slices, from 1")?
        .unwrap_or(1);
    if slices == 0 {
        return Err(UsageError::new("--slices needs one at least").into());
    }
    let [server] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    let server = server.to_socket_addrs()?.next();
    let server = server.ok_or("the server has no address")?;
    let cpu = Cpu::measure();
    let times = both(server, slices, cpu)?;
    println!("first piece of the poem: after {}", ms(times.first_piece));
    println!("whole poem: after {}", ms(times.whole));
    println!("all computed: after {}", ms(times.computed));
    Ok(())
}

/// When something was done.
struct Times {
    first_piece: Duration,
    whole: Duration,
    computed: Duration,
}

fn both(
    server: SocketAddr,
    slices: u32,
    cpu: Cpu,
) -> Result<Times, Box<dyn Error>> {
    block_on(async move {
        let begin = Instant::now();
        // ANCHOR: both
        let poem = spawn_named("poem", fetch(server, begin));
        let sum = spawn_named("sum", async move {
            for _ in 0..slices {
                cpu.compute(WORK / slices);
                yield_now().await;
            }
            begin.elapsed()
        });
        // ANCHOR_END: both
        let computed = sum.await?;
        let (first_piece, whole) = poem.await??;
        Ok(Times { first_piece, whole, computed })
    })
}

/// When the first piece was read, and when the end.
async fn fetch(
    server: SocketAddr,
    begin: Instant,
) -> io::Result<(Duration, Duration)> {
    let mut stream = TcpStream::connect(server).await?;
    let mut buffer = [0; 512];
    stream.read(&mut buffer).await?;
    let first_piece = begin.elapsed();
    while stream.read(&mut buffer).await? > 0 {}
    Ok((first_piece, begin.elapsed()))
}

fn ms(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    fn poem() -> SocketAddr {
        let pace = Pace {
            bytes: 2.try_into().unwrap(),
            delay: Duration::from_millis(20),
            jitter: Duration::ZERO,
        };
        slow_server::start(b"abcdef", pace).unwrap()
    }

    /// Whether a piece was read before all was computed.
    fn is_early(slices: u32) -> bool {
        within(LIMIT, move || {
            let times = both(poem(), slices, Cpu::measure()).unwrap();
            times.first_piece < times.computed
        })
    }

    #[test]
    fn who_never_yields_keeps_the_poem_waiting_to_the_end() {
        assert!(!is_early(1));
    }

    #[test]
    fn a_few_slices_are_not_enough_for_a_look_at_the_sockets() {
        assert!(!is_early(40));
    }

    #[test]
    fn with_many_slices_pieces_are_read_meanwhile() {
        assert!(is_early(400));
    }

    #[test]
    fn there_is_a_slice_at_least() {
        let error = run(Arguments::new(["--slices", "0", "a:1"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
