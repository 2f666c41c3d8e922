//! When and where this is: what a reader wants to know of what was recorded.

use bindery_figures::Recording;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::thread;
use time::OffsetDateTime;

/// The date, the compiler and the kernel; not the machine.
pub(crate) fn recording() -> Recording {
    let unknown = || std::env::consts::OS.to_owned();
    Recording {
        recorded: OffsetDateTime::now_utc().date().to_string(),
        rustc: said("rustc", &["--version"]).unwrap_or_else(unknown),
        kernel: said("uname", &["-sr"]).unwrap_or_else(unknown),
        machine: None,
    }
}

/// `2 × AMD EPYC`: how many processors a program may use, and their model, or else what kind they are.
pub(super) fn machine() -> String {
    let count = thread::available_parallelism().map_or(1, |count| count.get());
    let model = fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| model(&text))
        .or_else(|| said("sysctl", &["-n", "machdep.cpu.brand_string"]))
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    format!("{count} × {model}")
}

/// The model that `/proc/cpuinfo` names, if it does.
fn model(cpuinfo: &str) -> Option<String> {
    let entries = cpuinfo.lines().filter_map(|line| line.split_once(':'));
    let entries: BTreeMap<&str, &str> =
        entries.map(|(name, value)| (name.trim(), value.trim())).collect();
    let name = entries.get("model name").or_else(|| entries.get("Model"))?;
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.replace("(R)", "").replace("(TM)", "");
    (!words.is_empty()).then_some(words)
}

/// What a program says, if it says something.
fn said(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::model;

    #[test]
    fn processors_are_named_as_a_person_would() {
        let intel = "processor\t: 0\nmodel\t\t: 143\nmodel name\t: Intel(R) Xeon(R)  Platinum\n";
        assert_eq!(model(intel).as_deref(), Some("Intel Xeon Platinum"));
        let pi = "processor\t: 0\nBogoMIPS\t: 108.00\n\nModel\t\t: Raspberry Pi 4\n";
        assert_eq!(model(pi).as_deref(), Some("Raspberry Pi 4"));
        assert_eq!(model("processor\t: 0\n"), None);
    }
}
