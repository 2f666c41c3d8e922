//! What is measured.

use std::fmt;
use std::fs;
use std::io;
use std::str::FromStr;
use std::time::{Duration, Instant};

/// What connections cost.
#[derive(Debug, PartialEq)]
pub(crate) struct Cost {
    /// CPU time of all threads for a message, in microseconds.
    pub(crate) message: f64,
    /// Resident memory that has come with each connection, in KiB.
    pub(crate) each: f64,
    /// From the first message of a round to the next one's, in milliseconds.
    pub(crate) round: f64,
}

/// What has been used up to a moment.
#[derive(Debug)]
pub(crate) struct Moment {
    pub(crate) time: Instant,
    /// CPU time of the process.
    pub(crate) cpu: Duration,
    pub(crate) resident_kib: u64,
}

impl Moment {
    pub(crate) fn now() -> io::Result<Moment> {
        let status = fs::read_to_string("/proc/self/status")?;
        Ok(Moment {
            time: Instant::now(),
            cpu: cpu_clock::process(),
            resident_kib: resident_kib(&status)?,
        })
    }
}

/// Resident memory, from what Linux tells of a process. (The kernel writes kB
/// and means KiB.)
pub(crate) fn resident_kib(status: &str) -> io::Result<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok())
        .ok_or_else(|| io::Error::other("the kernel does not tell VmRSS"))
}

impl Cost {
    /// From before the first connection, over when all were there, to the end
    /// of so many rounds.
    pub(crate) fn between(
        begin: &Moment,
        all_in: &Moment,
        end: &Moment,
        count: usize,
        rounds: usize,
    ) -> Cost {
        let kib = all_in.resident_kib.saturating_sub(begin.resident_kib) as f64;
        let cpu = (end.cpu - all_in.cpu).as_secs_f64();
        let time = (end.time - all_in.time).as_secs_f64();
        Cost {
            message: cpu * 1e6 / (count * rounds) as f64,
            each: kib / count as f64,
            round: time * 1e3 / rounds as f64,
        }
    }

    pub(crate) fn as_table_row(&self) -> String {
        let Cost { message, each, round } = self;
        format!("{each:>7.2} KiB {message:>8.1} µs {round:>9.2} ms")
    }
}

/// As in a row of CSV.
impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cost { message, each, round } = self;
        write!(f, "{message:.1},{each:.2},{round:.2}")
    }
}

impl FromStr for Cost {
    type Err = io::Error;

    fn from_str(row: &str) -> io::Result<Cost> {
        let bad = || io::Error::other(format!("no cost: {row:?}"));
        let numbers: Vec<f64> =
            row.split(',').map_while(|word| word.parse().ok()).collect();
        let [message, each, round] = numbers.try_into().map_err(|_| bad())?;
        Ok(Cost { message, each, round })
    }
}
