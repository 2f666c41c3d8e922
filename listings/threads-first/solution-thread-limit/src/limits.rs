//! The limits that Linux has for threads.

use std::fs;

/// How many memory mappings a process may have.
pub fn mappings() -> Option<usize> {
    number("/proc/sys/vm/max_map_count")
}

/// All that can be read, with what they are called.
pub fn all() -> Vec<(&'static str, usize)> {
    let files = [
        ("vm.max_map_count", "/proc/sys/vm/max_map_count"),
        ("kernel.threads-max", "/proc/sys/kernel/threads-max"),
        ("kernel.pid_max", "/proc/sys/kernel/pid_max"),
        ("cgroup pids.max", "/sys/fs/cgroup/pids.max"),
    ];
    let files = files.map(|(name, file)| (name, number(file)));
    let user = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let user = ("ulimit -u", processes(&user));
    let all = files.into_iter().chain([user]);
    all.filter_map(|(name, limit)| Some((name, limit?))).collect()
}

fn number(file: &str) -> Option<usize> {
    fs::read_to_string(file).ok()?.trim().parse().ok()
}

/// The soft limit of processes in `/proc/self/limits`, if there is one.
fn processes(limits: &str) -> Option<usize> {
    let line =
        limits.lines().find_map(|line| line.strip_prefix("Max processes"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soft_limit_is_the_first_number() {
        let limits = "\
Limit            Soft Limit  Hard Limit  Units
Max open files   20000       20000       files
Max processes    96365       99999       processes
";
        assert_eq!(processes(limits), Some(96365));
        assert_eq!(processes("Max processes unlimited unlimited x"), None);
        assert_eq!(processes(""), None);
    }
}
