//! CPU time of this process and of the processes that it has waited for.

use std::error::Error;
use std::fs;

/// Clock ticks a second in `/proc`; it is 100 on every Linux that is in use.
const TICKS: f64 = 100.0;

/// The CPU seconds that `work` takes, its child processes included.
///
/// # Errors
/// When `work` fails, or the system doesn't tell: only Linux does.
pub fn seconds(
    work: &mut dyn FnMut() -> Result<(), Box<dyn Error>>,
) -> Result<f64, Box<dyn Error>> {
    let before = ticks()?;
    work()?;
    Ok((ticks()? - before) as f64 / TICKS)
}

/// utime, stime, cutime and cstime together, as proc_pid_stat(5) lists them.
fn ticks() -> Result<u64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name in parentheses may hold spaces; the fields after it count from 3.
    let fields = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?.1;
    let times = fields.split_whitespace().skip(11).take(4);
    times.map(|field| Ok(field.parse::<u64>()?)).sum()
}
