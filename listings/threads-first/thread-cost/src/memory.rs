use std::fs;
use std::io::{self, ErrorKind};
use std::ops::Sub;

/// Memory, in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Addresses that the process has reserved.
    pub virtual_: u64,
    /// Memory that it really has.
    pub resident: u64,
    /// What the kernel keeps besides: its own stacks, one a thread, and the tables in which it
    /// looks up the process's pages. (The stacks are those of the whole machine: look at
    /// differences.)
    pub kernel: u64,
}

impl Memory {
    /// What this process has now.
    ///
    /// # Errors
    /// On a system without Linux's `/proc`.
    pub fn now() -> io::Result<Memory> {
        let process = fs::read_to_string("/proc/self/status")?;
        let machine = fs::read_to_string("/proc/meminfo")?;
        Ok(Memory {
            virtual_: field(&process, "VmSize")?,
            resident: field(&process, "VmRSS")?,
            kernel: field(&process, "VmPTE")? + field(&machine, "KernelStack")?,
        })
    }
}

impl Sub for Memory {
    type Output = Memory;

    /// What has come in since `earlier`; 0 where there is less now.
    fn sub(self, earlier: Memory) -> Memory {
        Memory {
            virtual_: self.virtual_.saturating_sub(earlier.virtual_),
            resident: self.resident.saturating_sub(earlier.resident),
            kernel: self.kernel.saturating_sub(earlier.kernel),
        }
    }
}

/// The number in the line `name:   123 kB`. (The kernel writes kB and means KiB.)
fn field(text: &str, name: &str) -> io::Result<u64> {
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
        .and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok())
        .ok_or_else(|| {
            let message = format!("the kernel does not tell {name}");
            io::Error::new(ErrorKind::InvalidData, message)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = "Name:\tant\nVmSizes:\t9 kB\nVmSize:\t    2108 kB\n";

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        assert_eq!(field(STATUS, "VmSize").unwrap(), 2108);
        assert!(field(STATUS, "Vm").is_err());
        assert!(field(STATUS, "Name").is_err());
    }
}
