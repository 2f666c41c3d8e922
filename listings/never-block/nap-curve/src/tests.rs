//! Messages arrive, and the tables say what was measured.

use std::io::Write;
use std::time::Instant;

use time_limit::within;

use super::*;
use crate::sockets::connections;

const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn a_message_cut_in_two_is_one_message() {
    within(LIMIT, || {
        let (mut readers, mut writers) = connections(1).unwrap();
        let (reader, writer) = (&mut readers[0], &mut writers[0]);
        let epoch = Instant::now();
        let mut latencies = Vec::new();
        let mut ask_until_something_comes = |latencies: &mut Vec<Duration>| {
            while !reader.ask(epoch, latencies).unwrap() {}
        };
        writer.write_all(&0_u64.to_le_bytes()[..5]).unwrap();
        ask_until_something_comes(&mut latencies);
        assert_eq!(latencies.len(), 0);
        // Its rest, and a message of a time that is still to come.
        let mut rest = vec![0; 3];
        rest.extend_from_slice(&u64::MAX.to_le_bytes());
        writer.write_all(&rest).unwrap();
        while latencies.len() < 2 {
            ask_until_something_comes(&mut latencies);
        }
        assert!(latencies[0] > Duration::ZERO);
        assert_eq!(latencies[1], Duration::ZERO);
    });
}

#[test]
fn a_closed_connection_is_an_error() {
    within(LIMIT, || {
        let (mut readers, writers) = connections(1).unwrap();
        drop(writers);
        let error = loop {
            if let Err(error) = readers[0].ask(Instant::now(), &mut Vec::new())
            {
                break error;
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    });
}

#[test]
fn all_busy_sockets_are_heard_among_silent_ones() {
    let measured = within(LIMIT, || {
        let nap = Duration::from_millis(1);
        measure(20, nap, Duration::from_millis(500)).unwrap()
    });
    // Three sockets with at most 40 ms between two messages, on a machine that may be busy.
    assert!(measured.mean_latency_ms() > 0.0);
    assert!(measured.worst_latency_ms() >= measured.mean_latency_ms());
    assert!(measured.cpu_percent() > 0.0 && measured.cpu_percent() <= 100.0);
}

#[test]
fn a_row_has_a_value_for_each_column() {
    let measured =
        within(LIMIT, || measure(3, QUICK_PERIOD, QUICK_PERIOD).unwrap());
    let row = csv_row(1000, &measured, &measured);
    assert!(row.starts_with("1000,"), "{row}");
    assert_eq!(row.split(',').count(), CSV_HEADER.split(',').count());
}

#[test]
fn the_quick_naps_are_among_the_others() {
    assert!(QUICK_NAPS.iter().all(|nap| NAPS.contains(nap)));
}

#[test]
fn the_headers_name_both_counts() {
    for count in [FEW, MANY].map(|count| format!("CPU of {count} ")) {
        assert!(
            HEADER.contains(&count) && CSV_HEADER.contains(&count),
            "{count}"
        );
    }
}
