//! Both ways ask until all three have brought a byte.

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn both_ways_ask_until_the_last_byte() {
    for way in [ways::by_loop, ways::by_futures] {
        within(LIMIT, move || {
            let (ours, theirs) = pairs().unwrap();
            let peer = thread::spawn(move || {
                for mut stream in &theirs {
                    stream.write_all(b".").unwrap();
                    thread::sleep(Duration::from_millis(10));
                }
            });
            // Each at least once; and those that came later, more often.
            assert!(way(&ours).unwrap() > 3);
            peer.join().unwrap();
            // Each byte has been taken: nothing is left to read.
            for mut stream in &ours {
                let end = std::io::Read::read(&mut stream, &mut [0]);
                assert_eq!(end.unwrap(), 0);
            }
        });
    }
}

#[test]
fn a_row_has_the_columns_of_its_header() {
    let measured = Measured {
        time: Duration::from_millis(200),
        cpu: Duration::from_millis(50),
        questions: 100_000,
    };
    assert_eq!(csv_row("loop", &measured), "loop,25.0,100000,500");
    assert_eq!(
        csv_row("", &measured).split(',').count(),
        CSV_HEADER.split(',').count()
    );
    assert!(row("loop", &measured).contains("25.0 %"));
}

#[test]
fn the_table_has_no_operands() {
    let error = run(Arguments::new(["x"])).unwrap_err();
    assert!(error.is::<UsageError>());
}

#[test]
fn nothing_comes_before_the_silence_is_over() {
    let silence = Duration::from_millis(200);
    let measured = within(LIMIT, move || measure(ways::by_loop, silence));
    assert!(measured.unwrap().time >= silence);
}
