use std::fs;
use std::io::{self, ErrorKind};
use std::ops::Sub;

/// The memory of this process, in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Addresses that it has reserved.
    pub reserved: u64,
    /// Memory that it really has.
    pub resident: u64,
    /// The kernel's tables, in which the process's pages are looked up.
    pub tables: u64,
}

impl Memory {
    /// What this process has now.
    ///
    /// # Errors
    /// On a system without Linux's `/proc`.
    pub fn now() -> io::Result<Memory> {
        let status = fs::read_to_string("/proc/self/status")?;
        Ok(Memory {
            reserved: field(&status, "VmSize")?,
            resident: field(&status, "VmRSS")?,
            tables: field(&status, "VmPTE")?,
        })
    }
}

impl Sub for Memory {
    type Output = Memory;

    /// What has come in since `earlier`; 0 where there is less now.
    fn sub(self, earlier: Memory) -> Memory {
        Memory {
            reserved: self.reserved.saturating_sub(earlier.reserved),
            resident: self.resident.saturating_sub(earlier.resident),
            tables: self.tables.saturating_sub(earlier.tables),
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

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let status = "Name:\tant\nVmSizes:\t9 kB\nVmSize:\t    2108 kB\n";
        assert_eq!(field(status, "VmSize").unwrap(), 2108);
        assert!(field(status, "Vm").is_err());
        assert!(field(status, "Name").is_err());
    }

    #[test]
    fn what_came_in_is_a_difference() {
        let later = Memory { reserved: 9, resident: 7, tables: 5 };
        let earlier = Memory { reserved: 4, resident: 8, tables: 3 };
        let new = Memory { reserved: 5, resident: 0, tables: 2 };
        assert_eq!(later - earlier, new);
    }
}
