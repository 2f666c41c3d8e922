//! One thread, and all of the connections.

use std::cell::Cell;
use std::env;
use std::fmt;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command};
use std::rc::Rc;
use std::str::FromStr;
use std::time::{Duration, Instant};

use crowd::Crowd;
use rt_reactor::block_on;
use rt_reactor::net::{TcpListener, TcpStream};

use crate::peer::ROUNDS;

/// What connections cost.
#[derive(Debug, PartialEq)]
pub(crate) struct Cost {
    /// Resident memory that has come with them, in MiB.
    pub(crate) resident: f64,
    /// The same for each, in KiB.
    pub(crate) each: f64,
    /// CPU time until each was accepted and greeted, in microseconds.
    pub(crate) accept: f64,
    /// From the first message of a round to the next one's, in milliseconds.
    pub(crate) round: f64,
    /// CPU time of each message, in microseconds.
    pub(crate) message: f64,
}

/// What it costs to hold so many.
pub(crate) fn measure(count: usize) -> io::Result<Cost> {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    block_on(async {
        let listener = TcpListener::bind(any)?;
        let mut peer = start_peer(listener.local_addr()?, count)?;
        let (crowd, news) = (Crowd::default(), Rc::new(News::default()));
        let begin = Moment::now()?;
        let door = hold(listener, count, crowd.clone(), Rc::clone(&news));
        crowd.add("door", failing(Rc::clone(&news), door));
        crowd.everybody().await;
        let end = Moment::now()?;
        peer.wait()?;
        if let Some(error) = news.error.take() {
            return Err(error);
        }
        let all_in = news.all_in.take().expect("the door has ended well");
        Ok(Cost::between(&begin, &all_in, &end, count))
    })
}

// ANCHOR: hold
/// Accepts so many connections.
async fn hold(
    mut listener: TcpListener,
    count: usize,
    crowd: Crowd,
    news: Rc<News>,
) -> io::Result<()> {
    for number in 0..count {
        let (stream, _) = listener.accept().await?;
        crowd.add(&number.to_string(), failing(Rc::clone(&news), echo(stream)));
    }
    news.all_in.set(Some(Moment::now()?));
    Ok(())
}

/// Greets, and sends back what comes.
async fn echo(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(b"!").await?;
    let mut byte = [0];
    while stream.read(&mut byte).await? > 0 {
        stream.write_all(&byte).await?;
    }
    Ok(())
}
// ANCHOR_END: hold

/// What the members of the crowd tell.
#[derive(Default)]
struct News {
    /// When all connections were there.
    all_in: Cell<Option<Moment>>,
    /// The last thing that went wrong.
    error: Cell<Option<io::Error>>,
}

/// Tells of an error.
async fn failing(news: Rc<News>, future: impl Future<Output = io::Result<()>>) {
    if let Err(error) = future.await {
        news.error.set(Some(error));
    }
}

/// What has been used up to a moment.
struct Moment {
    time: Instant,
    /// CPU time of this thread.
    cpu: Duration,
    resident_kib: u64,
}

impl Moment {
    fn now() -> io::Result<Moment> {
        let status = fs::read_to_string("/proc/self/status")?;
        Ok(Moment {
            time: Instant::now(),
            cpu: cpu_clock::thread(),
            resident_kib: resident_kib(&status)?,
        })
    }
}

/// Resident memory, from what Linux tells of a process. (The kernel writes kB
/// and means KiB.)
fn resident_kib(status: &str) -> io::Result<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok())
        .ok_or_else(|| io::Error::other("the kernel does not tell VmRSS"))
}

impl Cost {
    fn between(
        begin: &Moment,
        all_in: &Moment,
        end: &Moment,
        count: usize,
    ) -> Cost {
        let kib = all_in.resident_kib.saturating_sub(begin.resident_kib) as f64;
        let micros = |cpu: Duration, times: usize| {
            cpu.as_secs_f64() * 1e6 / times as f64
        };
        let rounds = (end.time - all_in.time).as_secs_f64();
        Cost {
            resident: kib / 1024.0,
            each: kib / count as f64,
            accept: micros(all_in.cpu - begin.cpu, count),
            round: rounds * 1e3 / ROUNDS as f64,
            message: micros(end.cpu - all_in.cpu, count * ROUNDS),
        }
    }
}

/// As in a row of CSV.
impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cost { resident, each, accept, round, message } = self;
        write!(f, "{resident:.2},{each:.2},{accept:.1},{round:.2},{message:.1}")
    }
}

impl FromStr for Cost {
    type Err = io::Error;

    fn from_str(row: &str) -> io::Result<Cost> {
        let bad = || io::Error::other(format!("no cost: {row:?}"));
        let numbers: Vec<f64> =
            row.split(',').map_while(|word| word.parse().ok()).collect();
        let [resident, each, accept, round, message] =
            numbers.try_into().map_err(|_| bad())?;
        Ok(Cost { resident, each, accept, round, message })
    }
}

fn start_peer(address: SocketAddr, count: usize) -> io::Result<Child> {
    Command::new(env::current_exe()?)
        .args(["--peer", &address.to_string(), "--count", &count.to_string()])
        .spawn()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cost_is_in_its_unit_and_for_its_count() {
        let begin = Instant::now();
        let at = |ms, cpu_ms, resident_kib| Moment {
            time: begin + Duration::from_millis(ms),
            cpu: Duration::from_millis(cpu_ms),
            resident_kib,
        };
        let moments = [at(5, 1, 1000), at(20, 5, 3048), at(50, 11, 9999)];
        let [begin, all_in, end] = &moments;
        let expected = Cost {
            resident: 2.0,
            each: 1024.0,
            accept: 2000.0,
            round: 30.0 / ROUNDS as f64,
            message: 6000.0 / (2 * ROUNDS) as f64,
        };
        let cost = Cost::between(begin, all_in, end, 2);
        assert_eq!(cost.to_string(), expected.to_string());
    }

    #[test]
    fn resident_memory_is_found_by_its_name() {
        let status = "VmRSSes:\t9 kB\nVmRSS:\t    2108 kB\n";
        assert_eq!(resident_kib(status).unwrap(), 2108);
        assert!(resident_kib("VmSize: 7 kB").is_err());
    }
}
