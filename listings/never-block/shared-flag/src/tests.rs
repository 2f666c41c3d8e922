//! Who waits and who does not. A read that waits takes [`PATIENCE`].

use time_limit::within;

use super::*;

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "macOS hands the flag on")]
fn only_handles_of_the_same_socket_share_the_flag() {
    let reads = within(Duration::from_secs(20), || read_relatives().unwrap());
    let waited = reads.map(|(_, read)| read.took > PATIENCE / 2);
    assert_eq!(waited, [false, false, true, true]);
}

#[test]
fn there_are_no_operands() {
    let error = run(Arguments::new(["poem.txt"])).unwrap_err().to_string();
    assert_eq!(error, r#"takes no operands, and got "poem.txt""#);
}
