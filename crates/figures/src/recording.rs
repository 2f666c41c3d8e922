//! When, with what and where something was recorded.

use serde::{Deserialize, Serialize};

/// When and where a run or a measurement was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// The date, `YYYY-MM-DD`.
    pub recorded: String,
    /// What `rustc --version` says.
    pub rustc: String,
    /// What `uname -sr` says: the kernel and its version.
    pub kernel: String,
    /// How many processors of which model, `2 × AMD EPYC`; told of measurements, which depend on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<String>,
}

impl Recording {
    /// What a reader wants to know of it, without builds and hashes:
    /// `Recorded 2026-11-22 with rustc 1.95.0 on Linux 6.18, 2 × AMD EPYC`.
    pub fn provenance(&self) -> String {
        let rustc: Vec<&str> = self.rustc.split_whitespace().take(2).collect();
        let kernel = match self.kernel.split_once(' ') {
            Some((name, release)) => format!("{name} {}", first_two_numbers(release)),
            None => self.kernel.clone(),
        };
        let machine = self.machine.iter().map(|machine| format!(", {machine}")).collect::<String>();
        format!("Recorded {} with {} on {kernel}{machine}", self.recorded, rustc.join(" "))
    }
}

/// `6.18` of `6.18.44-generic`.
fn first_two_numbers(release: &str) -> String {
    let numbers = release.split(['.', '-', '+']).take(2);
    numbers.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provenance_leaves_out_what_no_reader_asks_for() {
        let mut recording = Recording {
            recorded: "2026-11-22".to_owned(),
            rustc: "rustc 1.95.0 (59807616e 2026-04-14)".to_owned(),
            kernel: "Linux 6.18.44-generic".to_owned(),
            machine: None,
        };
        let expected = "Recorded 2026-11-22 with rustc 1.95.0 on Linux 6.18";
        assert_eq!(recording.provenance(), expected);
        recording.machine = Some("2 × AMD EPYC".to_owned());
        assert_eq!(recording.provenance(), format!("{expected}, 2 × AMD EPYC"));
        recording.kernel = "macos".to_owned();
        assert!(recording.provenance().ends_with(" on macos, 2 × AMD EPYC"));
    }
}
